/// Plain decimal digits, as codes of periods and dates use them.
enum Digits {
    /// The number of a text of ASCII digits alone (no sign, no space), or nil.
    static func number(_ text: some StringProtocol) -> Int? {
        guard (1...9).contains(text.utf8.count) else { return nil }
        var value = 0
        for byte in text.utf8 {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        if width == 2, pairs.indices.contains(number) { return pairs[number] }
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// `00` to `99`: each report's month and instants are made of them.
    private static let pairs = (0...99).map { ($0 < 10 ? "0" : "") + String($0) }
}
