import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// Months that are closed, and deadlines that are extended.
extension APIRoutes {
    func addMonths(to router: inout Router) {
        let path = Self.prefix + "/closings/{unit}/{form}/{period}"
        router.on(.post, path, accepts: [Self.jsonType], handler(close))
        router.on(.delete, path, handler(reopen))
        get("/closings", to: &router, closings)
        get("/closings/{unit}/{form}/{period}", to: &router, closing)
        router.on(
            .post, Self.prefix + "/extensions", accepts: [Self.jsonType], handler(extend))
        get("/extensions", to: &router, extensions)
    }

    // MARK: Closings

    private func close(_ request: Request) async throws(Refusal) -> Response {
        let fields = try TextFields(parsing: request.body, ["reason"])
        let principal = try principal(request)
        let place = try place(request)
        try fields.check()
        let (closing, isNew) = try await months.close(
            place, reason: fields["reason"], address: request.clientHost,
            by: principal)
        var response = answer(closing, status: isNew ? .created : .ok)
        if isNew { response.fields[.location] = request.path }
        return response
    }

    /// Not every client can send a body with DELETE (RFC 9110 §9.3.5), so the reason may also
    /// stand in the query.
    private func reopen(_ request: Request) async throws(Refusal) -> Response {
        let fields =
            request.body.isEmpty ? nil : try TextFields(parsing: request.body, ["reason"])
        let principal = try principal(request)
        let place = try place(request)
        try fields?.check()
        let closing = try await months.reopen(
            place, reason: fields?["reason"] ?? request.query["reason"] ?? "",
            address: request.clientHost, by: principal)
        return answer(closing)
    }

    /// `org_unit`, `form` and `period` narrow the list.
    private func closings(_ request: Request) throws(Refusal) -> Response {
        let principal = try principal(request)
        let filter = try filter(request.query)
        let closings = months.closings(for: principal).filter {
            filter($0.unit, $0.form, $0.month)
        }
        return list(closings) { writer, closing in write(closing, to: &writer) }
    }

    private func closing(_ request: Request) throws(Refusal) -> Response {
        let all = try months.closings(for: principal(request))
        let place = try place(request)
        let closing = all.first {
            $0.unit == place.unit && $0.form == place.form && $0.month == place.month
        }
        guard let closing else { throw .notFound }
        return answer(closing)
    }

    private func answer(_ closing: Closing, status: Status = .ok) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("closing")
        write(closing, to: &writer)
        writer.endObject()
        return json(writer.bytes, status: status)
    }

    private func write(_ closing: Closing, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("org_unit", store.registry.units[closing.unit].id)
        writer.member("form", closing.form)
        writer.member("period", closing.month.code)
        writer.member("reason", closing.reason)
        writer.member("closed_at", VietnamTime.iso(ofMilliseconds: closing.closedAt))
        writer.member("by", closing.closedBy)
        writer.endObject()
    }

    /// What `org_unit`, `form` and `period` let through; what names nothing is refused.
    private func filter(
        _ query: Query
    ) throws(Refusal) -> (OrgUnit.Number, String, Month) -> Bool {
        let unit = try unit(query["org_unit"])
        let form = query["form"] == nil ? nil : try form(query)
        let month = query["period"].map { Month(code: $0) }
        if case .some(nil) = month {
            throw .badParameter(
                "period", messageVI: "Phải là một tháng, như 2024-01.",
                messageEN: "Must be a month, such as 2024-01.")
        }
        return { (unit ?? $0) == $0 && (form ?? $1) == $1 && ((month ?? $2) ?? $2) == $2 }
    }

    /// Which month of which unit an address names.
    private func place(_ request: Request) throws(Refusal) -> MonthDesk.Place {
        guard let unit = store.registry.units.number(ofID: request.parameters["unit"]),
            let month = Month(code: request.parameters["period"])
        else { throw .notFound }
        return MonthDesk.Place(unit: unit, form: request.parameters["form"], month: month)
    }

    // MARK: Extensions

    private static let extensionFields = ["org_unit", "form", "period", "until", "reason"]

    private func extend(_ request: Request) async throws(Refusal) -> Response {
        let fields = try TextFields(parsing: request.body, Self.extensionFields)
        let principal = try principal(request)
        guard let unit = store.registry.units.number(ofID: fields["org_unit"]) else {
            throw .invalid([
                Finding(
                    pointer: "/org_unit",
                    messageVI: "Không có đơn vị «\(fields["org_unit"])».",
                    messageEN: "There is no unit '\(fields["org_unit"])'.")
            ])
        }
        let month = Month(code: fields["period"])
        guard
            principal.covers(
                unit, form: fields["form"], in: month ?? today.month, of: store.registry)
        else {
            throw .outsideScope
        }
        guard principal.role.mayReview else { throw .roleTooWeak }
        let until = Day(iso: fields["until"])
        guard let month, let until, fields.findings.isEmpty else {
            throw .invalid(fields.findings + Self.findings(month, until, fields))
        }
        let record = try await months.extend(
            MonthDesk.Place(unit: unit, form: fields["form"], month: month), until: until,
            reason: fields["reason"], address: request.clientHost, by: principal
        )
        return answer(record)
    }

    private static func findings(
        _ month: Month?, _ until: Day?, _ fields: TextFields
    ) -> [Finding] {
        var findings: [Finding] = []
        if month == nil {
            findings.append(
                Finding(
                    pointer: "/period",
                    messageVI: "«\(fields["period"])» không phải là một tháng; viết như 2024-01.",
                    messageEN: "'\(fields["period"])' is not a month; write it as 2024-01."))
        }
        if until == nil {
            findings.append(
                Finding(
                    pointer: "/until",
                    messageVI: "«\(fields["until"])» không phải là một ngày; viết như 2024-02-15.",
                    messageEN: "'\(fields["until"])' is not a day; write it as 2024-02-15."))
        }
        return findings
    }

    /// `org_unit`, `form` and `period` narrow the list.
    private func extensions(_ request: Request) async throws(Refusal) -> Response {
        let principal = try principal(request)
        let filter = try filter(request.query)
        let records = try await months.extensions(for: principal).filter {
            filter($0.what.unit, $0.what.form, $0.what.month)
        }
        return list(records) { writer, record in write(record, to: &writer) }
    }

    private func answer(_ record: ExtensionRecord) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("extension")
        write(record, to: &writer)
        writer.endObject()
        return json(writer.bytes, status: .created)
    }

    private func write(_ record: ExtensionRecord, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("org_unit", store.registry.units[record.what.unit].id)
        writer.member("form", record.what.form)
        writer.member("period", record.what.month.code)
        writer.member("until", record.what.until.iso)
        writer.member("reason", record.reason)
        writer.member("made_at", VietnamTime.iso(ofMilliseconds: record.madeAt))
        writer.member("by", record.by)
        writer.endObject()
    }
}
