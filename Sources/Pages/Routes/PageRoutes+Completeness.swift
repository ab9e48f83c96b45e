import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/completeness/{id}?period=&form=&boundaries=`: who reported, month by month.
extension PageRoutes {
    /// More units below than this are left to their own pages.
    private static let rowsMax = 200
    /// More units with reports missing are left to the units below and to the API; fewer are
    /// named beside a long table, so that the page stays below 100 KB.
    private static func missingMax(rows: Int) -> Int { rows > 100 ? 60 : 120 }

    func completeness(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try visit.signedIn()
        let unit = try unit(visit.request.parameters["id"], visit.registry)
        let form = try form(visit)
        let period = try await period(of: unit, form, visit)
        let query = AggregateQuery(
            unit: unit, form: form, period: period, boundaries: try boundaries(visit))
        let answer = try await figures.completeness(query, today: today, for: principal)
        guard answer.namesUnits else { throw .outsideScope }
        let page = page(query, answer, visit, for: principal)
        return Visit.page(CompletenessView(page).html)
    }

    /// The form asked for, else the catalogue's first.
    func form(_ visit: Visit) throws(Refusal) -> String {
        guard let code = visit.request.query["form"] else { return mainForm(visit.registry) }
        guard visit.registry.catalogue.forms.contains(code) else {
            throw .badParameter(
                "form", messageVI: "Không có biểu «\(code)».",
                messageEN: "There is no form '\(code)'.")
        }
        return code
    }

    private func page(
        _ query: AggregateQuery, _ answer: FigureDesk.CompletenessAnswer, _ visit: Visit,
        for principal: Principal
    ) -> CompletenessPage {
        let registry = answer.registry
        let day = query.shownDay(today)
        let roll = CompletenessRoll(
            routes: self, query: query, registry: registry, principal: principal)
        let rows = roll.rows(answer)
        let missing = registry.ordered(answer.own.missing, in: query.period)
        return CompletenessPage(
            frame: visit.frame(pairs(query, registry)),
            unit: link(query.unit, on: day, registry),
            ancestors: ancestors(of: query.unit, on: day, registry), period: query.period,
            boundaries: choice(query, registry),
            today: today, reports: ReportTally(answer.own.counts),
            forms: forms(query.form, visit), monthly: answer.own.monthly.map { ReportTally($0) },
            rows: Array(rows.prefix(Self.rowsMax)),
            rowsLeftOut: max(0, rows.count - Self.rowsMax),
            undivided: undivided(answer).map { reading($0, query, registry) },
            missing: missing.prefix(Self.missingMax(rows: rows.count)).map(roll.missingLine),
            missingUnits: missing.count)
    }

    /// What no row holds and the unit itself does.
    private func undivided(_ answer: FigureDesk.CompletenessAnswer) -> [OrgUnit.Number] {
        Set(answer.children.flatMap(\.without)).subtracting(answer.own.without).sorted()
    }

    func forms(_ current: String, _ visit: Visit) -> [FormChoice] {
        let catalogue = visit.registry.catalogue
        guard catalogue.forms.count > 1 else { return [] }
        return catalogue.forms.map { code in
            .init(code: code, title: title(of: code, visit), isCurrent: code == current)
        }
    }

    /// What a form is called, by its latest version.
    func title(of form: String, _ visit: Visit) -> String { title(of: form, visit.wording) }

    func title(of form: String, _ wording: Wording) -> String {
        let version = store.registry.catalogue.versions.last { $0.form == form }
        return version.map { wording.label($0.titleVI, $0.titleEN) } ?? form
    }
}
