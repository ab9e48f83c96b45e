/// A unit below, with where its reports stand.
public struct ReviewBelow: Sendable {
    public let unit: UnitLink
    public let reports: ReportTally
    /// How many reports are in which state; nil where there are too many to look at each.
    public let states: [ReportState: Int]?

    public init(unit: UnitLink, reports: ReportTally, states: [ReportState: Int]? = nil) {
        self.unit = unit
        self.reports = reports
        self.states = states
    }

    func count(_ filter: ReviewFilter) -> Int {
        (states ?? [:]).reduce(0) { filter.contains($1.key) ? $0 + $1.value : $0 }
    }
}
