import Reporting
import Testing

@Suite struct VietnameseOrderTests {
    @Test(
        "names are listed as a Vietnamese dictionary lists them",
        arguments: [
            ["An", "Ăn", "Ân", "Ba", "Da", "Đa", "E", "Ê", "Oa", "Ô", "Ơ", "Sa", "U", "Ư", "Xa"],
            ["Xã Ba", "Xã Bà", "Xã Bả", "Xã Bã", "Xã Bá", "Xã Bạ", "Xã Bác"],
            ["Xã Dân", "Xã Đân", "Xã Đông", "Xã Em"],
            // A tone counts only where all letters are the same.
            ["Hà An", "Há An", "Ha Anh", "Hà Anh"],
            ["Phường 1", "Phường 2", "Phường 10", "Phường An"],
            ["Việt Lâm", "Việt Vinh", "Vĩnh Hảo", "Vĩnh Phúc"],
            ["Tân", "Tần", "Tân An"],
        ])
    func order(names: [String]) {
        let sorted = names.reversed().sorted {
            VietnameseText.collationKey($0) < VietnameseText.collationKey($1)
        }
        #expect(sorted == names)
    }

    @Test("marks of their own are the same letters and tones")
    func decomposed() {
        let pairs = [
            ("Đồng Tâm", "Đo\u{302}\u{300}ng Ta\u{302}m"), ("Ướt", "U\u{31B}\u{301}o\u{31B}t"),
            ("Ặt", "A\u{323}\u{306}t"),
        ]
        for (composed, decomposed) in pairs {
            let one = VietnameseText.collationKey(composed)
            let other = VietnameseText.collationKey(decomposed)
            for neighbour in ["Đồng Tam", "Đồng Tâm A", "Ươt", "Ướu", "Ắt", "Ặu"] {
                let third = VietnameseText.collationKey(neighbour)
                #expect((one < third) == (other < third), "\(composed) beside \(neighbour)")
            }
        }
    }

    @Test("a number too long to count is still listed")
    func longNumber() {
        let long = String(repeating: "9", count: 40)
        #expect(VietnameseText.collationKey("Tổ 2") < VietnameseText.collationKey("Tổ \(long)"))
    }
}
