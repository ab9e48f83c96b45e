/// A year's months of one indicator or count.
public struct Trend: Hashable, Sendable {
    /// The indicator's code, or nil for a plain count.
    public let code: String?
    public let label: String
    public let year: Int
    /// January to December; nil where nothing is known.
    public let months: [Rate?]
    /// The same of the year before, or empty.
    public let earlierMonths: [Rate?]
    public let target: TargetLine?
    /// The figure of the whole period shown.
    public let total: Rate?

    /// The key under which `ChildLine.rates` holds the count of a trend without a code.
    public static let countKey = "count"

    public init(
        code: String?, label: String, year: Int, months: [Rate?],
        earlierMonths: [Rate?] = [], target: TargetLine?, total: Rate? = nil
    ) {
        self.code = code
        self.label = label
        self.year = year
        self.months = months
        self.earlierMonths = earlierMonths
        self.target = target
        self.total = total
    }

    var hasEarlier: Bool { earlierMonths.contains { $0?.value != nil } }

    var key: String { code ?? Self.countKey }
}
