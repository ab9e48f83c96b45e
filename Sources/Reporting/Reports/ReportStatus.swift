/// Where a report stands between the station and its reviewer.
public enum ReportStatus: String, Sendable, CaseIterable {
    case draft, submitted, accepted, returned

    /// Sums and rates rest on the last revision that is not a draft; a returned report stays
    /// received.
    public var isStanding: Bool { self != .draft }
}
