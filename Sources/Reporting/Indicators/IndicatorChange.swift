/// How an indicator has moved between two periods of the same unit.
public struct IndicatorChange: Hashable, Sendable {
    public enum Verdict: String, Sendable {
        case better, worse
        /// Moved, where neither direction is better.
        case higher, lower
        /// The intervals overlap: chance alone could have moved it.
        case unclear = "no_clear_change"
    }

    /// The earlier value, unrounded; nil where there is none.
    public let value: Double?
    /// Later less earlier; nil where one of them is missing.
    public let difference: Double?
    /// Nil where one of them has no value, or chance a part in it that no interval tells.
    public let verdict: Verdict?

    public init(from earlier: IndicatorFigure, to later: IndicatorFigure) {
        value = earlier.value
        difference = later.value.flatMap { now in earlier.value.map { now - $0 } }
        verdict =
            later.measure == .state
            ? Self.verdict(ofState: difference, later.indicator)
            : later.interval.flatMap { now in
                earlier.interval.map { before in
                    now.overlaps(before)
                        ? .unclear : Self.verdict(rises: now.low > before.high, later.indicator)
                }
            }
    }

    /// What is counted and not drawn has moved when it is another number.
    private static func verdict(ofState difference: Double?, _ indicator: Indicator) -> Verdict? {
        difference.map { $0 == 0 ? .unclear : verdict(rises: $0 > 0, indicator) }
    }

    private static func verdict(rises: Bool, _ indicator: Indicator) -> Verdict {
        switch indicator.direction {
        case .higher: rises ? .better : .worse
        case .lower: rises ? .worse : .better
        case .none: rises ? .higher : .lower
        }
    }
}
