/// A rate or count derived from sums (chỉ số): numerator / denominator × per.
///
/// Only counts are stored; the division happens once, at the level and period shown.
public struct Indicator: Sendable {
    public enum Direction: String, Sendable {
        case higher, lower, none
    }

    public let code: String
    public let labelVI: String
    public let labelEN: String
    public let numerator: [DataElement.Index]
    /// Nil for a plain count: the value is then the numerator.
    public let denominator: [DataElement.Index]?
    /// 1, 100, 1 000 or 100 000.
    public let per: Int64
    public let direction: Direction
    public let note: String?

    public init(
        code: String, labelVI: String, labelEN: String, numerator: [DataElement.Index],
        denominator: [DataElement.Index]?, per: Int64, direction: Direction, note: String?
    ) {
        self.code = code
        self.labelVI = labelVI
        self.labelEN = labelEN
        self.numerator = numerator
        self.denominator = denominator
        // What is divided by nothing is the number itself.
        self.per = denominator == nil ? 1 : per
        self.direction = direction
        self.note = note
    }
}

/// What a plan asks an indicator to reach (chỉ tiêu kế hoạch) in a unit and year.
public struct Target: Hashable, Sendable {
    public let indicator: String
    public let unitID: String
    public let year: Int
    public let comparison: Comparison
    public let value: Decimal
    /// The plan's own words.
    public let quoteVI: String

    public init(
        indicator: String, unitID: String, year: Int, comparison: Comparison, value: Decimal,
        quoteVI: String
    ) {
        self.indicator = indicator
        self.unitID = unitID
        self.year = year
        self.comparison = comparison
        self.value = value
        self.quoteVI = quoteVI
    }

    /// Compares n × per with target × N exactly, unrounded.
    ///
    /// - Parameter denominator: 1 for a plain count.
    public func isMet(numerator: Amount, denominator: Amount, per: Int64) -> Bool {
        numerator.times(per * value.power, comparison, denominator, times: value.mantissa)
    }
}
