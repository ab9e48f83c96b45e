/// A target held against a figure.
public struct TargetFigure: Hashable, Sendable {
    public let target: Target
    /// Nil where there is no value to compare.
    public let isMet: Bool?
    /// What is missing where the target is not met; nil where no number of events would do.
    public let gap: Gap?
    /// Whether an indicator that grows through the year has come as far as the plan asks by now;
    /// nil for all others, and when the year is over.
    public let isOnTrack: Bool?

    /// The smallest whole number of events by which the target would be met.
    public struct Gap: Hashable, Sendable {
        public let count: Int64
        /// More of them, or fewer.
        public let isMore: Bool
    }

    /// Against no value.
    init(target: Target) {
        self.target = target
        isMet = nil
        gap = nil
        isOnTrack = nil
    }

    /// - Parameter dueMonths: of a figure that grows through the year, how many of the period's
    ///   months are due; else nil.
    public init(
        target: Target, numerator: Amount, denominator: Amount, per: Int64,
        measure: Indicator.Measure, dueMonths: Int?
    ) {
        self.target = target
        let isMet = target.isMet(numerator: numerator, denominator: denominator, per: per)
        self.isMet = isMet
        gap =
            isMet
            ? nil
            : Self.gap(
                target, numerator, denominator, per: per,
                limit: measure == .share ? denominator : nil)
        isOnTrack = dueMonths.flatMap { months in
            // As much of the year's plan as its months that are due.
            (1..<12).contains(months)
                ? target.isMet(
                    numerator: numerator.times(12), denominator: denominator.times(months),
                    per: per)
                : nil
        }
    }

    /// Found by halving: where exactly the border lies, with a strict comparison or a fractional
    /// sum, is best asked of the comparison itself.
    private static func gap(
        _ target: Target, _ n: Amount, _ total: Amount, per: Int64, limit: Amount?
    ) -> Gap? {
        func holds(_ comparison: Comparison, _ n: Amount) -> Bool {
            n.times(per * target.value.power, comparison, total, times: target.value.mantissa)
        }
        // One value alone is reached from below or from above, or passed over.
        let towards: Comparison =
            switch target.comparison {
            case .equal: holds(.less, n) ? .atLeast : .atMost
            default: target.comparison
            }
        let isMore = towards == .atLeast || towards == .greater
        func moved(_ count: Int64) -> Amount { isMore ? n + Amount(count) : n - Amount(count) }
        var low: Int64 = 0
        var high = isMore ? limit.map { ($0 - n).floor } ?? countMax : n.floor
        guard high > 0, holds(towards, moved(high)) else { return nil }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if holds(towards, moved(middle)) { high = middle } else { low = middle }
        }
        return holds(target.comparison, moved(high)) ? Gap(count: high, isMore: isMore) : nil
    }

    /// No country counts more of anything.
    private static let countMax: Int64 = 1_000_000_000_000
}
