import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// What is done to a report beside sending it: accept, return, reopen, explain.
extension APIRoutes {
    func addReview(to router: inout Router) {
        let path = Self.prefix + "/reports/{unit}/{form}/{period}"
        router.on(.post, path + "/accept", handler(accept))
        router.on(
            .post, path + "/return", accepts: [Self.jsonType],
            handler { request throws(Refusal) in
                try await self.act(request) { reason in .return(reason: reason) }
            })
        router.on(
            .post, path + "/reopen", accepts: [Self.jsonType],
            handler { request throws(Refusal) in
                try await self.act(request) { reason in .reopen(reason: reason) }
            })
        router.on(.put, path + "/explanations", accepts: [Self.jsonType], handler(explain))
    }

    /// Nothing has to be said; an empty object may be.
    private func accept(_ request: Request) async throws(Refusal) -> Response {
        let fields = request.body.isEmpty ? nil : try TextFields(parsing: request.body, [])
        let principal = try principal(request)
        try fields?.check()
        return try await act(request, .accept, by: principal)
    }

    /// `{"reason":"…"}`.
    private func act(
        _ request: Request, _ kind: (String) -> ReviewAct.Kind
    ) async throws(Refusal) -> Response {
        let fields = try TextFields(parsing: request.body, ["reason"])
        let principal = try principal(request)
        return try await act(request, kind(fields["reason"]), by: principal, fields)
    }

    /// `{"RULE":"sentence",…}`, or the same as the member `explanations`, as reports have it.
    private func explain(_ request: Request) async throws(Refusal) -> Response {
        let root = try TextFields.object(request.body)
        let inner = root["explanations"].flatMap { $0.kind == .object ? $0 : nil }
        var explanations: [String: String] = [:]
        var findings: [Finding] = []
        for member in (inner ?? root).members {
            if let text = member.value.string {
                explanations[member.key] = text
            } else {
                findings.append(
                    Finding(
                        pointer: "/explanations/" + ReportPointer.escaped(member.key),
                        messageVI: "Phải là một chuỗi.", messageEN: "Must be a text."))
            }
        }
        let principal = try principal(request)
        return try await act(request, .explain(explanations), by: principal, nil, findings)
    }

    private func act(
        _ request: Request, _ kind: ReviewAct.Kind, by principal: Principal,
        _ fields: TextFields? = nil, _ findings: [Finding] = []
    ) async throws(Refusal) -> Response {
        let key = try key(request)
        // Whose report it is not learns nothing, not even what is wrong with the request.
        guard principal.covers(key.unit, form: key.form, in: key.month, of: store.registry) else {
            throw .notFound
        }
        try fields?.check()
        guard findings.isEmpty else { throw .invalid(findings) }
        let answer = try await reports.act(
            ReportDesk.Request(
                key: key, kind: kind, precondition: Precondition.read(request.fields),
                source: .api),
            by: principal)
        let report = answer.receipt.report
        let document = ReportJSON(
            report: report, registry: answer.registry, values: answer.receipt.values)
        var response = json(document.document(warnings: answer.warnings))
        response.fields[.etag] = "\"\(report.latest.revision)\""
        response.isCompressible = false
        return response
    }
}
