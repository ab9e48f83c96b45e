import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/units/{id}/reports/{form}/{period}`: the entry form as it is shown, and its receipt.
extension PageRoutes {
    func addEntry(to router: inout Router) {
        let path = "/units/{id}/reports/{form}/{period}"
        router.on(.get, path, handler(entry))
        router.on(.get, path + "/receipt", handler(receipt))
        post(path, to: &router, send)
        post(path + "/accept", to: &router) { visit throws(Refusal) in
            try await act(visit) { _ in .accept }
        }
        post(path + "/return", to: &router) { visit throws(Refusal) in
            try await act(visit) { .return(reason: $0) }
        }
        post(path + "/reopen", to: &router) { visit throws(Refusal) in
            try await act(visit) { .reopen(reason: $0) }
        }
    }

    func entry(_ visit: Visit) async throws(Refusal) -> Response {
        let desk = try await entryDesk(visit)
        let copy = desk.workingCopy
        let typed = copy.map {
            EntrySubmission.texts(
                of: $0.values, version: desk.version, catalogue: visit.registry.catalogue)
        }
        let isTakenUp = copy?.revision != desk.stored?.latest.revision
        let page = entryPage(
            desk, visit, typed: typed ?? [:], warnings: Self.warnings(copy, visit.registry),
            explanations: copy?.explanations ?? [:], note: copy?.note ?? "",
            revision: desk.stored?.latest.revision,
            notice: isTakenUp
                ? .draftTakenUp(at: copy?.receivedAt ?? 0) : Self.notice(visit.request.query))
        return Visit.page(EntryView(page).html)
    }

    /// What is odd about a revision. A draft is not finished: what it leaves blank is no question
    /// yet, only what was typed.
    private static func warnings(_ revision: Revision?, _ registry: Registry) -> [Finding] {
        guard let revision else { return [] }
        let warnings =
            revision.warnings
            ?? registry.check(of: revision.formVersion).check(revision.values).warnings
        guard revision.status == .draft else { return warnings }
        let codes = Set(
            revision.formVersion.elements.filter { revision.values[$0] != .blank }.map {
                ReportPointer.values(registry.catalogue.elements[$0].code)
            })
        return warnings.filter { codes.contains($0.pointer) }
    }

    /// What happened before the browser was sent back here.
    private static func notice(_ query: Query) -> EntryPage.Notice? {
        if let seq = query["sent"].flatMap({ Int($0) }) { return .submitted(seq: seq) }
        if query["saved"] != nil { return .draftSaved }
        if query["acted"] != nil { return .acted }
        return query["same"] != nil ? .unchanged : nil
    }

    func receipt(_ visit: Visit) async throws(Refusal) -> Response {
        let desk = try await entryDesk(visit)
        guard let standing = desk.standing else { throw .notFound }
        let page = entryPage(
            desk, visit, typed: [:], warnings: [], explanations: [:], note: "",
            revision: standing.revision, notice: nil)
        return Visit.page(
            ReceiptView(
                page: page, revision: standing, receivedFirst: desk.stored?.receivedFirst
            ).html)
    }

    func entryPage(
        _ desk: EntryDesk, _ visit: Visit, typed: [String: String], errors: [Finding] = [],
        warnings: [Finding], explanations: [String: String], note: String, revision: Int?,
        notice: EntryPage.Notice?
    ) -> EntryPage {
        let registry = visit.registry
        let day = desk.key.month.lastDay
        return EntryPage(
            frame: visit.frame(of: desk.key), unit: link(desk.key.unit, on: day, registry),
            ancestors: ancestors(of: desk.key.unit, on: day, registry), month: desk.key.month,
            neighbours: neighbours(of: desk.key.month, desk.key.unit, registry).filter {
                registry.expectsReport(desk.key.form, of: desk.key.unit, for: $0)
            },
            version: desk.version, catalogue: registry.catalogue, state: desk.state,
            typed: typed, lastMonth: desk.lastMonth, sameMonthLastYear: desk.sameMonthLastYear,
            errors: errors, warnings: warnings, explanations: explanations, note: note,
            deadline: registry.deadline(desk.key.form, of: desk.key.unit, for: desk.key.month),
            revision: revision, receivedAt: desk.stored?.latest.receivedAt, today: today,
            notice: notice, access: desk.access, life: desk.life,
            scripts: assets.scripts(of: "entry.js"))
    }

    // MARK: What stands behind the form

    func entryDesk(_ visit: Visit) async throws(Refusal) -> EntryDesk {
        let principal = try visit.signedIn()
        let registry = visit.registry
        let unit = try unit(visit.request.parameters["id"], registry)
        let form = visit.request.parameters["form"]
        guard let month = Month(code: visit.request.parameters["period"]) else { throw .notFound }
        guard principal.covers(unit, form: form, in: month, of: registry) else {
            throw .outsideScope
        }
        guard month <= today.month, registry.expectsReport(form, of: unit, for: month),
            let version = registry.catalogue.version(of: form, in: month)
        else { throw .notFound }
        let key = ReportKey(form: form, unit: unit, month: month)
        let months = [month, month - 1, month - 12]
        let (stored, revisions, summaries) = try await asked { () throws(StoreError) in
            (
                try await store.report(key), try await store.revisions(of: key),
                try await store.summaries(of: [unit], form: form, months: months)
            )
        }
        func standing(_ month: Month) -> ReportValues? {
            summaries[ReportKey(form: form, unit: unit, month: month)]?.standing?.values
        }
        let closing = self.months.closing(of: key)
        return EntryDesk(
            key: key, version: version, stored: stored, revisions: revisions,
            lastMonth: standing(month - 1), sameMonthLastYear: standing(month - 12),
            state: state(of: unit, form, month, summaries[key], registry),
            access: Self.access(stored, closing, principal),
            life: life(key, revisions, closing, principal, registry))
    }

    private static func access(
        _ stored: StoredReport?, _ closing: Closing?, _ principal: Principal
    ) -> EntryPage.Access {
        if !principal.role.maySubmit { return .readOnly }
        return stored?.latest.status == .accepted || closing != nil ? .locked : .writable
    }
}

extension Visit {
    /// The form itself, also where the address is of something that was done to it.
    func frame(of key: ReportKey) -> Frame {
        var segments = request.segments
        if segments.count > 5 { segments.removeSubrange(5...) }
        return frame(Address(segments: segments))
    }
}
