public import Reporting

/// A planned value of an indicator and whether it is met.
public struct TargetLine: Hashable, Sendable {
    public let comparison: Comparison
    public let goal: Decimal
    /// The year that the plan is for; it may differ from the year shown.
    public let year: Int
    /// Nil where there is no value to compare. Decided outside, exactly, from n × per and N.
    public let met: Bool?
    /// What is missing where it is not met.
    public let gap: TargetFigure.Gap?
    /// Of a figure that grows through the year, while the year lasts.
    public let isOnTrack: Bool?

    public init(
        comparison: Comparison, goal: Decimal, year: Int, met: Bool?,
        gap: TargetFigure.Gap? = nil, isOnTrack: Bool? = nil
    ) {
        self.comparison = comparison
        self.goal = goal
        self.year = year
        self.met = met
        self.gap = gap
        self.isOnTrack = isOnTrack
    }

    /// `≥ 80`.
    func text(_ wording: Wording) -> String {
        let sign =
            switch comparison {
            case .atLeast: "≥ "
            case .greater: "> "
            case .atMost: "≤ "
            case .less: "< "
            case .equal: "= "
            }
        return sign + wording.written(goal)
    }

    /// How a rate stands to this target. Where the interval still holds the target, the word
    /// says so: chance alone could tip it.
    func standing(_ rate: Rate?) -> Standing {
        guard let rate, let met else { return .unknown }
        if let isOnTrack {
            if !isOnTrack { return .offTrack }
            return met ? .met : .onTrack
        }
        if rate.interval?.contains(value) == true { return met ? .justMet : .justMissed }
        return met ? .met : .missed
    }

    /// Exact, as `Target.isMet`; nil where the rate has no value.
    func isMet(by rate: Rate) -> Bool? {
        guard rate.tenths != nil else { return nil }
        let target = Target(
            indicator: "", unitID: "", year: year, comparison: comparison, value: goal,
            quoteVI: "")
        return target.isMet(
            numerator: rate.numerator, denominator: rate.denominator ?? 1, per: rate.per)
    }

    /// The goal as a place on an axis.
    var value: Double { goal.double }

    enum Standing: Hashable {
        case met, justMet, onTrack, justMissed, offTrack, missed, unknown

        var mark: StateMark {
            switch self {
            case .met, .onTrack: .met
            case .justMet, .justMissed: .near
            case .missed, .offTrack: .missed
            case .unknown: .unknown
            }
        }

        var key: TextKey {
            switch self {
            case .met: .targetMet
            case .justMet: .targetJustMet
            case .justMissed: .targetJustMissed
            case .onTrack: .targetOnTrack
            case .offTrack: .targetOffTrack
            case .missed: .targetMissed
            case .unknown: .targetUnknown
            }
        }
    }
}
