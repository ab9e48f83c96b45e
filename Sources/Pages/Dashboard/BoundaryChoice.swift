public import Reporting

/// In which boundaries a dashboard is read, and whether there is another choice.
public struct BoundaryChoice: Hashable, Sendable {
    public let reading: Boundaries
    /// False for a unit that no longer exists: only its own time's boundaries are left.
    public let existsToday: Bool

    public init(reading: Boundaries, existsToday: Bool = true) {
        self.reading = reading
        self.existsToday = existsToday
    }
}
