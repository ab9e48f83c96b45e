import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `POST /reports`, and one report by its address.
extension APIRoutes {
    func post(_ request: Request) async throws(Refusal) -> Response {
        var body = try ReportBody(parsing: request.body)
        let principal = try principal(request)
        body.requireKeys()
        return try await submit(body, request, by: principal)
    }

    /// The three keys of the address may be left out of the body; where they stand there they
    /// must be the same.
    func put(_ request: Request) async throws(Refusal) -> Response {
        var body = try ReportBody(parsing: request.body)
        let principal = try principal(request)
        take("org_unit", request.parameters["unit"], into: &body, \.unitID)
        take("form", request.parameters["form"], into: &body, \.form)
        take("period", request.parameters["period"], into: &body, \.period)
        body.requireKeys()
        return try await submit(body, request, by: principal)
    }

    private func take(
        _ key: String, _ inPath: String, into body: inout ReportBody,
        _ field: WritableKeyPath<ReportBody, String?>
    ) {
        if let inBody = body[keyPath: field], inBody != inPath {
            body.note(
                Finding(
                    pointer: "/" + key, messageVI: "Khác với địa chỉ («\(inPath)»).",
                    messageEN: "Differs from the address ('\(inPath)')."))
        }
        body[keyPath: field] = inPath
    }

    private func submit(
        _ body: ReportBody, _ request: Request, by principal: Principal
    ) async throws(Refusal) -> Response {
        let reply = try await submit(body, posting(request, by: principal))
        var writer = JSONWriter(reservingCapacity: reply.usualLength)
        writer.beginObject()
        reply.writeMembers(to: &writer)
        writer.endObject()
        var response = json(writer.bytes, status: reply.status)
        response.fields[.etag] = "\"\(reply.revision.revision)\""
        if reply.isNew { response.fields[.location] = reply.location }
        return response
    }

    func isOn(_ name: String, _ query: Query) throws(Refusal) -> Bool {
        switch query[name] {
        case nil, "false", "0": return false
        case "true", "1": return true
        default:
            throw .badParameter(
                name, messageVI: "Phải là true hoặc false.", messageEN: "Must be true or false.")
        }
    }

    func report(_ request: Request) async throws(Refusal) -> Response {
        let principal = try principal(request)
        let (report, registry) = try await reports.report(key(request), for: principal)
        let document = ReportJSON(report: report, registry: registry)
        var response = json(document.document(warnings: document.warnings))
        response.fields[.etag] = "\"\(report.latest.revision)\""
        // The tag is the revision to the letter, so there is one representation only.
        response.isCompressible = false
        return response
    }

    func revisions(_ request: Request) async throws(Refusal) -> Response {
        let principal = try principal(request)
        let (revisions, registry) = try await reports.revisions(
            of: key(request), for: principal)
        let first = revisions.first { $0.status == .submitted }?.receivedAt
        let entries = zip(revisions, [nil] + revisions.map(Optional.some))
        return list(Array(entries)) { writer, entry in
            ReportJSON.writeEntry(
                entry.0, after: entry.1, receivedFirst: first, registry: registry, to: &writer)
        }
    }

    /// Which report an address names. One that cannot be is simply not there.
    func key(_ request: Request) throws(Refusal) -> ReportKey {
        guard let unit = store.registry.units.number(ofID: request.parameters["unit"]),
            let month = Month(code: request.parameters["period"])
        else { throw .notFound }
        return ReportKey(form: request.parameters["form"], unit: unit, month: month)
    }
}

/// Reading `If-Match` and `If-None-Match` as revisions.
enum Precondition {
    static func read(_ fields: Fields) throws(Refusal) -> Submission.Precondition {
        if let value = fields.combined(.ifMatch) {
            guard let tags = EntityTagList(parsing: value) else { throw malformed }
            switch tags {
            case .any: return .exists
            case .tags(let tags):
                // A weak tag never matches strongly (RFC 9110 §13.1.1).
                return .oneOf(tags.filter { !$0.isWeak }.compactMap { Int($0.opaque) })
            }
        }
        guard let value = fields.combined(.ifNoneMatch) else { return .none }
        switch EntityTagList(parsing: value) {
        case .any?: return .absent
        case .tags(let tags)?: return .noneOf(tags.compactMap { Int($0.opaque) })
        case nil: throw malformed
        }
    }

    private static var malformed: Refusal {
        .malformed(
            messageVI: "If-Match và If-None-Match phải là các thẻ trong dấu nháy kép, như \"3\".",
            messageEN:
                "If-Match and If-None-Match must hold tags in double quotes, such as \"3\".")
    }
}
