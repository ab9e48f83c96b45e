public import Reporting

/// In which boundaries a dashboard is read, and what the other choice would hold.
public struct BoundaryChoice: Hashable, Sendable {
    public let reading: Boundaries
    /// How many reporting units each reading has; nil where the number is not known or the unit
    /// cannot be read that way.
    public let reportedUnits: Int?
    public let currentUnits: Int?
    /// False for a unit that no longer exists: only its own time's boundaries are left.
    public let existsToday: Bool

    public init(
        reading: Boundaries, reportedUnits: Int? = nil, currentUnits: Int? = nil,
        existsToday: Bool = true
    ) {
        self.reading = reading
        self.reportedUnits = reportedUnits
        self.currentUnits = currentUnits
        self.existsToday = existsToday
    }
}
