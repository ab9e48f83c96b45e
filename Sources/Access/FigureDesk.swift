public import Reporting
public import Storage

/// Where sums are asked for, by the API and by pages alike: rights, then figures.
public struct FigureDesk: Sendable {
    let store: any ReportStore
    let rights: ReadingRights
    private let log: @Sendable (String) -> Void

    public init(
        store: any ReportStore, rights: ReadingRights,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.rights = rights
        self.log = log
    }

    /// Whether sums are open to everyone.
    public var areSumsPublic: Bool { rights.areSumsPublic }

    /// The period that an address without one means: the year of the latest report, moved into
    /// the unit's own time, and for readers of public sums back to a year that is public.
    public func defaultPeriod(
        of unit: OrgUnit.Number, form: String, today: Day, for principal: Principal?
    ) async throws(Refusal) -> Period {
        let latest: Month?
        do throws(StoreError) {
            latest = try await store.latestMonth(form: form)
        } catch {
            throw refusal(error)
        }
        let year = store.registry.units[unit].nearestYear(to: (latest ?? today.month).year)
        for earlier in 0..<Self.publicYearsBack {
            let period = Period.year(max(1, year - earlier))
            let query = AggregateQuery(
                unit: unit, form: form, period: period, boundaries: .reported)
            let answer = rights.figures(
                of: unit, form: form, in: period, by: principal, registry: store.registry)
            guard answer == .ifEnoughUnits, try await isTooSmall(query) else { return period }
        }
        return .year(year)
    }

    /// How many years are looked through for one whose sums are public.
    private static let publicYearsBack = 5

    private func isTooSmall(_ query: AggregateQuery) async throws(Refusal) -> Bool {
        do throws(StoreError) {
            let figures = try await store.figures([query])
            return figures.aggregates.first?.isTooSmallForPublic ?? false
        } catch {
            throw refusal(error)
        }
    }

    func refusal(_ error: StoreError) -> Refusal {
        if let text = error.breakdownText { log(text) }
        return Refusal(error)
    }

    /// The figures of one unit.
    public func figures(
        _ query: AggregateQuery, today: Day, for principal: Principal?
    ) async throws(Refusal) -> Figures {
        let registry = store.registry
        let own = try ask(query, by: principal, registry)
        try check(query, registry, today)
        return try await answer([own], for: principal)
    }

    /// A unit and the units below it that this reader may see, at one journal position. The
    /// first aggregate is the unit's own.
    public func figuresWithChildren(
        _ query: AggregateQuery, today: Day, for principal: Principal?
    ) async throws(Refusal) -> Figures {
        let registry = store.registry
        let own = try ask(query, by: principal, registry)
        try check(query, registry, today)
        return try await answer(
            [own] + children(of: query, today: today, by: principal, registry), for: principal)
    }

    /// A unit's figures of a period, of those it is compared with, of each month of its year
    /// and of the year before, and of the units below that this reader may see: all at one
    /// journal position.
    public struct Spread: Sendable {
        public let own: Aggregate
        public let comparison: AggregateComparison
        /// January to December.
        public let months: [Aggregate]
        /// The same of the year before; empty in the calendar's first year.
        public let earlierMonths: [Aggregate]
        public let children: [Aggregate]
        public let seq: Int64
        public let registry: Registry
    }

    public func spread(
        _ query: AggregateQuery, today: Day, for principal: Principal?
    ) async throws(Refusal) -> Spread {
        let registry = store.registry
        let own = try ask(query, by: principal, registry)
        try check(query, registry, today)
        let earlier = earlierAsks(query, by: principal, registry)
        let year = query.period.year
        let months = Period.series(
            from: Month(year: max(1, year - 1), month: 1), through: Month(year: year, month: 12),
            by: .month
        ).map { Ask(query.with(period: $0), own.answer) }
        let children = children(of: query, today: today, by: principal, registry)
        let figures = try await answer([own] + earlier + months + children, for: principal)
        var rest = figures.aggregates[...]
        let compared = Array(rest.prefix(1 + earlier.count))
        rest = rest.dropFirst(compared.count)
        return Spread(
            own: figures.aggregates[0],
            comparison: comparison(compared, [own] + earlier, figures),
            months: Array(rest.prefix(months.count).suffix(12)),
            earlierMonths: Array(rest.prefix(months.count).dropLast(12)),
            children: Array(rest.dropFirst(months.count)), seq: figures.seq,
            registry: figures.registry)
    }

    // MARK: Rights

    /// A query with what this reader may see of it.
    struct Ask {
        let query: AggregateQuery
        let answer: ReadingRights.Answer

        init(_ query: AggregateQuery, _ answer: ReadingRights.Answer) {
            self.query = query
            self.answer = answer
        }
    }

    func ask(
        _ query: AggregateQuery, by principal: Principal?, _ registry: Registry
    ) throws(Refusal) -> Ask {
        let answer = rights.figures(
            of: query.unit, form: query.form, in: query.period, by: principal,
            registry: registry)
        switch answer {
        case .allowed, .ifEnoughUnits: return Ask(query, answer)
        case .signInFirst: throw .signInFirst
        case .forbidden: throw .outsideScope
        }
    }

    func children(
        of query: AggregateQuery, today: Day, by principal: Principal?, _ registry: Registry
    ) -> [Ask] {
        registry.children(of: query, today: today).compactMap { child in
            let answer = rights.figures(
                of: child, form: query.form, in: query.period, by: principal,
                registry: registry)
            guard answer == .allowed || answer == .ifEnoughUnits else { return nil }
            return Ask(query.with(unit: child), answer)
        }
    }

    /// The figures asked for. The first one decides: where it rests on too few units for this
    /// reader, nothing is shown.
    func answer(_ asks: [Ask], for principal: Principal?) async throws(Refusal) -> Figures {
        let figures = try await answerAll(asks, for: principal)
        if asks.first?.answer == .ifEnoughUnits,
            figures.aggregates.first?.isTooSmallForPublic ?? false
        {
            throw principal == nil ? .signInFirst : .outsideScope
        }
        let shown = zip(figures.aggregates, asks).map { aggregate, ask in
            ask.answer == .allowed ? aggregate : aggregate.forPublic(figures)
        }
        return Figures(
            aggregates: shown, seq: figures.seq, registry: figures.registry, today: figures.today)
    }

    /// The figures as the store gives them, before anything is taken out.
    func answerAll(_ asks: [Ask], for principal: Principal?) async throws(Refusal) -> Figures {
        do throws(StoreError) {
            return try await store.figures(asks.map(\.query))
        } catch {
            throw refusal(error)
        }
    }

    /// What a reader sees of one aggregate; nil where it rests on too few units.
    func seen(_ aggregate: Aggregate, _ ask: Ask, _ figures: Figures) -> Aggregate? {
        guard ask.answer == .ifEnoughUnits else { return aggregate }
        return aggregate.isTooSmallForPublic ? nil : aggregate.forPublic(figures)
    }

    /// Whether the unit can be read at all in the asked boundaries.
    func check(
        _ query: AggregateQuery, _ registry: Registry, _ today: Day
    ) throws(Refusal) {
        let unit = registry.units[query.unit]
        switch query.boundaries {
        case .reported:
            guard query.period.months.contains(where: { unit.exists(on: $0.lastDay) }) else {
                throw .badParameter(
                    "unit",
                    messageVI: "Đơn vị \(unit.id) không tồn tại trong kỳ \(query.period.code).",
                    messageEN: "The unit \(unit.id) did not exist in \(query.period.code).")
            }
        case .current:
            guard unit.exists(on: today) else {
                throw .succeeded(
                    successors: registry.units.candidates(
                        for: query.unit, after: unit.lastDay ?? today, through: today))
            }
        }
    }
}

extension AggregateQuery {
    func with(period: Period) -> AggregateQuery {
        AggregateQuery(unit: unit, form: form, period: period, boundaries: boundaries)
    }

    func with(unit: OrgUnit.Number) -> AggregateQuery {
        AggregateQuery(unit: unit, form: form, period: period, boundaries: boundaries)
    }
}

extension OrgUnit {
    /// The year nearest to one in which the unit has existed.
    fileprivate func nearestYear(to year: Int) -> Int {
        let first = states.first?.validity.from.map { $0.month.year } ?? year
        let last = states.last?.validity.through.map { $0.month.year } ?? year
        return min(max(year, first), max(first, last))
    }

    /// The last day on which it exists, nil while that is open.
    fileprivate var lastDay: Day? { states.last?.validity.through }
}

extension Registry {
    /// The units directly below: under `reported` every child of any month of the period that
    /// has begun, in `current` those of today.
    public func children(of query: AggregateQuery, today: Day) -> [OrgUnit.Number] {
        switch query.boundaries {
        case .current:
            return units.tree(on: today).children(of: query.unit)
        case .reported:
            var children: [OrgUnit.Number] = []
            var epochs: Set<Int> = []
            let last = query.period.lastMonth(begunBy: today.month)
            for month in query.period.months
            where month <= last && epochs.insert(units.epoch(of: month.lastDay)).inserted {
                for child in units.tree(of: month).children(of: query.unit)
                where !children.contains(child) { children.append(child) }
            }
            return children
        }
    }
}

extension Aggregate {
    /// One or two units would show what each reported.
    fileprivate var isTooSmallForPublic: Bool {
        (1..<ReadingRights.publicUnitsMin).contains(totals.reportingUnits)
    }

    /// The same without sums that rest on too few units.
    fileprivate func forPublic(_ figures: Figures) -> Aggregate {
        var totals = totals
        for index in totals.sums.indices
        where (totals.sums[index]?.units ?? 0) < ReadingRights.publicUnitsMin {
            totals.sums[index] = nil
        }
        return Aggregate(
            unit: unit, form: form, period: period, boundaries: boundaries, totals: totals,
            registry: figures.registry, today: figures.today)
    }
}
