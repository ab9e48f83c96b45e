import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `POST /review/{id}/…`: accepting, returning and reopening reports, closing and opening a
/// month, and giving a unit more time.
extension PageRoutes {
    /// Reports decided about at once: a review shows no more.
    private static let ticketsMax = 200

    func addReview(to router: inout Router) {
        router.on(.get, "/review/{id}", handler(review))
        router.on(
            .get, "/units/{id}/reports/{form}/{period}/history", handler(history))
        router.on(
            .get, "/units/{id}/reports/{form}/{period}/compare", handler(compare))
        post("/review/{id}/accept", to: &router, acceptReports)
        post("/review/{id}/return", to: &router, returnReport)
        post("/review/{id}/reopen", to: &router, reopenReport)
        post("/review/{id}/close", to: &router, closeMonth)
        post("/review/{id}/open", to: &router, openMonth)
        post("/review/{id}/extend", to: &router, extendDeadline)
    }

    // MARK: Reports

    /// Each report by itself and at the revision that was on the screen: what became of each is
    /// said on the page that follows.
    private func acceptReports(_ visit: Visit) async throws(Refusal) -> Response {
        let desk = try reviewDesk(visit)
        guard desk.mayReview else { throw .roleTooWeak }
        let sent = try visit.form()
        if sent["look"] != nil { return back(desk, visit) }
        let named =
            sent["one"].map { [$0] }
            ?? sent.pairs.filter { $0.name == "report" }.map(\.value)
        let tickets = named.prefix(Self.ticketsMax).compactMap { ReviewTicket($0) }
        var done: [String] = []
        var refused: [String] = []
        for ticket in tickets {
            do throws(Refusal) {
                try await decide(.accept, ticket, desk)
                done.append(ticket.unitID)
            } catch {
                guard let code = Self.told(error) else { throw error }
                refused.append(ticket.unitID + ":" + code)
            }
        }
        return back(desk, visit, .accepted, done: done, refused: refused)
    }

    private func returnReport(_ visit: Visit) async throws(Refusal) -> Response {
        try await decide(visit, .returned) { .return(reason: $0) }
    }

    private func reopenReport(_ visit: Visit) async throws(Refusal) -> Response {
        try await decide(visit, .reopened) { .reopen(reason: $0) }
    }

    /// What needs a reason: without one the page comes again and asks for it.
    private func decide(
        _ visit: Visit, _ deed: ReviewOutcome.Deed, _ kind: (String) -> ReviewAct.Kind
    ) async throws(Refusal) -> Response {
        let desk = try reviewDesk(visit)
        guard desk.mayReview else { throw .roleTooWeak }
        let sent = try visit.form()
        guard let ticket = sent["one"].flatMap({ ReviewTicket($0) }) else { throw .notFound }
        let reason = sent["reason"] ?? ""
        do throws(Refusal) {
            try await decide(kind(reason), ticket, desk)
            return back(desk, visit, deed, done: [ticket.unitID])
        } catch {
            if let message = Self.message(of: error, visit.wording) {
                let fault = ReviewFault(place: .panel, message: message, typed: ["reason": reason])
                return try await show(fault, ticket, desk, visit)
            }
            guard let code = Self.told(error) else { throw error }
            return back(desk, visit, deed, refused: [ticket.unitID + ":" + code])
        }
    }

    private func show(
        _ fault: ReviewFault, _ ticket: ReviewTicket, _ desk: ReviewDesk, _ visit: Visit
    ) async throws(Refusal) -> Response {
        guard isFromComparison(visit) else {
            return try await showReview(
                desk, visit, fault: fault, opened: ticket.unitID, status: .unprocessableContent)
        }
        let key = ReportKey(form: desk.form, unit: desk.unit, month: desk.month)
        return try await showComparison(
            key, desk.principal, visit, fault: fault, status: .unprocessableContent)
    }

    /// The rights are the desk's to look at, for each report.
    private func decide(
        _ kind: ReviewAct.Kind, _ ticket: ReviewTicket, _ desk: ReviewDesk
    ) async throws(Refusal) {
        guard let unit = desk.registry.units.number(ofID: ticket.unitID) else { throw .notFound }
        let request = ReportDesk.Request(
            key: ReportKey(form: desk.form, unit: unit, month: desk.month), kind: kind,
            precondition: .oneOf([ticket.revision]), source: .form)
        _ = try await reports.act(request, by: desk.principal)
    }

    /// The code of a refusal that concerns one report; nil for what concerns everything.
    private static func told(_ refusal: Refusal) -> String? {
        switch refusal {
        case .stale, .accepted, .notSubmitted, .notAccepted, .monthClosed, .notFound,
            .outsideScope:
            refusal.row.code
        default: nil
        }
    }

    // MARK: The month

    private func closeMonth(_ visit: Visit) async throws(Refusal) -> Response {
        try await decideMonth(visit, .closed, .close) { desk, sent throws(Refusal) in
            _ = try await months.close(
                place(desk), reason: sent["reason"] ?? "",
                address: visit.request.clientHost, by: desk.principal)
        }
    }

    private func openMonth(_ visit: Visit) async throws(Refusal) -> Response {
        try await decideMonth(visit, .opened, .open) { desk, sent throws(Refusal) in
            _ = try await months.reopen(
                place(desk), reason: sent["reason"] ?? "",
                address: visit.request.clientHost, by: desk.principal)
        }
    }

    private func extendDeadline(_ visit: Visit) async throws(Refusal) -> Response {
        try await decideMonth(visit, .extended, .extend) { desk, sent throws(Refusal) in
            guard let unit = desk.registry.units.number(ofID: sent["unit"] ?? "") else {
                throw .notFound
            }
            guard let until = Day(iso: (sent["until"] ?? "").trimmed) else {
                let message = visit.wording.say(.dayNeeded)
                throw .badParameter("until", messageVI: message, messageEN: message)
            }
            _ = try await months.extend(
                place(desk, unit), until: until, reason: sent["reason"] ?? "",
                address: visit.request.clientHost, by: desk.principal)
        }
    }

    private func place(_ desk: ReviewDesk, _ unit: OrgUnit.Number? = nil) -> MonthDesk.Place {
        MonthDesk.Place(unit: unit ?? desk.unit, form: desk.form, month: desk.month)
    }

    /// What is wrong with a field comes back with the page, which keeps what was typed.
    private func decideMonth(
        _ visit: Visit, _ deed: ReviewOutcome.Deed, _ place: ReviewFault.Place,
        _ body: (ReviewDesk, Query) async throws(Refusal) -> Void
    ) async throws(Refusal) -> Response {
        let desk = try reviewDesk(visit)
        let sent = try visit.form()
        do throws(Refusal) {
            try await body(desk, sent)
        } catch {
            guard let message = Self.message(of: error, visit.wording) else { throw error }
            let typed = Dictionary(
                ["unit", "until", "reason"].map { ($0, sent[$0] ?? "") }
            ) { first, _ in first }
            let fault = ReviewFault(place: place, message: message, typed: typed)
            return try await showReview(desk, visit, fault: fault, status: .unprocessableContent)
        }
        return back(desk, visit, deed, done: place == .extend ? [sent["unit"] ?? ""] : [])
    }

    /// What was wrong with a field, in the reader's language; nil for any other refusal.
    private static func message(of refusal: Refusal, _ wording: Wording) -> String? {
        switch refusal {
        case .badParameter(_, let vi, let en): wording.label(vi, en)
        case .invalid(let findings):
            findings.map { wording.label($0.messageVI, $0.messageEN) }.joined(separator: " ")
        default: nil
        }
    }

    // MARK: The page that follows

    private func isFromComparison(_ visit: Visit) -> Bool {
        visit.request.query["from"] == "compare"
    }

    /// Sends the browser back to the page it came from, so that reloading it decides nothing
    /// again; what became of each report goes with the address.
    private func back(
        _ desk: ReviewDesk, _ visit: Visit, _ deed: ReviewOutcome.Deed? = nil,
        done: [String] = [], refused: [String] = []
    ) -> Response {
        let id = desk.registry.units[desk.unit].id
        var address =
            isFromComparison(visit)
            ? ComparePage.address(unit: id, form: desk.form, month: desk.month)
            : Address("review", id, query: [.init("period", desk.month.code)])
                .with("form", desk.form == mainForm(desk.registry) ? nil : desk.form)
                .with("state", visit.request.query["state"])
        if let deed {
            address = address.with("did", deed.rawValue)
            if !done.isEmpty { address = address.with("done", done.joined(separator: " ")) }
            if !refused.isEmpty {
                address = address.with("refused", refused.joined(separator: " "))
            }
        }
        return Visit.redirect(to: address)
    }

    /// What the address says that was done. It only names units and codes; the words are ours.
    func outcome(_ desk: ReviewDesk, _ visit: Visit) -> ReviewOutcome? {
        let query = visit.request.query
        guard let deed = query["did"].flatMap({ ReviewOutcome.Deed(rawValue: $0) }) else {
            return nil
        }
        func unit(_ id: Substring) -> UnitLink? {
            desk.registry.units.number(ofID: String(id)).map {
                link($0, on: desk.month.lastDay, desk.registry)
            }
        }
        let titles = Dictionary(
            Refusal.examples.map { ($0.row.code, $0.row) }
        ) { first, _ in first }
        let refused = (query["refused"] ?? "").split(separator: " ").compactMap { part in
            let pieces = part.split(separator: ":", maxSplits: 1)
            guard pieces.count == 2, let unit = unit(pieces[0]),
                let row = titles[String(pieces[1])]
            else { return nil as ReviewOutcome.Refused? }
            return ReviewOutcome.Refused(
                unit: unit, why: visit.wording.label(row.titleVI, row.titleEN))
        }
        return ReviewOutcome(
            deed: deed, done: (query["done"] ?? "").split(separator: " ").compactMap(unit),
            refused: refused)
    }
}
