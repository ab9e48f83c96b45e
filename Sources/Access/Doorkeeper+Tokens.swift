public import Reporting
public import Storage
import Synchronization

/// Making and ending tokens; who may do so was asked before.
extension Doorkeeper {
    /// Makes a token; its text is in the answer and nowhere else.
    public func makeToken(
        name: String, unit: OrgUnit.Number, role: Role, lifetimeMilliseconds: Int64?
    ) async throws(StoreError) -> Secret {
        try await makeToken(
            NewToken(
                name: name, unit: unit, role: role, form: nil,
                lifetimeMilliseconds: lifetimeMilliseconds, owner: nil),
            by: AuditEvent.commandActor, from: .command
        ).secret
    }

    struct NewToken: Sendable {
        let name: String
        let unit: OrgUnit.Number
        let role: Role
        let form: String?
        let lifetimeMilliseconds: Int64?
        let owner: Int64?
    }

    func makeToken(
        _ new: NewToken, by actor: String, from client: Client
    ) async throws(StoreError) -> (record: TokenRecord, secret: Secret) {
        let secret = Secret.make(prefix: "mebe_")
        let now = clock()
        var record = TokenRecord(
            number: 0, name: new.name, unit: new.unit, role: new.role.rawValue, form: new.form,
            hash: secret.hash, createdAt: now,
            expiresAt: new.lifetimeMilliseconds.map { now + $0 }, owner: new.owner,
            madeBy: actor)
        let event = AuditEvent(
            kind: .tokenCreated, actor: actor, address: client.address, unit: new.unit,
            subject: new.name,
            detail: ["role": new.role.rawValue].merging(new.form.map { ["form": $0] } ?? [:]) {
                $1
            })
        record.number = try await keep([.addToken(record)], [event]).first ?? 0
        return (record, secret)
    }

    /// Ends a token and the sessions that were opened with it.
    func revoke(
        _ token: TokenRecord, by actor: String, from client: Client
    ) async throws(StoreError) -> TokenRecord {
        let ended = book.withLock { $0.sessions(of: .token(token.number)) }
        var token = token
        token.revokedAt = clock()
        let event = AuditEvent(
            kind: .tokenRevoked, actor: actor, address: client.address, unit: token.unit,
            subject: token.name, detail: ["number": String(token.number)])
        try await keep(
            [.revokeToken(token.number, at: token.revokedAt ?? 0)]
                + ended.map { .endSession($0.hash) }, [event])
        return token
    }

    var tokens: [TokenRecord] {
        book.withLock { Array($0.tokens.values) }.sorted { $0.number < $1.number }
    }
}
