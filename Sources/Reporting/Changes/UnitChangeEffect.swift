/// One thing that a change brings about, as the preview says it.
public struct UnitChangeEffect: Hashable, Sendable {
    public enum Topic: String, Sendable, CaseIterable {
        /// Units that begin, end, move or are renamed, and what goes into what.
        case units, successions
        /// Units that are moved because what is above them ends.
        case children
        /// Who reports which form from then on, and what is assigned to a unit that ends.
        case expected, assignments
        /// Drafts, returned and missing reports of units that end.
        case reports
        /// People and programs that sign in for units that end.
        case people
        case areas, targets
        /// Sums that count otherwise, in the reading that `boundaries` names.
        case sums
    }

    public let topic: Topic
    /// Their ids.
    public let units: [String]
    public let months: [Month]
    /// The reading that is meant; nil where the effect is about no sums.
    public let boundaries: Boundaries?
    public let messageVI: String
    public let messageEN: String

    public init(
        _ topic: Topic, units: [String], months: [Month] = [],
        boundaries: Boundaries? = nil, _ messageVI: String, _ messageEN: String
    ) {
        self.topic = topic
        self.units = units
        self.months = months
        self.boundaries = boundaries
        self.messageVI = messageVI
        self.messageEN = messageEN
    }
}
