/// Numbers within a sentence: `1.580` and `4,9` in Vietnamese, `1,580` and `4.9` in English.
enum NumberText {
    static func vietnamese(_ number: Int64) -> String { grouped(number.magnitude, number < 0, ".") }
    static func english(_ number: Int64) -> String { grouped(number.magnitude, number < 0, ",") }
    static func vietnamese(_ number: Double) -> String { decimal(number, ".", ",") }
    static func english(_ number: Double) -> String { decimal(number, ",", ".") }

    /// One decimal, none where it would be 0.
    private static func decimal(_ number: Double, _ group: String, _ mark: String) -> String {
        guard let tenths = Int64(exactly: (number * 10).rounded()) else { return "∞" }
        let whole = grouped(tenths.magnitude / 10, tenths < 0, group)
        return tenths % 10 == 0 ? whole : whole + mark + String(tenths.magnitude % 10)
    }

    private static func grouped(_ size: UInt64, _ isNegative: Bool, _ mark: String) -> String {
        let digits = String(size)
        var text = isNegative ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { text += mark }
            text.append(digit)
        }
        return text
    }
}
