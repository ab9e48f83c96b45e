public import Reporting

/// Where a unit begins or ends within the time that a dashboard shows.
public struct UnitLife: Hashable, Sendable {
    /// Its first day, if that lies within the time shown.
    public let begun: Day?
    public let predecessors: [UnitLink]
    /// Its last day, if that lies before the end of the time shown.
    public let ended: Day?
    public let successors: [UnitLink]

    public init(
        begun: Day? = nil, predecessors: [UnitLink] = [], ended: Day? = nil,
        successors: [UnitLink] = []
    ) {
        self.begun = begun
        self.predecessors = predecessors
        self.ended = ended
        self.successors = successors
    }
}
