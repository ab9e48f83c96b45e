/// One unit below, in the table of a dashboard.
public struct ChildLine: Hashable, Sendable {
    public let unit: UnitLink
    public let reports: ReportTally
    /// By the code of the indicator: the one of the trend (`Trend.countKey` for a plain count)
    /// and those that have a target.
    public let rates: [String: Rate]

    public init(unit: UnitLink, reports: ReportTally, rates: [String: Rate]) {
        self.unit = unit
        self.reports = reports
        self.rates = rates
    }
}
