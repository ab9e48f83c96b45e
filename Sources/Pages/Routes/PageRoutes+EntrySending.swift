import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// The entry form as it is sent: by a button, or by a script that saves in passing.
extension PageRoutes {
    func send(_ visit: Visit) async throws(Refusal) -> Response {
        let principal = try visit.signedIn()
        let desk = try await entryDesk(visit)
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
        do throws(Refusal) {
            return try await submit(sent, desk, visit, by: principal)
        } catch {
            return try await answer(to: error, sent, desk, visit, by: principal)
        }
    }

    private func submit(
        _ sent: EntrySubmission, _ desk: EntryDesk, _ visit: Visit, by principal: Principal
    ) async throws(Refusal) -> Response {
        if sent.action == .submit {
            let trial = letter(sent, desk, visit, isDryRun: true)
            let warnings = try await reports.submit(trial, by: principal).warnings
            let open = warnings.contains { EntryExplanation.isMissing($0, in: sent.explanations) }
            if open { return try await unexplained(warnings, sent, desk, visit, by: principal) }
        }
        let answer = try await reports.submit(letter(sent, desk, visit), by: principal)
        return done(answer.receipt.report.latest, answer.receipt.outcome, visit)
    }

    /// A person who sends over a warning says a sentence to it. Until then the report is kept as
    /// a draft; programs that send by the API may explain later.
    private func unexplained(
        _ warnings: [Finding], _ sent: EntrySubmission, _ desk: EntryDesk, _ visit: Visit,
        by principal: Principal
    ) async throws(Refusal) -> Response {
        let draft = letter(sent, desk, visit, status: .draft)
        let stored = try await reports.submit(draft, by: principal).receipt.report
        return show(
            desk, visit, sent, status: .unprocessableContent, warnings: warnings,
            notice: .unexplained, revision: stored.latest.revision)
    }

    /// What a refusal is to somebody who has typed for half an hour: an error page would throw
    /// that away.
    private func answer(
        to refusal: Refusal, _ sent: EntrySubmission, _ desk: EntryDesk, _ visit: Visit,
        by principal: Principal
    ) async throws(Refusal) -> Response {
        switch refusal {
        case .invalid(let findings):
            return show(desk, visit, sent, status: .unprocessableContent, errors: findings)
        case .stale(let yours, let current?, _):
            // What was stored and whose answer was lost on the way is no conflict.
            if sent.isSame(as: current.latest, yours) {
                return done(current.latest, .unchanged, visit)
            }
            return try await merge(current.latest, desk, visit, sent, by: principal)
        case .broken, .unavailable, .storageReadOnly, .storageFull, .accepted, .monthClosed:
            return notStored(refusal, desk, visit, sent)
        default: throw refusal
        }
    }

    private func notStored(
        _ refusal: Refusal, _ desk: EntryDesk, _ visit: Visit, _ sent: EntrySubmission
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
        _ sent: EntrySubmission, _ desk: EntryDesk, _ visit: Visit,
        status: ReportStatus? = nil, isDryRun: Bool = false
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
                values: IncomingValues(values), status: status ?? sent.status),
            explanations: sent.explanations, note: sent.note,
            precondition: sent.baseRevision.map { .oneOf([$0]) } ?? .absent,
            isDryRun: isDryRun, source: .form)
    }

    /// Sends the browser back to the form, so that reloading it sends nothing again. A script is
    /// told where that is and which revision it goes on from.
    private func done(
        _ revision: Revision, _ outcome: Receipt.Outcome, _ visit: Visit
    ) -> Response {
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

    /// Someone saved in between: both are shown field by field, and what is chosen goes on from
    /// the newer revision. Where nothing of that revision would be lost, as when a draft's answer
    /// was lost on the way, there is nothing to choose.
    private func merge(
        _ theirs: Revision, _ desk: EntryDesk, _ visit: Visit, _ sent: EntrySubmission,
        by principal: Principal
    ) async throws(Refusal) -> Response {
        let base = desk.revisions.first { $0.revision == sent.baseRevision }
        let merge = EntryMerge(
            base: base, theirs: theirs, sent: sent, version: desk.version,
            catalogue: visit.registry.catalogue)
        // A draft in passing adds nothing to a report that holds all of it.
        if merge.lines.isEmpty, sent.action == .saveDraft { return done(theirs, .unchanged, visit) }
        let isNews = [.accepted, .returned].contains(theirs.status) || !theirs.reason.isEmpty
        if merge.losesNothing, !isNews, desk.stored?.latest.revision == theirs.revision {
            return try await submit(sent.based(on: theirs.revision), desk, visit, by: principal)
        }
        let page = entryPage(
            desk, visit, typed: sent.typed, warnings: [], explanations: sent.explanations,
            note: sent.note, revision: theirs.revision, notice: nil)
        let view = EntryMergeView(
            page: page, merge: merge, theirs: theirs, action: sent.action,
            explanations: theirs.explanations.merging(sent.explanations) { $1 })
        return Visit.page(view.html, status: .preconditionFailed)
    }

    private func ruleErrors(
        _ desk: EntryDesk, _ sent: EntrySubmission, _ visit: Visit
    ) -> [Finding] {
        guard sent.action == .submit else { return [] }
        return visit.registry.check(of: desk.version).check(sent.values).errors
    }

    /// Shows the form again with what was typed.
    private func show(
        _ desk: EntryDesk, _ visit: Visit, _ sent: EntrySubmission,
        typed: [String: String]? = nil, status: Status = .ok, errors: [Finding] = [],
        warnings: [Finding]? = nil, notice: EntryPage.Notice? = nil, revision: Int? = nil
    ) -> Response {
        let page = entryPage(
            desk, visit, typed: typed ?? sent.typed, errors: errors,
            warnings: warnings
                ?? visit.registry.check(of: desk.version).check(sent.values).warnings,
            explanations: sent.explanations, note: sent.note,
            revision: revision ?? sent.baseRevision, notice: notice)
        return Visit.page(EntryView(page).html, status: status)
    }
}
