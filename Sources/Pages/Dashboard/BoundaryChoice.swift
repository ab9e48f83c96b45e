public import Reporting

/// In which boundaries a page is read, and what else can be read of its unit.
public struct BoundaryChoice: Hashable, Sendable {
    public let reading: Boundaries
    /// The months of the unit's own time.
    public let presence: Presence
    /// False for a unit that no longer exists: only its own time's boundaries are left.
    public let existsToday: Bool

    public init(
        reading: Boundaries, presence: Presence = .always, existsToday: Bool = true
    ) {
        self.reading = reading
        self.presence = presence
        self.existsToday = existsToday
    }

    /// Whether a period can be read in these boundaries. Today's have figures of every time.
    func isReadable(_ period: Period) -> Bool {
        reading == .current || presence.contains(period)
    }
}
