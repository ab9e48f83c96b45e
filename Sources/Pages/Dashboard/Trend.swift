/// A year's months of one indicator or count.
public struct Trend: Hashable, Sendable {
    /// The indicator's code, or nil for a plain count.
    public let code: String?
    public let label: String
    public let year: Int
    /// January to December; nil where nothing is known.
    public let months: [Rate?]
    public let target: TargetLine?

    public init(
        code: String?, label: String, year: Int, months: [Rate?], target: TargetLine?
    ) {
        self.code = code
        self.label = label
        self.year = year
        self.months = months
        self.target = target
    }
}
