import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/units/{id}/papers/{form}?period=&boundaries=`: the circular's summary forms, ready to print.
extension PageRoutes {
    func addPapers(to router: inout Router) {
        router.on(.get, "/units/{id}/papers/{form}", handler(paper))
    }

    private func paper(_ visit: Visit) async throws(Refusal) -> Response {
        let registry = visit.registry
        let unit = try unit(visit.request.parameters["id"], registry)
        let sheet = try sheet(visit)
        let form = try paperForm(sheet, visit)
        let query = AggregateQuery(
            unit: unit, form: form, period: try await period(of: unit, form, visit),
            boundaries: try boundaries(visit))
        let figures: Figures
        if case .units = sheet {
            figures = try await self.figures.figuresWithChildren(
                query, today: today, for: visit.principal)
        } else {
            figures = try await self.figures.figures(query, today: today, for: visit.principal)
        }
        guard let own = figures.aggregates.first,
            let version = figures.registry.version(of: form, near: query.period)
        else { throw .notFound }
        return Visit.page(PaperView(page: page(sheet, query, version, own, figures, visit)).html)
    }

    /// The code of a form of the catalogue, or of one of the circular's forms with a row a unit.
    private func sheet(_ visit: Visit) throws(Refusal) -> PaperSheet {
        let code = visit.request.parameters["form"]
        if visit.registry.catalogue.forms.contains(code) { return .rows(form: code) }
        guard let sheet = UnitSheet.named(code) else { throw .notFound }
        return .units(sheet)
    }

    private func paperForm(_ sheet: PaperSheet, _ visit: Visit) throws(Refusal) -> String {
        guard case .rows(let code) = sheet else { return try form(visit) }
        return code
    }

    private func page(
        _ sheet: PaperSheet, _ query: AggregateQuery, _ version: FormVersion, _ own: Aggregate,
        _ figures: Figures, _ visit: Visit
    ) -> PaperPage {
        let registry = figures.registry
        let day = own.shownDay
        let below = figures.aggregates.dropFirst().map {
            PaperPage.Row(name: link($0.unit, on: $0.shownDay, registry).name, totals: $0.totals)
        }
        return PaperPage(
            frame: visit.frame(pairs(query, registry)),
            stylesheet: assets.address(of: "paper.css"),
            unit: link(query.unit, on: day, registry),
            level: registry.units[query.unit].state(nearest: day)?.level ?? .commune,
            office: office(query.unit, on: day, registry), period: query.period,
            boundaries: query.boundaries, boundaryChoice: choice(query, registry),
            version: version, aggregate: own, below: below, catalogue: registry.catalogue,
            sheet: sheet, today: today)
    }

    private func office(
        _ unit: OrgUnit.Number, on day: Day, _ registry: Registry
    ) -> ReportingOffice {
        let day = registry.units[unit].existingDay(nearest: day)
        func told(_ unit: OrgUnit.Number) -> (level: OrgUnitLevel, name: String)? {
            registry.units[unit].state(nearest: day).map { ($0.level, $0.name) }
        }
        let above = registry.units.tree(on: day).path(from: unit).dropFirst().first
        let own = told(unit)
        return ReportingOffice(
            level: own?.level ?? .commune, name: own?.name ?? "", above: above.flatMap(told))
    }
}
