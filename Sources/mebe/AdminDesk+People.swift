import Access
import Kernel
import Reporting
import Storage

/// People and tokens, for whoever runs commands beside the data.
extension AdminDesk {
    private var clock: @Sendable () -> Int64 { { SystemTime.wallMilliseconds() } }

    private var people: PeopleDesk {
        PeopleDesk(store: store, doorkeeper: doorkeeper, clock: clock)
    }

    private var tokens: TokenDesk {
        TokenDesk(store: store, doorkeeper: doorkeeper, clock: clock)
    }

    private func deed() throws(Refusal) -> PeopleDesk.Deed {
        let units = store.registry.units
        let nation = units.units.indices.first { unit in
            units[unit].states.contains { $0.level == .nation }
        }
        // Without units nobody can belong to one; the unit asked for is unknown then.
        return PeopleDesk.Deed(
            by: Principal(
                credential: .command, name: AuditEvent.commandActor, unit: nation ?? 0,
                role: .admin),
            from: .command)
    }

    func perform(_ request: PeopleRequest) async -> AdminReply {
        do throws(Refusal) {
            switch request.verb {
            case .addUser: return try await add(request)
            case .listUsers: return .done(try list())
            case .setRole:
                let edit = PeopleDesk.Edit(
                    unit: request["unit"].isEmpty ? nil : request["unit"],
                    role: request["role"].isEmpty ? nil : request["role"])
                return .done(told(try await people.change(request["name"], edit, deed())))
            case .disableUser: return try await set(request, isDisabled: true)
            case .enableUser: return try await set(request, isDisabled: false)
            case .resetUser:
                return .done([("link", address(try await people.reset(request["name"], deed())))])
            case .removeSecondFactor:
                return .done(
                    told(try await people.removeSecondFactor(request["name"], deed())))
            case .listTokens: return .done(try listTokens())
            case .revokeToken:
                let number = Int64(request["number"]) ?? 0
                return .done(told(try await tokens.revoke(number, deed())))
            }
        } catch {
            return AdminReply(error)
        }
    }

    private func add(_ request: PeopleRequest) async throws(Refusal) -> AdminReply {
        let password = request["password"]
        let added = try await people.add(
            PeopleDesk.Draft(
                name: request["name"], fullName: request["full_name"], unit: request["unit"],
                role: request["role"], password: password.isEmpty ? nil : password), deed())
        return .done(added.link.map { [("link", address($0))] } ?? [("name", added.person.name)])
    }

    private func set(
        _ request: PeopleRequest, isDisabled: Bool
    ) async throws(Refusal) -> AdminReply {
        let edit = PeopleDesk.Edit(isDisabled: isDisabled)
        return .done(told(try await people.change(request["name"], edit, deed())))
    }

    private func address(_ link: SetupLink) -> String { base + link.path }

    // MARK: Lines

    private func list() throws(Refusal) -> [(name: String, value: String)] {
        try people.people(for: deed().principal).flatMap(told)
    }

    private func told(_ person: PersonRecord) -> [(name: String, value: String)] {
        let marks =
            (person.isDisabled ? ["đã khóa/disabled"] : [])
            + (person.password == nil ? ["chưa đặt mật khẩu/no password"] : [])
            + (person.secondFactor == nil ? [] : ["2 bước/second factor"])
        let columns =
            [person.name, unitID(person.unit), person.role, person.fullName]
            + (marks.isEmpty ? [] : [marks.joined(separator: ", ")])
        return [("line", columns.joined(separator: "\t"))]
    }

    private func listTokens() throws(Refusal) -> [(name: String, value: String)] {
        try tokens.tokens(for: deed().principal).reversed().flatMap(told)
    }

    private func told(_ token: TokenRecord) -> [(name: String, value: String)] {
        func day(_ milliseconds: Int64?) -> String {
            milliseconds.map(VietnamTime.iso(ofMilliseconds:)) ?? "-"
        }
        let state =
            token.revokedAt.map { "revoked " + day($0) } ?? "expires " + day(token.expiresAt)
        let columns = [
            String(token.number), unitID(token.unit), token.role, token.form ?? "*", state,
            "used " + day(token.usedAt), token.usedFrom ?? "-", token.name,
        ]
        return [("line", columns.joined(separator: "\t"))]
    }

    private func unitID(_ unit: OrgUnit.Number) -> String {
        let units = store.registry.units.units
        return units.indices.contains(unit) ? units[unit].id : "-"
    }
}

extension AdminReply {
    init(_ refusal: Refusal) {
        switch refusal {
        case .invalidInput(let findings):
            self = .badData(findings.map { "\($0.messageVI) / \($0.messageEN)" })
        case .notFound, .outsideScope:
            self = .badData([
                "Không có người hoặc mã truy cập này / there is no such person or token"
            ])
        default: self = .failed("mebe: \(refusal.row.titleVI) / \(refusal.row.titleEN)")
        }
    }
}
