/// All figures of one unit, form, period and reading at one journal position.
public struct Aggregate: Sendable {
    public let unit: OrgUnit.Number
    public let form: String
    public let period: Period
    public let boundaries: Boundaries
    public let totals: Totals
    public let indicators: [IndicatorFigure]
    /// Whose name and level the unit is shown under.
    public let shownDay: Day

    /// - Parameter today: tells what has begun, and which months are due; targets of figures that
    ///   grow through the year are held against those.
    public init(
        unit: OrgUnit.Number, form: String, period: Period, boundaries: Boundaries,
        totals: Totals, registry: Registry, today: Day
    ) {
        self.unit = unit
        self.form = form
        self.period = period
        self.boundaries = boundaries
        self.totals = totals
        shownDay = boundaries == .current ? today : period.lastDay(asOf: today)
        indicators = registry.catalogue.indicators.map { indicator in
            IndicatorFigure(
                indicator, totals: totals, catalogue: registry.catalogue,
                target: registry.target(of: indicator, for: unit, in: period, today: today),
                period: period,
                dueMonths: registry.dueMonths(form, of: unit, in: period, today: today))
        }
    }
}
