import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// Lists of reports, and what changed since a position.
extension APIRoutes {
    /// Where nothing is asked for.
    private static let reportsPerPage = 100
    /// A report takes some kilobytes.
    private static let reportsPerPageMax = 1_000

    func addLists(to router: inout Router) {
        get("/reports", to: &router, reportList)
        get("/changes", to: &router, changes)
        get("/audit", to: &router, audit)
    }

    /// `?after=SEQ&limit=`: `next` is the position to go on from as long as there is more, `seq`
    /// the one to ask from next time.
    private func changes(_ request: Request) async throws(Refusal) -> Response {
        let principal = try principal(request)
        let limit = try reportLimit(request.query)
        let text = request.query["after"] ?? "0"
        guard let after = Int64(text), after >= 0 else {
            throw .badParameter(
                "after", messageVI: "Phải là một vị trí trong nhật ký, từ 0.",
                messageEN: "Must be a position of the journal, from 0.")
        }
        let (feed, registry) = try await reports.changes(
            after: after, limit: limit, for: principal)
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("items")
        writer.beginArray()
        for (revision, receivedFirst) in feed.revisions {
            ReportJSON.write(
                revision, receivedFirst: receivedFirst, registry: registry, to: &writer)
        }
        writer.endArray()
        writer.key("next")
        writer.value(feed.through < feed.last ? feed.through : nil)
        writer.key("seq")
        writer.value(feed.through)
        writer.member("database", feed.database)
        writer.endObject()
        return json(writer.bytes)
    }

    /// `?org_unit=&form=&period=&status=&limit=&cursor=`. Without a unit the reader's own, without
    /// a period this year.
    private func reportList(_ request: Request) async throws(Refusal) -> Response {
        let principal = try principal(request)
        let query = try listQuery(request.query, principal)
        let (found, next, registry) = try await reports.reports(
            query, from: try listCursor(request.query["cursor"]),
            limit: reportLimit(request.query), for: principal)
        return list(found, next: next.map { "\($0.month).\($0.unit)" }) { writer, report in
            ReportJSON(report: report, registry: registry).write(to: &writer)
        }
    }

    private func listQuery(
        _ query: Query, _ principal: Principal
    ) throws(Refusal) -> ReportDesk.ListQuery {
        let unit = try unit(query["org_unit"]) ?? principal.unit
        let code = query["period"] ?? String(today.month.year)
        guard let period = Period(code: code) else {
            throw .badParameter(
                "period", messageVI: "«\(code)» không phải là một kỳ; viết như 2024-01.",
                messageEN: "'\(code)' is no period; write it as 2024-01.")
        }
        guard principal.covers(unit, in: period, of: store.registry) else { throw .outsideScope }
        let form = try form(query)
        guard principal.covers(form: form) else { throw .outsideScope }
        return ReportDesk.ListQuery(
            unit: unit, form: form, period: period, status: try status(query))
    }

    /// What `org_unit` names; nil where it is left out.
    func unit(_ id: String?) throws(Refusal) -> OrgUnit.Number? {
        guard let id else { return nil }
        guard let number = store.registry.units.number(ofID: id) else {
            throw .badParameter(
                "org_unit", messageVI: "Không có đơn vị «\(id)».",
                messageEN: "There is no unit '\(id)'.")
        }
        return number
    }

    private func status(_ query: Query) throws(Refusal) -> ReportStatus? {
        guard let text = query["status"] else { return nil }
        guard let status = ReportStatus(rawValue: text) else {
            throw .badParameter(
                "status", messageVI: "Phải là draft, submitted, accepted hoặc returned.",
                messageEN: "Must be draft, submitted, accepted or returned.")
        }
        return status
    }

    private func reportLimit(_ query: Query) throws(Refusal) -> Int {
        let limit = try limit(query["limit"], usual: Self.reportsPerPage)
        return min(limit, Self.reportsPerPageMax)
    }

    private func listCursor(_ text: String?) throws(Refusal) -> ReportDesk.Cursor {
        guard let text else { return ReportDesk.Cursor(month: 0, unit: 0) }
        let parts = text.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 2, parts.allSatisfy({ $0 >= 0 }) else {
            throw .badParameter(
                "cursor", messageVI: "Phải là giá trị «next» của trang trước.",
                messageEN: "Must be the 'next' of the page before.")
        }
        return ReportDesk.Cursor(month: parts[0], unit: parts[1])
    }
}
