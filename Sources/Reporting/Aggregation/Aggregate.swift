/// All figures of one unit, form, period and reading at one journal position.
public struct Aggregate: Sendable {
    public let unit: OrgUnit.Number
    public let form: String
    public let period: Period
    public let boundaries: Boundaries
    public let totals: Totals
    public let indicators: [IndicatorFigure]
    /// Under `current`: units whose figures could not be placed here exactly, nearest first.
    public let without: [OrgUnit.Number]

    public init(
        unit: OrgUnit.Number, form: String, period: Period, boundaries: Boundaries,
        totals: Totals, without: [OrgUnit.Number], registry: Registry
    ) {
        self.unit = unit
        self.form = form
        self.period = period
        self.boundaries = boundaries
        self.totals = totals
        self.without = without
        indicators = registry.catalogue.indicators.map { indicator in
            IndicatorFigure(
                indicator, totals: totals,
                target: registry.target(of: indicator, for: unit, in: period))
        }
    }
}
