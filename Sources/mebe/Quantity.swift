/// What a setting counts, and how it is written.
enum Quantity {
    case count
    /// `4096`, `64KiB`, `1MiB`, `2GiB`.
    case octets
    /// `500ms`, `20s` or `20`, `5m`, `2h`; counted in milliseconds.
    case time

    private static let octetUnits: [(name: String, size: Int)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1), ("", 1),
    ]
    private static let timeUnits: [(name: String, size: Int)] = [
        ("ms", 1), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("", 1_000),
    ]

    private var units: [(name: String, size: Int)] {
        switch self {
        case .count: [("", 1)]
        case .octets: Self.octetUnits
        case .time: Self.timeUnits
        }
    }

    /// Nil for what is not written so, or is too large to count.
    func value(of text: String) -> Int? {
        guard let unit = units.first(where: { text.hasSuffix($0.name) }) else { return nil }
        let digits = text.dropLast(unit.name.count)
        guard let number = Setting.number(digits) else { return nil }
        let (value, isTooLarge) = number.multipliedReportingOverflow(by: unit.size)
        return isTooLarge ? nil : value
    }

    /// The shortest form that `value(of:)` reads.
    func text(of value: Int) -> String {
        let unit =
            switch self {
            case .count: units[0]
            case .octets: Self.octetUnits.first { value > 0 && value % $0.size == 0 && $0.size > 1 }
            case .time: Self.timeUnits.last { value % $0.size == 0 && !$0.name.isEmpty }
            }
        guard let unit else { return String(value) }
        return String(value / unit.size) + unit.name
    }
}
