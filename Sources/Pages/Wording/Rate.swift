public import Reporting

/// A figure as the pages show it: n of N, times `per`, divided once and exactly.
public struct Rate: Hashable, Sendable {
    /// What the divided value is called.
    public enum Unit: Hashable, Sendable {
        /// A number that is not divided by anything.
        case count
        case percent, perThousand, perHundredThousand
        /// A ratio of two groups of which neither is part of the other, such as boys for 100
        /// girls: it is no percentage.
        case per
    }

    public let numerator: Amount
    public let denominator: Amount?
    public let per: Int64
    public let unit: Unit
    /// What kind of number it is; it decides the interval.
    public let measure: Indicator.Measure
    /// Whether a published share was applied to it.
    public let isEstimated: Bool
    /// Whether it rests on very few events.
    public let isSmall: Bool

    public init(
        numerator: Amount, denominator: Amount?, per: Int64, unit: Unit,
        measure: Indicator.Measure, isEstimated: Bool = false, isSmall: Bool = false
    ) {
        self.numerator = numerator
        self.denominator = denominator
        self.per = per
        self.unit = unit
        self.measure = measure
        self.isEstimated = isEstimated
        self.isSmall = isSmall
    }

    /// A plain count, not drawn from anything.
    public init(count: Amount, isEstimated: Bool = false) {
        self.init(
            numerator: count, denominator: nil, per: 1, unit: .count, measure: .state,
            isEstimated: isEstimated)
    }

    var isShare: Bool { measure == .share }

    /// The value in tenths, rounded half up; nil when the denominator is 0.
    var tenths: Int64? { numerator.tenths(per: per, of: denominator ?? 1) }

    /// The unrounded value, for figures only.
    var value: Double? {
        guard let denominator else { return numerator.double }
        return denominator > 0 ? numerator.double * Double(per) / denominator.double : nil
    }

    var interval: Interval? {
        guard value != nil else { return nil }
        return Interval(
            of: measure, numerator.double, denominator?.double ?? 1, per: Double(per))
    }
}
