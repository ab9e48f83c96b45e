import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/units/{id}?period=&form=&boundaries=&indicator=`: the dashboard of any level.
extension PageRoutes {
    func dashboard(_ visit: Visit) async throws(Refusal) -> Response {
        let registry = visit.registry
        let unit = try unit(visit.request.parameters["id"], registry)
        let form = try form(visit)
        let period = try await period(of: unit, form, visit)
        let query = AggregateQuery(
            unit: unit, form: form, period: period, boundaries: try boundaries(visit))
        let spread = try await figures.spread(query, today: today, for: visit.principal)
        var dashboard = try await dashboard(query, spread, visit)
        dashboard.form = form
        var response = Visit.page(DashboardView(dashboard).html)
        if let name = FieldName("Mebe-Seq") { response.fields[name] = String(spread.seq) }
        return response
    }

    /// Without `period`, the desk's default.
    func period(
        of unit: OrgUnit.Number, _ form: String, _ visit: Visit
    ) async throws(Refusal) -> Period {
        if let code = visit.request.query["period"] {
            guard let period = Period(code: code) else {
                throw .badParameter(
                    "period", messageVI: "«\(code)» không phải là một kỳ báo cáo.",
                    messageEN: "'\(code)' is no reporting period.")
            }
            return period
        }
        return try await figures.defaultPeriod(
            of: unit, form: form, today: today, for: visit.principal)
    }

    func boundaries(_ visit: Visit) throws(Refusal) -> Boundaries {
        guard let code = visit.request.query["boundaries"] else { return .reported }
        guard let boundaries = Boundaries(rawValue: code) else {
            throw .badParameter(
                "boundaries", messageVI: "Phải là reported hoặc current.",
                messageEN: "Must be reported or current.")
        }
        return boundaries
    }

    private func dashboard(
        _ query: AggregateQuery, _ spread: FigureDesk.Spread, _ visit: Visit
    ) async throws(Refusal) -> Dashboard {
        let registry = spread.registry
        let day = spread.own.shownDay
        let wording = visit.wording
        let version = registry.version(of: query.form, near: query.period)
        let lines =
            version.map {
                IndicatorLine.lines(
                    of: spread.comparison, months: course(spread),
                    earlierMonths: spread.earlierMonths, version: $0, registry: registry,
                    wording: wording)
            } ?? []
        let trend = trend(lines, spread, visit)
        return Dashboard(
            frame: visit.frame(address(query, visit)),
            unit: link(query.unit, on: day, registry),
            ancestors: ancestors(of: query.unit, on: day, registry), period: query.period,
            hasBegun: query.period.first <= today.month,
            boundaries: choice(query, registry), forms: forms(query.form, visit),
            reports: ReportTally(spread.own.totals.reports), indicators: lines,
            sections: version.map {
                SumSection.sections(
                    of: spread.own.totals, version: $0, catalogue: registry.catalogue,
                    wording: wording)
            } ?? [],
            unitsExpected: spread.own.totals.expectedUnits, trend: trend,
            below: try await below(query, spread, trend, visit),
            without: spread.own.totals.without.map { reading($0, query, registry) },
            undivided: undivided(spread).map { reading($0, query, registry) },
            isEstimated: spread.own.totals.isEstimated, life: life(query, registry),
            areas: areas(query, on: day, registry),
            seq: Int(spread.own.totals.seq))
    }

    /// The months of the year; of a year to date those up to its end.
    private func course(_ spread: FigureDesk.Spread) -> [Aggregate?] {
        let period = spread.own.period
        guard period.kind == .yearToDate else { return spread.months }
        return spread.months.map { $0.period.last <= period.last ? $0 : nil }
    }

    /// What no row below holds and the unit itself does.
    private func undivided(_ spread: FigureDesk.Spread) -> [OrgUnit.Number] {
        Set(spread.children.flatMap(\.totals.without))
            .subtracting(spread.own.totals.without).sorted()
    }

    private func address(_ query: AggregateQuery, _ visit: Visit) -> [Address.Pair] {
        var pairs = pairs(query, visit.registry)
        if let indicator = knownIndicator(visit) {
            pairs.append(.init("indicator", indicator))
        }
        return pairs
    }

    /// The indicator asked for; what the catalogue does not know is passed over.
    private func knownIndicator(_ visit: Visit) -> String? {
        visit.request.query["indicator"].flatMap {
            visit.registry.catalogue.indicator($0)?.code
        }
    }

    /// Under what a rendered dashboard is kept: what it shows, whoever may see the same. Nil for
    /// one that also sets a cookie, or whose address or credential is wrong.
    func cacheKey(_ visit: Visit) -> String? {
        let query = visit.request.query
        guard !visit.hasBadToken, query["lang"] == nil,
            query["boundaries"].map({ Boundaries(rawValue: $0) != nil }) ?? true,
            query["form"].map(visit.registry.catalogue.forms.contains) ?? true
        else { return nil }
        var period = ""
        if let code = query["period"] {
            guard let known = Period(code: code) else { return nil }
            period = known.code
        }
        return [
            visit.request.segments.last ?? "", period, query["boundaries"] ?? "",
            query["form"] ?? "",
            knownIndicator(visit) ?? "", visit.wording.language.code, visit.principal.cacheKey,
            visit.formToken ?? "",
        ].joined(separator: " ")
    }

    /// The indicator asked for, else the one nearest its target, else the live births.
    private func trend(
        _ lines: [IndicatorLine], _ spread: FigureDesk.Spread, _ visit: Visit
    ) -> Trend? {
        let year = spread.own.period.year
        let wanted = knownIndicator(visit)
        let line = lines.first { $0.code == wanted } ?? Dashboard.nearestTarget(lines)
        if let line { return Trend(line, year: year) }
        let catalogue = spread.registry.catalogue
        guard let element = countElement(catalogue) else { return nil }
        return Trend(
            code: nil,
            label: visit.wording.label(
                catalogue.elements[element].labelVI, catalogue.elements[element].labelEN),
            year: year,
            months: course(spread).map { $0.flatMap { count(element, of: $0) } },
            earlierMonths: spread.earlierMonths.map { count(element, of: $0) }, target: nil,
            total: count(element, of: spread.own))
    }

    /// What is charted where no indicator has a target.
    private func countElement(_ catalogue: Catalogue) -> DataElement.Index? {
        catalogue.elementIndex(ofCode: "live_births")
            ?? catalogue.elements.first { $0.time == .flow }?.index
    }

    private func count(_ element: DataElement.Index, of aggregate: Aggregate) -> Rate? {
        aggregate.totals.sums[element].map {
            Rate(count: $0.value, isEstimated: $0.isEstimated)
        }
    }

    private func below(
        _ query: AggregateQuery, _ spread: FigureDesk.Spread, _ trend: Trend?, _ visit: Visit
    ) async throws(Refusal) -> Dashboard.Below {
        let registry = spread.registry
        let reportsItself = query.period.months.contains {
            registry.expectsReport(query.form, of: query.unit, for: $0)
        }
        let lines = spread.children.map { childLine($0, spread, trend) }
        if reportsItself {
            let months = try await months(query, hasBelow: !lines.isEmpty, visit)
            return lines.isEmpty ? .months(months) : .monthsAndUnits(months, lines)
        }
        let hasChildren = !registry.children(of: query, today: today).isEmpty
        return lines.isEmpty && hasChildren ? .hidden : .units(lines)
    }

    private func childLine(
        _ child: Aggregate, _ spread: FigureDesk.Spread, _ trend: Trend?
    ) -> ChildLine {
        let registry = spread.registry
        let shown = zip(child.indicators, spread.own.indicators).filter { figure, own in
            own.target != nil || figure.indicator.code == trend?.code
        }
        var rates: [String: Rate] = [:]
        var targets: [String: TargetLine] = [:]
        for (figure, own) in shown {
            let code = figure.indicator.code
            rates[code] = Rate(figure)
            targets[code] = target(own, of: child, registry)
        }
        if let trend, trend.code == nil, let element = countElement(registry.catalogue) {
            rates[Trend.countKey] = count(element, of: child)
        }
        return ChildLine(
            unit: link(child.unit, on: child.shownDay, registry),
            reports: ReportTally(child.totals.reports), rates: rates, targets: targets)
    }

    /// How a unit below stands to the target of the unit shown.
    private func target(
        _ own: IndicatorFigure, of child: Aggregate, _ registry: Registry
    ) -> TargetLine? {
        guard let target = own.target?.target, own.indicator.denominator != nil else { return nil }
        let figure = IndicatorFigure(
            own.indicator, totals: child.totals, catalogue: registry.catalogue, target: target,
            period: child.period,
            dueMonths: registry.dueMonths(
                child.form, of: child.unit, in: child.period, today: today))
        return figure.target.map(TargetLine.init)
    }

    /// - Parameter hasBelow: whether units below report too: then each month tells of them.
    private func months(
        _ query: AggregateQuery, hasBelow: Bool, _ visit: Visit
    ) async throws(Refusal) -> [MonthLine] {
        guard let principal = visit.principal else { return [] }
        let year = Period.year(query.period.year)
        var below: [UnitMonths] = []
        if hasBelow {
            let whole = AggregateQuery(
                unit: query.unit, form: query.form, period: year, boundaries: .reported)
            let answer = try await figures.completeness(whole, today: today, for: principal)
            below = answer.own.units.filter { $0.unit != query.unit }
        }
        return try await monthLines(
            of: query.unit, form: query.form, months: year.months, for: principal, below: below,
            visit.registry)
    }
}

extension Registry {
    /// The version in force on a period's last day, else the latest one of its months.
    func version(of form: String, near period: Period) -> FormVersion? {
        period.months.reversed().lazy.compactMap { self.catalogue.version(of: form, in: $0) }
            .first ?? catalogue.versions.last { $0.form == form }
    }
}
