import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `/units/{id}/reports/{form}/{period}`: the entry form, shown and sent.
extension PageRoutes {
    /// What the form is about, with everything that stands beside the fields.
    private struct Desk {
        let key: ReportKey
        let version: FormVersion
        let stored: StoredReport?
        let lastMonth: ReportValues?
        let sameMonthLastYear: ReportValues?
        let state: ReportState
        let access: EntryPage.Access
    }

    func entry(_ visit: Visit) async throws(Refusal) -> Response {
        let desk = try await desk(visit)
        let stored = desk.stored?.latest
        let typed = stored.map {
            EntrySubmission.texts(
                of: $0.values, version: desk.version, catalogue: visit.registry.catalogue)
        }
        let warnings = stored.map {
            visit.registry.check(of: desk.version).check($0.values).warnings
        }
        let page = page(
            desk, visit, typed: typed ?? [:], warnings: warnings ?? [],
            explanations: stored?.explanations ?? [:], note: stored?.note ?? "",
            revision: stored?.revision, notice: Self.notice(visit.request.query))
        return Visit.page(EntryView(page).html)
    }

    /// What happened before the browser was sent back here.
    private static func notice(_ query: Query) -> EntryPage.Notice? {
        if let seq = query["sent"].flatMap({ Int($0) }) { return .submitted(seq: seq) }
        if query["saved"] != nil { return .draftSaved }
        return query["same"] != nil ? .unchanged : nil
    }

    func send(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try visit.signedIn()
        let desk = try await desk(visit)
        let form = try visit.form()
        let sent = EntrySubmission(
            fields: form.pairs.map { ($0.name, $0.value) }, version: desk.version,
            catalogue: visit.registry.catalogue)
        if case .fill(let section, let filling) = sent.action {
            return show(
                desk, visit, sent,
                typed: sent.filled(
                    section, filling, version: desk.version,
                    catalogue: visit.registry.catalogue, lastMonth: desk.lastMonth),
                notice: .filled)
        }
        let isAutosave = visit.wantsJSON && sent.action == .saveDraft
        guard sent.errors.isEmpty || isAutosave else {
            return show(
                desk, visit, sent, status: .unprocessableContent,
                errors: sent.errors + ruleErrors(desk, sent, visit))
        }
        return try await submit(sent, desk, visit, by: principal)
    }

    private func submit(
        _ sent: EntrySubmission, _ desk: Desk, _ visit: Visit, by principal: Principal
    ) async throws(Refusal) -> Response {
        do throws(Refusal) {
            let answer = try await reports.submit(letter(sent, desk, visit), by: principal)
            return done(answer.receipt.report, answer.receipt.outcome, visit)
        } catch {
            switch error {
            case .invalid(let findings):
                return show(
                    desk, visit, sent, status: .unprocessableContent, errors: findings)
            case .stale(let yours, let current, _):
                // What was stored and whose answer was lost on the way is no conflict.
                if let current, sent.isSame(as: current.latest, yours) {
                    return done(current, .unchanged, visit)
                }
                return conflict(yours, current, desk, visit, sent)
            case .broken, .unavailable, .storageReadOnly, .storageFull:
                return notStored(error, desk, visit, sent)
            default: throw error
            }
        }
    }

    /// The server failed: an error page would throw away what somebody typed for half an hour.
    private func notStored(
        _ refusal: Refusal, _ desk: Desk, _ visit: Visit, _ sent: EntrySubmission
    ) -> Response {
        let row = refusal.row
        let notice = EntryPage.Notice.notStored(
            reasonVI: row.titleVI, reasonEN: row.titleEN, requestID: visit.request.id)
        var response = show(
            desk, visit, sent, status: Status(code: row.status) ?? .internalServerError,
            notice: notice)
        if let seconds = refusal.retrySeconds { response.fields[.retryAfter] = "\(seconds)" }
        return response
    }

    private func letter(
        _ sent: EntrySubmission, _ desk: Desk, _ visit: Visit
    ) -> ReportDesk.Letter {
        let catalogue = visit.registry.catalogue
        let unread = Set(sent.errors.map(\.pointer))
        let values = desk.version.elements.map { element in
            let code = catalogue.elements[element].code
            // A draft kept in passing leaves alone what cannot be read yet.
            let isUnread = unread.contains(ReportPointer.values(code))
            let value = isUnread ? desk.stored?.latest.values[element] : sent.values[element]
            return (code, IncomingReport.Value.value(value ?? .blank))
        }
        return ReportDesk.Letter(
            unitID: visit.registry.units[desk.key.unit].id,
            report: IncomingReport(
                form: desk.key.form, period: desk.key.month.code,
                values: IncomingValues(values),
                status: sent.action == .submit ? .submitted : .draft),
            explanations: sent.explanations, note: sent.note,
            precondition: sent.baseRevision.map { .oneOf([$0]) } ?? .absent, source: .form)
    }

    /// Sends the browser back to the form, so that reloading it sends nothing again. A script is
    /// told where that is and which revision it goes on from.
    private func done(
        _ report: StoredReport, _ outcome: Receipt.Outcome, _ visit: Visit
    ) -> Response {
        let revision = report.latest
        let address = Address(segments: visit.request.segments)
        let next =
            switch outcome {
            case .unchanged: address.with("same", "1")
            case .created, .corrected:
                revision.status == .draft
                    ? address.with("saved", "1") : address.with("sent", String(revision.seq))
            }
        guard visit.wantsJSON else { return Visit.redirect(to: next) }
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("location")
        writer.value(next.text)
        writer.key("revision")
        writer.value(revision.revision)
        writer.key("at")
        writer.value(revision.receivedAt)
        writer.endObject()
        return Visit.json(writer.bytes)
    }

    /// Someone saved in between: shows what was typed, where it differs, and goes on from the
    /// newer revision, so that sending again is a decision.
    private func conflict(
        _ yours: ReportValues, _ current: StoredReport?, _ desk: Desk, _ visit: Visit,
        _ sent: EntrySubmission
    ) -> Response {
        let catalogue = visit.registry.catalogue
        let different = desk.version.elements.filter {
            yours[$0] != (current?.latest.values[$0] ?? .blank)
        }
        let notice = EntryPage.Notice.conflict(
            revision: current?.latest.revision ?? 0,
            different: different.map { catalogue.elements[$0].code })
        return show(
            desk, visit, sent, status: .preconditionFailed, notice: notice,
            revision: current?.latest.revision)
    }

    private func ruleErrors(
        _ desk: Desk, _ sent: EntrySubmission, _ visit: Visit
    ) -> [Finding] {
        guard sent.action == .submit else { return [] }
        return visit.registry.check(of: desk.version).check(sent.values).errors
    }

    /// Shows the form again with what was typed.
    private func show(
        _ desk: Desk, _ visit: Visit, _ sent: EntrySubmission, typed: [String: String]? = nil,
        status: Status = .ok, errors: [Finding] = [], notice: EntryPage.Notice? = nil,
        revision: Int? = nil
    ) -> Response {
        let page = page(
            desk, visit, typed: typed ?? sent.typed, errors: errors,
            warnings: visit.registry.check(of: desk.version).check(sent.values).warnings,
            explanations: sent.explanations, note: sent.note,
            revision: revision ?? sent.baseRevision, notice: notice)
        return Visit.page(EntryView(page).html, status: status)
    }

    private func page(
        _ desk: Desk, _ visit: Visit, typed: [String: String], errors: [Finding] = [],
        warnings: [Finding], explanations: [String: String], note: String, revision: Int?,
        notice: EntryPage.Notice?
    ) -> EntryPage {
        let registry = visit.registry
        let day = desk.key.month.lastDay
        return EntryPage(
            frame: visit.frame(), unit: link(desk.key.unit, on: day, registry),
            ancestors: ancestors(of: desk.key.unit, on: day, registry), month: desk.key.month,
            neighbours: neighbours(of: desk.key.month, desk.key.unit, registry).filter {
                registry.expectsReport(desk.key.form, of: desk.key.unit, for: $0)
            },
            version: desk.version, catalogue: registry.catalogue, state: desk.state,
            typed: typed, lastMonth: desk.lastMonth, sameMonthLastYear: desk.sameMonthLastYear,
            errors: errors, warnings: warnings, explanations: explanations, note: note,
            deadline: registry.deadline(desk.key.form, of: desk.key.unit, for: desk.key.month),
            revision: revision, receivedAt: desk.stored?.latest.receivedAt, today: today,
            notice: notice, access: desk.access, scripts: assets.scripts(of: "entry.js"))
    }

    // MARK: What stands behind the form

    private func desk(_ visit: Visit) async throws(Refusal) -> Desk {
        let principal = try visit.signedIn()
        let registry = visit.registry
        let unit = try unit(visit.request.parameters["id"], registry)
        let form = visit.request.parameters["form"]
        guard let month = Month(code: visit.request.parameters["period"]) else { throw .notFound }
        guard principal.covers(unit, in: month, of: registry) else { throw .outsideScope }
        guard month <= today.month, registry.expectsReport(form, of: unit, for: month),
            let version = registry.catalogue.version(of: form, in: month)
        else { throw .notFound }
        let key = ReportKey(form: form, unit: unit, month: month)
        let months = [month, month - 1, month - 12]
        let (stored, summaries) = try await asked { () throws(StoreError) in
            (
                try await store.report(key),
                try await store.summaries(of: [unit], form: form, months: months)
            )
        }
        func standing(_ month: Month) -> ReportValues? {
            summaries[ReportKey(form: form, unit: unit, month: month)]?.standing?.values
        }
        return Desk(
            key: key, version: version, stored: stored, lastMonth: standing(month - 1),
            sameMonthLastYear: standing(month - 12),
            state: state(of: unit, form, month, summaries[key], registry),
            access: Self.access(stored, principal))
    }

    private static func access(
        _ stored: StoredReport?, _ principal: Principal
    ) -> EntryPage.Access {
        if !principal.role.maySubmit { return .readOnly }
        return stored?.latest.status == .accepted ? .locked : .writable
    }
}
