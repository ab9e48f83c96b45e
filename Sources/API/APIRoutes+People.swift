import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// `/me`, `/users`, `/tokens` and `/sessions`.
extension APIRoutes {
    var people: PeopleDesk { PeopleDesk(store: store, doorkeeper: doorkeeper, clock: clock) }
    var tokenDesk: TokenDesk { TokenDesk(store: store, doorkeeper: doorkeeper, clock: clock) }
    var account: AccountDesk { AccountDesk(doorkeeper: doorkeeper) }

    func addPeople(to router: inout Router) {
        let path = Self.prefix + "/users"
        get("/me", to: &router, me)
        get("/users", to: &router, users)
        router.on(.post, path, accepts: [Self.jsonType], handler(addUser))
        get("/users/{name}", to: &router, user)
        router.on(.patch, path + "/{name}", accepts: [Self.jsonType], handler(changeUser))
        router.on(.post, path + "/{name}/reset", handler(resetUser))
        router.on(.post, path + "/{name}/sign-out", handler(signOutUser))
        router.on(.delete, path + "/{name}/second-factor", handler(removeSecondFactor))
        router.on(
            .post, path + "/{name}/disable",
            handler { request throws(Refusal) in
                try await self.setDisabled(request, true)
            })
        router.on(
            .post, path + "/{name}/enable",
            handler { request throws(Refusal) in
                try await self.setDisabled(request, false)
            })
        addTokens(to: &router)
    }

    func deed(_ request: Request) throws(Refusal) -> PeopleDesk.Deed {
        PeopleDesk.Deed(by: try principal(request), from: client(request))
    }

    func client(_ request: Request) -> Client {
        Client(
            address: request.clientHost, network: AddressKey(request.client).description,
            agent: request.fields[.userAgent] ?? "")
    }

    // MARK: Oneself

    private func me(_ request: Request) throws(Refusal) -> Response {
        let principal = try principal(request)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("name", principal.name)
        writer.key("user")
        writer.value(account.person(principal)?.name)
        writer.member("org_unit", id(principal.unit))
        writer.member("role", principal.role.rawValue)
        writer.key("form")
        writer.value(principal.form)
        // Programs in a browser send it as X-CSRF-Token.
        writer.key("csrf")
        writer.value(recognition(request).formToken)
        writer.endObject()
        var response = json(writer.bytes)
        response.fields[.cacheControl] = "no-store"
        return response
    }

    // MARK: People

    private func users(_ request: Request) throws(Refusal) -> Response {
        let query = request.query
        let limit = try limit(query["limit"], usual: 500)
        let start = try cursor(query["cursor"])
        let all = try people.people(for: principal(request)).filter { person in
            (query["org_unit"].map { id(person.unit) == $0 } ?? true)
                && (query["role"].map { person.role == $0 } ?? true)
        }
        let page = all.dropFirst(start).prefix(limit)
        let next = start + page.count < all.count ? String(start + page.count) : nil
        return list(Array(page), next: next) { writer, person in write(person, to: &writer) }
    }

    private func user(_ request: Request) throws(Refusal) -> Response {
        answer(try people.person(request.parameters["name"], for: principal(request)))
    }

    private func addUser(_ request: Request) async throws(Refusal) -> Response {
        let fields = try TextFields(
            parsing: request.body, ["name", "full_name", "org_unit", "role", "password"])
        let deed = try deed(request)
        try people.requireAdministrator(deed.principal)
        try fields.check()
        let password = fields["password"]
        let added = try await people.add(
            PeopleDesk.Draft(
                name: fields["name"], fullName: fields["full_name"], unit: fields["org_unit"],
                role: fields["role"], password: password.isEmpty ? nil : password), deed)
        var response = answer(added.person, added.link, request, status: .created)
        response.fields[.location] =
            "\(Self.prefix)/users/\(Self.escaped(added.person.name))"
        return response
    }

    /// A name as a segment of a path (RFC 3986 §2.1).
    private static func escaped(_ name: String) -> String {
        name.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80,
                scalar.properties.isAlphabetic || "0123456789.-_".contains(Character(scalar))
            {
                return String(scalar)
            }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    private func changeUser(_ request: Request) async throws(Refusal) -> Response {
        var edit = PeopleDesk.Edit()
        var findings: [Finding] = []
        for member in try TextFields.object(request.body).members {
            switch (member.key, member.value.kind) {
            case ("full_name", .string): edit.fullName = member.value.string
            case ("org_unit", .string): edit.unit = member.value.string
            case ("role", .string): edit.role = member.value.string
            case ("disabled", .bool): edit.isDisabled = member.value.bool
            default:
                findings.append(
                    Finding(
                        pointer: "/" + ReportPointer.escaped(member.key),
                        messageVI: "Trường này không dùng được ở đây.",
                        messageEN: "This field cannot be used here."))
            }
        }
        let deed = try deed(request)
        _ = try people.person(request.parameters["name"], for: deed.principal)
        guard findings.isEmpty else { throw .invalidInput(findings) }
        return answer(try await people.change(request.parameters["name"], edit, deed))
    }

    private func setDisabled(
        _ request: Request, _ isDisabled: Bool
    ) async throws(Refusal) -> Response {
        answer(
            try await people.change(
                request.parameters["name"], PeopleDesk.Edit(isDisabled: isDisabled),
                deed(request)))
    }

    private func resetUser(_ request: Request) async throws(Refusal) -> Response {
        let deed = try deed(request)
        let link = try await people.reset(request.parameters["name"], deed)
        let person = try people.person(request.parameters["name"], for: deed.principal)
        return answer(person, link, request)
    }

    private func signOutUser(_ request: Request) async throws(Refusal) -> Response {
        answer(try await people.signOut(request.parameters["name"], deed(request)))
    }

    private func removeSecondFactor(_ request: Request) async throws(Refusal) -> Response {
        answer(try await people.removeSecondFactor(request.parameters["name"], deed(request)))
    }

    private func answer(
        _ person: PersonRecord, _ link: SetupLink? = nil, _ request: Request? = nil,
        status: Status = .ok
    ) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("user")
        write(person, to: &writer)
        if let link, let request {
            writer.key("link")
            writer.beginObject()
            writer.member("url", request.origin.description + link.path)
            writer.member("purpose", link.purpose.rawValue)
            writer.member("expires_at", VietnamTime.iso(ofMilliseconds: link.expiresAt))
            writer.endObject()
        }
        writer.endObject()
        var response = json(writer.bytes, status: status)
        response.fields[.cacheControl] = "no-store"
        return response
    }

    private func write(_ person: PersonRecord, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", person.name)
        writer.member("full_name", person.fullName)
        writer.member("org_unit", id(person.unit))
        writer.member("role", person.role)
        writer.key("disabled")
        writer.value(person.isDisabled)
        writer.key("has_password")
        writer.value(person.password != nil)
        writer.key("second_factor")
        writer.value(person.secondFactor != nil)
        writer.member("created_at", VietnamTime.iso(ofMilliseconds: person.createdAt))
        writer.key("last_sign_in")
        writer.value(person.lastSignIn.map(VietnamTime.iso(ofMilliseconds:)))
        writer.endObject()
    }

    func id(_ unit: OrgUnit.Number) -> String { store.registry.units[unit].id }
}
