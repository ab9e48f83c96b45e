import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// What a reviewer does on the page of a report.
extension PageRoutes {
    /// `accept`, `return` and `reopen` below the form's address.
    func act(
        _ visit: Visit, _ kind: @Sendable (_ reason: String) -> ReviewAct.Kind
    ) async throws(Refusal) -> Response {
        let principal = try visit.signedIn()
        let desk = try await entryDesk(visit)
        let form = try visit.form()
        let base = form["base_revision"].flatMap { Int($0) }
        let address = EntryPage.address(
            unit: visit.registry.units[desk.key.unit].id, form: desk.key.form,
            month: desk.key.month)
        do throws(Refusal) {
            _ = try await reports.act(
                .init(
                    key: desk.key, kind: kind(form["reason"] ?? ""),
                    precondition: base.map { .oneOf([$0]) } ?? .none, source: .form),
                by: principal)
        } catch {
            switch error {
            case .stale, .notSubmitted, .notAccepted, .accepted, .monthClosed, .invalid:
                return refused(error, desk, visit)
            default: throw error
            }
        }
        return Visit.redirect(to: address.with("acted", "1"))
    }

    /// The report as it is now, with what was not done and why.
    private func refused(_ refusal: Refusal, _ desk: EntryDesk, _ visit: Visit) -> Response {
        let row = refusal.row
        var reason = (vi: row.titleVI, en: row.titleEN)
        if case .invalid(let findings) = refusal, let first = findings.first {
            reason = (first.messageVI, first.messageEN)
        }
        let latest = desk.stored?.latest
        let typed = latest.map {
            EntrySubmission.texts(
                of: $0.values, version: desk.version, catalogue: visit.registry.catalogue)
        }
        let page = entryPage(
            desk, visit, typed: typed ?? [:], warnings: latest?.warnings ?? [],
            explanations: latest?.explanations ?? [:], note: latest?.note ?? "",
            revision: latest?.revision,
            notice: .notDone(reasonVI: reason.vi, reasonEN: reason.en))
        return Visit.page(EntryView(page).html, status: Status(code: row.status) ?? .conflict)
    }

    func life(
        _ key: ReportKey, _ revisions: [Revision], _ closing: Closing?, _ principal: Principal,
        _ registry: Registry
    ) -> EntryLife {
        EntryLife(
            events: EntryLife.events(of: revisions), closing: closing,
            usualDeadline: usualDeadline(key, registry),
            review: principal.role.mayReview
                ? review(key, revisions, closing, principal, registry) : nil)
    }

    /// The deadline without its extension; nil where there is none.
    private func usualDeadline(_ key: ReportKey, _ registry: Registry) -> Day? {
        let usual = registry.usualDeadline(key.form, of: key.unit, for: key.month)
        return usual == registry.deadline(key.form, of: key.unit, for: key.month) ? nil : usual
    }

    private func review(
        _ key: ReportKey, _ revisions: [Revision], _ closing: Closing?, _ principal: Principal,
        _ registry: Registry
    ) -> EntryLife.Review? {
        let tree = registry.units.tree(of: key.month)
        let day = key.month.lastDay
        let parent = tree.path(from: key.unit).dropFirst().first
        let siblings = (parent.map { tree.subtree(of: $0) } ?? [key.unit]).filter {
            registry.expectsReport(key.form, of: $0, for: key.month)
                && principal.covers($0, in: key.month, of: registry)
        }
        let place = siblings.firstIndex(of: key.unit) ?? 0
        func neighbour(_ index: Int) -> UnitLink? {
            siblings.indices.contains(index) ? link(siblings[index], on: day, registry) : nil
        }
        let status = revisions.last { $0.status.isStanding }?.status
        let isReadable = parent.map { principal.covers($0, in: key.month, of: registry) } ?? false
        let top = isReadable ? parent ?? key.unit : key.unit
        return EntryLife.Review(
            base: revisions.last?.revision ?? 0, mayAccept: status == .submitted,
            mayReturn: status == .submitted && closing == nil,
            mayReopen: status == .accepted && closing == nil, previous: neighbour(place - 1),
            next: neighbour(place + 1),
            list: Address(
                "review", registry.units[top].id,
                query: [.init("period", key.month.code), .init("form", key.form)]))
    }
}
