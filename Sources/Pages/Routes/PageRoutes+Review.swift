import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/review/{id}?period=&form=`: who has reported for a month.
extension PageRoutes {
    /// More reporting units than this are shown as tallies of the units below.
    private static let linesMax = 200

    func review(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try visit.signedIn()
        let registry = visit.registry
        let unit = try unit(visit.request.parameters["id"], registry)
        let month = try month(of: unit, visit)
        guard principal.covers(unit, in: month, of: registry) else { throw .outsideScope }
        let form = try form(visit)
        let query = AggregateQuery(
            unit: unit, form: form, period: .month(month), boundaries: .reported)
        let figures = try await figures.figuresWithChildren(query, today: today, for: principal)
        let version = registry.catalogue.version(of: form, in: month)
        let page = ReviewPage(
            frame: visit.frame(pairs(query, registry)),
            unit: link(unit, on: month.lastDay, registry),
            ancestors: ancestors(of: unit, on: month.lastDay, registry), month: month,
            neighbours: neighbours(of: month, unit, registry),
            today: today, deadline: registry.deadline(form, of: unit, for: month),
            legalBasis: version?.legalBasis ?? "", forms: forms(form, visit),
            reports: ReportTally(figures.aggregates[0].totals.reports),
            content: try await content(query, month, figures, visit))
        return Visit.page(ReviewView(page).html)
    }

    /// The month before this one, or the nearest to it in which the unit existed.
    func dueMonth(of unit: OrgUnit.Number, _ registry: Registry) -> Month {
        registry.units[unit].presence.nearest(to: today.month - 1) ?? today.month - 1
    }

    /// The months beside one that have begun and to which the unit belongs.
    func neighbours(of month: Month, _ unit: OrgUnit.Number, _ registry: Registry) -> [Month] {
        [month - 1, month + 1].filter {
            $0 <= today.month && registry.units[unit].presence.contains($0)
        }
    }

    /// Without `period`, the one that is due.
    func month(of unit: OrgUnit.Number, _ visit: Visit) throws(Refusal) -> Month {
        guard let code = visit.request.query["period"] else {
            return dueMonth(of: unit, visit.registry)
        }
        guard let month = Month(code: code) else {
            throw .badParameter(
                "period", messageVI: "Phải là một tháng, như 2024-01.",
                messageEN: "Must be a month, such as 2024-01.")
        }
        return month
    }

    private func content(
        _ query: AggregateQuery, _ month: Month, _ figures: Figures, _ visit: Visit
    ) async throws(Refusal) -> ReviewPage.Content {
        let registry = visit.registry
        let units = registry.units.tree(of: month).subtree(of: query.unit).filter {
            registry.expectsReport(query.form, of: $0, for: month)
        }
        guard units.count <= Self.linesMax else {
            return .summary(
                figures.aggregates.dropFirst().map { child in
                    ChildLine(
                        unit: link(child.unit, on: month.lastDay, registry),
                        reports: ReportTally(child.totals.reports), rates: [:])
                })
        }
        let months = (1...month.month).map { Month(year: month.year, month: $0) }
        let summaries = try await asked { () throws(StoreError) in
            try await store.summaries(of: units, form: query.form, months: months)
        }
        return .units(
            units.map { line(of: $0, query.form, month, months, summaries, registry) })
    }

    private func line(
        of unit: OrgUnit.Number, _ form: String, _ month: Month, _ months: [Month],
        _ summaries: [ReportKey: ReportSummary], _ registry: Registry
    ) -> ReviewLine {
        func summary(_ month: Month) -> ReportSummary? {
            summaries[ReportKey(form: form, unit: unit, month: month)]
        }
        let standing = summary(month)?.standing
        let warnings =
            standing.map {
                registry.check(of: $0.formVersion).check($0.values).warnings
            } ?? []
        return ReviewLine(
            unit: link(unit, on: month.lastDay, registry),
            state: state(of: unit, form, month, summary(month), registry),
            receivedAt: standing?.receivedAt, revision: summary(month)?.revision,
            warnings: warnings.count,
            unexplained: warnings.count {
                standing?.explanations[$0.rule ?? ""] == nil
            },
            form: EntryPage.address(unit: registry.units[unit].id, form: form, month: month),
            year: months.map { mark(of: unit, form, $0, summary($0), registry) })
    }
}
