import Synchronization

/// All figures of one unit, form, period and reading at one journal position.
public struct Aggregate: Sendable {
    public let unit: OrgUnit.Number
    public let form: String
    public let period: Period
    public let boundaries: Boundaries
    public let totals: Totals
    /// Whose name and level the unit is shown under.
    public let shownDay: Day
    private let figures: IndicatorFigures

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
        figures = IndicatorFigures(registry.catalogue) { indicator in
            IndicatorFigure(
                indicator, totals: totals, catalogue: registry.catalogue,
                target: registry.target(of: indicator, for: unit, in: period, today: today),
                period: period,
                dueMonths: registry.dueMonths(form, of: unit, in: period, today: today))
        }
    }

    public var indicators: [IndicatorFigure] { figures.all }

    /// One of them alone; nil where the catalogue has none of that code.
    public func indicator(_ code: String) -> IndicatorFigure? { figures.one(code) }
}

/// The indicators of one aggregate, made when they are first asked for: who wants sums alone
/// would wait for them longer than for the sums.
private final class IndicatorFigures: Sendable {
    private let catalogue: Catalogue
    private let make: @Sendable (Indicator) -> IndicatorFigure
    private let made = Mutex<[IndicatorFigure]?>(nil)

    init(_ catalogue: Catalogue, make: @escaping @Sendable (Indicator) -> IndicatorFigure) {
        self.catalogue = catalogue
        self.make = make
    }

    var all: [IndicatorFigure] {
        made.withLock { made in
            let all = made ?? catalogue.indicators.map(make)
            made = all
            return all
        }
    }

    func one(_ code: String) -> IndicatorFigure? {
        catalogue.indicator(code).map(make)
    }
}
