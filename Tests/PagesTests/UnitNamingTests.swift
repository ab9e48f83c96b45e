import Reporting
import Testing

@testable import Pages

/// Units by their names, as administrators type them.
@Suite struct UnitNamingTests {
    private static let communes = [
        "Xã Nam Đàn", "Xã Nấm Dẩn", "Xã Hùng An", "Xã Đồng Tâm", "Xã Đồng Tâm", "Xã Bằng Hành",
        "Xã Bằng Lang",
    ]

    private static let units: OrgUnits = {
        let names = ["Việt Nam", "Tỉnh Nghệ An", "Tỉnh Tuyên Quang"] + communes
        let units = names.enumerated().map { number, name in
            let parent = number < 3 ? (number == 0 ? nil : 0) : 1 + number % 2
            return OrgUnit(
                number: number, id: "U\(number)",
                states: [
                    OrgUnit.State(
                        validity: .always, code: "",
                        level: number == 0 ? .nation : number < 3 ? .province : .commune,
                        kind: number == 0 ? "" : number < 3 ? "tỉnh" : "xã", name: name,
                        parent: parent)
                ])
        }
        return OrgUnits(units: units, successions: [])
    }()

    private static var naming: UnitNaming { UnitNaming(units: units, day: Day(number: 20_000)) }

    @Test(
        "a name as it is spelled comes before one that only sounds alike",
        arguments: [
            ("Xã Nam Đàn", .one(3)), ("xã nấm dẩn", .one(4)), ("Nấm Dẩn", .one(4)),
            ("Xã Na\u{302}\u{301}m Da\u{302}\u{309}n", .one(4)), ("xa nam dan", .several([4, 3])),
            ("Nam Dan, Nghệ An", .one(4)), ("xa hung an", .one(5)), ("hung an", .one(5)),
            ("Xã Hưng Ân", .nearly([5])), ("Xã Nâm Đan", .nearly([4, 3])),
            ("Xã Đồng Tâm", .several([6, 7])), ("Đồng Tâm, Tuyên Quang", .one(7)),
            ("Xã Đồng Tâm, tuyen quang", .one(7)), ("bằng", .nearly([8, 9])), ("", .nearly([])),
            ("u5", .one(5)), ("Xã Hùng An (U5)", .one(5)), ("Hà Nội", .nearly([])),
        ] as [(String, UnitNaming.Answer)])
    func found(text: String, answer: UnitNaming.Answer) {
        #expect(Self.naming.find(text) == answer)
    }

    private static func merge(_ units: [String]) -> UnitChangeForm {
        UnitChangeForm(
            code: "merge",
            fields: [
                ("units", units.joined(separator: "\n")), ("into", "Xã Hùng An"),
                ("effective", "2027-01-01"),
            ])
    }

    @Test("a name typed with other marks is answered with who may be meant")
    func marks() {
        let (_, findings) = Self.merge(["Xã Hưng Ân", "Xã Bằng Hành"]).resolved(Self.naming)
        #expect(findings.map(\.pointer) == ["/units/0"])
        #expect(
            findings.first?.messageVI.hasSuffix("Gần giống: Xã Hùng An (U5), Tỉnh Tuyên Quang.")
                == true)
    }

    @Test("more units than a change may name are refused before any is looked for, few told wrong")
    func tooMany() {
        let most = Self.merge((1...UnitChange.unitsMax).map { "Xã \($0)" })
        #expect(most.resolved(Self.naming).findings.count == UnitChangeForm.findingsMax)
        let known = Self.merge((1...UnitChange.unitsMax).map { _ in "Xã Hùng An" })
        #expect(known.resolved(Self.naming).findings.isEmpty)
        for form in [
            Self.merge((0...UnitChange.unitsMax).map { "Xã \($0)" }),
            Self.merge(Array(repeating: "U3 U4", count: UnitChange.unitsMax)),
        ] {
            let findings = form.resolved(Self.naming).findings
            #expect(findings.map(\.pointer) == ["/units"])
            #expect(findings.first?.messageEN == "One change names at most 200 units.")
        }
    }
}
