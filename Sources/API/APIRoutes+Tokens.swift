import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `/tokens` and `/sessions`.
extension APIRoutes {
    func addTokens(to router: inout Router) {
        get("/tokens", to: &router, tokens)
        router.on(
            .post, Self.prefix + "/tokens", accepts: [Self.jsonType], handler(makeToken))
        router.on(.delete, Self.prefix + "/tokens/{number}", handler(revokeToken))
        get("/sessions", to: &router, sessions)
        router.on(.delete, Self.prefix + "/sessions/{number}", handler(revokeSession))
        router.on(.post, Self.prefix + "/sessions/revoke-all", handler(revokeAllSessions))
    }

    // MARK: Tokens

    private func tokens(_ request: Request) throws(Refusal) -> Response {
        let limit = try limit(request.query["limit"], usual: 500)
        let start = try cursor(request.query["cursor"])
        let all = tokenDesk.tokens(for: try principal(request))
        let page = all.dropFirst(start).prefix(limit)
        let next = start + page.count < all.count ? String(start + page.count) : nil
        return list(Array(page), next: next) { writer, token in write(token, to: &writer) }
    }

    private func makeToken(_ request: Request) async throws(Refusal) -> Response {
        let fields = try TextFields(
            parsing: request.body, ["name", "org_unit", "role", "form", "expires"])
        let deed = try deed(request)
        try fields.check()
        let lifetime = fields["expires"]
        // What is no length of time is none that the desk takes.
        let milliseconds =
            lifetime.isEmpty ? nil : TokenDesk.milliseconds(ofLifetime: lifetime) ?? -1
        let made = try await tokenDesk.make(
            TokenDesk.Draft(
                name: fields["name"], unit: fields["org_unit"], role: fields["role"],
                form: fields["form"], lifetimeMilliseconds: milliseconds), deed)
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("token")
        write(made.record, to: &writer)
        writer.member("secret", made.secret.text)
        writer.endObject()
        var response = json(writer.bytes, status: .created)
        response.fields[.cacheControl] = "no-store"
        response.fields[.location] = "\(Self.prefix)/tokens/\(made.record.number)"
        return response
    }

    private func revokeToken(_ request: Request) async throws(Refusal) -> Response {
        let token = try await tokenDesk.revoke(number(request), deed(request))
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("token")
        write(token, to: &writer)
        writer.endObject()
        return json(writer.bytes)
    }

    private func number(_ request: Request) throws(Refusal) -> Int64 {
        guard let number = Int64(request.parameters["number"]), number > 0 else {
            throw .notFound
        }
        return number
    }

    private func write(_ token: TokenRecord, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("number")
        writer.value(token.number)
        writer.member("name", token.name)
        writer.member("org_unit", id(token.unit))
        writer.member("role", token.role)
        writer.key("form")
        writer.value(token.form)
        let times = [
            ("created_at", token.createdAt), ("expires_at", token.expiresAt),
            ("revoked_at", token.revokedAt), ("last_used_at", token.usedAt),
        ]
        for (name, time) in times {
            writer.key(name)
            writer.value(time.map(VietnamTime.iso(ofMilliseconds:)))
        }
        writer.key("last_used_from")
        writer.value(token.usedFrom)
        writer.member("by", token.madeBy)
        writer.endObject()
    }

    // MARK: Sessions

    private func accountDeed(_ request: Request) throws(Refusal) -> AccountDesk.Deed {
        AccountDesk.Deed(
            by: try principal(request), from: client(request),
            session: recognition(request).session)
    }

    private func sessions(_ request: Request) throws(Refusal) -> Response {
        list(account.sessions(try accountDeed(request))) { writer, session in
            writer.beginObject()
            writer.key("number")
            writer.value(session.record.number)
            writer.key("current")
            writer.value(session.isCurrent)
            let times = [
                ("created_at", session.record.createdAt), ("last_seen_at", session.record.seenAt),
                ("expires_at", session.record.expiresAt),
            ]
            for (name, time) in times {
                writer.member(name, VietnamTime.iso(ofMilliseconds: time))
            }
            writer.member("address", session.record.address)
            writer.member("agent", session.record.agent)
            writer.endObject()
        }
    }

    private func revokeSession(_ request: Request) async throws(Refusal) -> Response {
        try await account.revokeSession(number(request), accountDeed(request))
        return Response(status: .noContent)
    }

    private func revokeAllSessions(_ request: Request) async throws(Refusal) -> Response {
        let count = try await account.revokeAllSessions(accountDeed(request))
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("revoked")
        writer.value(count)
        writer.endObject()
        return json(writer.bytes)
    }
}
