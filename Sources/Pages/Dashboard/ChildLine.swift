/// One unit below, in the table of a dashboard.
public struct ChildLine: Hashable, Sendable {
    public let unit: UnitLink
    public let reports: ReportTally
    /// By the code of the indicator: the one of the trend (`Trend.countKey` for a plain count)
    /// and those that have a target.
    public let rates: [String: Rate]
    /// The targets of the unit above as this unit stands to them; those of a plain count are left
    /// out, since what a district plans is no commune's plan.
    public let targets: [String: TargetLine]

    public init(
        unit: UnitLink, reports: ReportTally, rates: [String: Rate],
        targets: [String: TargetLine] = [:]
    ) {
        self.unit = unit
        self.reports = reports
        self.rates = rates
        self.targets = targets
    }

    func standing(_ code: String) -> TargetLine.Standing? {
        targets[code]?.standing(rates[code])
    }
}
