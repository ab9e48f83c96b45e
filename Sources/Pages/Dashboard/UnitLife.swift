public import Reporting

/// Where a unit begins or ends, as far as a page has to tell, and where its figures go on.
public struct UnitLife: Hashable, Sendable {
    /// Its first day, where that lies within the time shown or the boundaries are today's.
    public let begun: Day?
    public let predecessors: [UnitReading]
    /// Its last day, if that is past.
    public let ended: Day?
    public let successors: [UnitReading]
    /// The area that groups what the unit's land became.
    public let area: UnitReading?

    public init(
        begun: Day? = nil, predecessors: [UnitReading] = [], ended: Day? = nil,
        successors: [UnitReading] = [], area: UnitReading? = nil
    ) {
        self.begun = begun
        self.predecessors = predecessors
        self.ended = ended
        self.successors = successors
        self.area = area
    }
}
