public import Reporting
public import Storage

/// A unit's figures of several periods, all at one journal position.
public struct FigureSeries: Sendable {
    /// Why a period has no figures.
    public enum Absence: String, Sendable {
        /// The unit had not begun, or had ended.
        case notYet = "not_yet"
        case ended
        /// The reader's scope did not cover it then.
        case outsideScope = "outside_scope"
        /// The sums rest on too few units to be public.
        case tooFewUnits = "too_few_units"
    }

    public struct Item: Sendable {
        public let period: Period
        /// Nil where there is an absence.
        public let aggregate: Aggregate?
        public let absence: Absence?
    }

    public let items: [Item]
    public let seq: Int64
    public let registry: Registry
    public let today: Day
}

extension FigureDesk {
    /// What is asked for, without its periods.
    public struct SeriesQuery: Sendable {
        public let unit: OrgUnit.Number
        public let form: String
        public let boundaries: Boundaries

        public init(unit: OrgUnit.Number, form: String, boundaries: Boundaries) {
            self.unit = unit
            self.form = form
            self.boundaries = boundaries
        }

        func query(_ period: Period) -> AggregateQuery {
            AggregateQuery(unit: unit, form: form, period: period, boundaries: boundaries)
        }
    }

    /// A series goes across the days on which a unit begins or ends: periods without it are
    /// named with the reason. Without it in any of them it is refused as one period would be.
    public func series(
        _ query: SeriesQuery, periods: [Period], today: Day, for principal: Principal?
    ) async throws(Refusal) -> FigureSeries {
        let registry = store.registry
        var refusal: Refusal?
        var absences: [Period: FigureSeries.Absence] = [:]
        var asks: [Ask] = []
        for period in periods {
            do throws(Refusal) {
                let ask = try ask(query.query(period), by: principal, registry)
                if let absence = registry.absence(of: query.unit, in: period, query.boundaries) {
                    absences[period] = absence
                } else {
                    asks.append(ask)
                }
            } catch {
                refusal = error
                absences[period] = .outsideScope
            }
        }
        if asks.isEmpty, let refusal { throw refusal }
        try check(query.query(asks.first?.query.period ?? periods[0]), registry, today)
        let figures = try await answerAll(asks, for: principal)
        return series(periods, asks, figures, absences)
    }

    private func series(
        _ periods: [Period], _ asks: [Ask], _ figures: Figures,
        _ absences: [Period: FigureSeries.Absence]
    ) -> FigureSeries {
        var shown: [Period: Aggregate] = [:]
        for (ask, aggregate) in zip(asks, figures.aggregates) {
            if let aggregate = seen(aggregate, ask, figures) { shown[ask.query.period] = aggregate }
        }
        return FigureSeries(
            items: periods.map { period in
                .init(
                    period: period, aggregate: shown[period],
                    absence: shown[period] == nil ? absences[period] ?? .tooFewUnits : nil)
            }, seq: figures.seq, registry: figures.registry, today: figures.today)
    }

    /// A unit's figures beside those of the period before and of the year before.
    public func comparison(
        _ query: AggregateQuery, today: Day, for principal: Principal?
    ) async throws(Refusal) -> (comparison: AggregateComparison, figures: Figures) {
        let registry = store.registry
        let own = try ask(query, by: principal, registry)
        try check(query, registry, today)
        let earlier = earlierAsks(query, by: principal, registry)
        let figures = try await answer([own] + earlier, for: principal)
        return (comparison(figures.aggregates, [own] + earlier, figures), figures)
    }

    /// The periods before that this reader may compare with.
    func earlierAsks(
        _ query: AggregateQuery, by principal: Principal?, _ registry: Registry
    ) -> [Ask] {
        let periods = [query.period.previous, query.period.yearBefore].compactMap { $0 }
        return Set(periods).sorted { $0.first < $1.first }.compactMap { period in
            guard registry.absence(of: query.unit, in: period, query.boundaries) == nil else {
                return nil
            }
            // Without the right to see it, there is simply nothing to compare with.
            return try? ask(query.with(period: period), by: principal, registry)
        }
    }

    /// - Parameter aggregates: the unit's own first, then as `earlierAsks` gave them.
    func comparison(
        _ aggregates: [Aggregate], _ asks: [Ask], _ figures: Figures
    ) -> AggregateComparison {
        var earlier: [Period: Aggregate] = [:]
        for (ask, aggregate) in zip(asks, aggregates).dropFirst() {
            if let seen = seen(aggregate, ask, figures) { earlier[ask.query.period] = seen }
        }
        let period = aggregates[0].period
        return AggregateComparison(
            own: aggregates[0], previous: period.previous.flatMap { earlier[$0] },
            yearBefore: period.yearBefore.flatMap { earlier[$0] })
    }
}

extension Registry {
    /// Why a unit has no figures in a period. In today's boundaries it has some of every time.
    fileprivate func absence(
        of unit: OrgUnit.Number, in period: Period, _ boundaries: Boundaries
    ) -> FigureSeries.Absence? {
        let unit = units[unit]
        guard boundaries == .reported,
            !period.months.contains(where: { unit.exists(on: $0.lastDay) })
        else { return nil }
        let begins = unit.states.first?.validity.from
        return begins.map { $0 > period.lastDay } ?? false ? .notYet : .ended
    }
}
