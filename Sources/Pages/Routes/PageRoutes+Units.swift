import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/admin/units`: changes of units, each previewed before it is made.
extension PageRoutes {
    func addUnitChanges(to router: inout Router) {
        router.on(.get, "/admin/units", handler(unitChanges))
        router.on(.get, "/admin/units/new", handler(newUnitChange))
        post("/admin/units/new", to: &router, changeUnits)
        router.on(.get, "/admin/units/changes/{number}", handler(unitChange))
        post("/admin/units/changes/{number}/undo", to: &router, undoUnitChange)
    }

    private func unitChanges(_ visit: Visit) async throws(Refusal) -> Response {
        let records = try await units.changes(for: visit.signedIn())
        let query = (visit.request.query["unit"] ?? "").trimmed
        let choice = UnitChoice(
            wording: visit.wording,
            naming: UnitNaming(units: visit.registry.units, day: today), query: query)
        let view = UnitChangesView(
            frame: visit.frame(query.isEmpty ? [] : [.init("unit", query)]),
            units: visit.registry.units, today: today, records: records, choice: choice,
            notice: Self.notice(visit.request.query))
        return Visit.page(view.html)
    }

    private static func notice(_ query: Query) -> (key: TextKey, number: Int)? {
        if let number = query["made"].flatMap({ Int($0) }) { return (.unitsMade, number) }
        if let number = query["undone"].flatMap({ Int($0) }) { return (.unitsTakenBack, number) }
        return nil
    }

    private func newUnitChange(_ visit: Visit) throws(Refusal) -> Response {
        _ = try administrator(visit)
        let query = visit.request.query
        let form = UnitChangeForm(
            code: query["change"] ?? "", fields: query.pairs.map { ($0.name, $0.value) })
        return show(form, visit)
    }

    private func naming(_ form: UnitChangeForm, _ visit: Visit) -> UnitNaming {
        UnitNaming(units: visit.registry.units, day: form.effective ?? today)
    }

    private func changeUnits(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try administrator(visit)
        let sent = try visit.form()
        let typed = UnitChangeForm(
            code: sent["change"] ?? "", fields: sent.pairs.map { ($0.name, $0.value) })
        if sent["step"] == "edit" { return show(typed, visit) }
        let (form, unclear) = typed.resolved(naming(typed, visit))
        guard unclear.isEmpty else { return show(typed, visit, unclear) }
        switch form.change() {
        case .failure(let error): return show(form, visit, [error.finding])
        case .success(let change):
            let isDryRun = sent["step"] != "make"
            return try await attempt(change, form, visit, principal, isDryRun: isDryRun)
        }
    }

    private func attempt(
        _ change: UnitChange, _ form: UnitChangeForm, _ visit: Visit, _ principal: Principal,
        isDryRun: Bool
    ) async throws(Refusal) -> Response {
        do throws(Refusal) {
            let receipt = try await units.change(
                change, isDryRun: isDryRun, by: principal, from: visit.request.clientHost)
            guard isDryRun else {
                return Visit.redirect(
                    to: Address("admin", "units").with("made", String(receipt.record.number)))
            }
            let view = UnitChangePreviewView(
                frame: visit.frame(), units: visit.registry.units, form: form, receipt: receipt,
                today: today)
            return Visit.page(view.html)
        } catch {
            guard case .invalidChange(let findings) = error else { throw error }
            return show(form, visit, findings)
        }
    }

    private func show(
        _ form: UnitChangeForm, _ visit: Visit, _ findings: [Finding] = []
    ) -> Response {
        let carried = form.filled.map { Address.Pair($0.name, $0.value) }
        let frame = visit.frame([.init("change", form.code)] + carried)
        let view = UnitChangeFormView(
            frame: frame, form: form,
            suggestions: UnitSuggestions(naming: naming(form, visit), form: form),
            findings: findings)
        return Visit.page(view.html, status: findings.isEmpty ? .ok : .unprocessableContent)
    }

    private func unitChange(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try administrator(visit)
        let number = try changeNumber(visit)
        let record = try await units.record(number, for: principal)
        var undoing: UnitChangeReceipt?
        var obstacle: String?
        do throws(Refusal) {
            undoing = try await units.undo(
                number, isDryRun: true, by: principal, from: visit.request.clientHost)
        } catch {
            guard case .undoRefused(let vi, let en) = error else { throw error }
            obstacle = visit.wording.label(vi, en)
        }
        let view = UnitChangeView(
            frame: visit.frame(), units: visit.registry.units, today: today, record: record,
            undoing: undoing,
            obstacle: obstacle)
        return Visit.page(view.html)
    }

    private func undoUnitChange(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try administrator(visit)
        let number = try changeNumber(visit)
        _ = try await units.undo(
            number, isDryRun: false, by: principal, from: visit.request.clientHost)
        return Visit.redirect(to: Address("admin", "units").with("undone", String(number)))
    }

    private func changeNumber(_ visit: Visit) throws(Refusal) -> Int {
        guard let number = Int(visit.request.parameters["number"]), number > 0 else {
            throw .notFound
        }
        return number
    }

    private func administrator(_ visit: Visit) throws(Refusal) -> Principal {
        let principal = try visit.signedIn()
        guard principal.role == .admin else { throw .roleTooWeak }
        return principal
    }
}
