public import Storage
import Synchronization

/// Browsers' sessions: opened, listed, ended.
extension Doorkeeper {
    /// Opens a browser's session for a valid token; the answer is the cookie's value.
    ///
    /// - Parameter replacing: the cookie that the browser had before.
    public func openSession(
        token: String, replacing old: String? = nil, from client: Client = .command
    ) async throws(StoreError) -> Secret? {
        guard let principal = principal(token: token),
            case .token(let number) = principal.credential
        else { return nil }
        let event = AuditEvent(
            kind: .signIn, actor: principal.name, address: client.address,
            unit: principal.unit, subject: principal.name, detail: ["by": "token"])
        return try await openSession(
            of: .token(number), replacing: old, from: client, with: [], event)
    }

    func openSession(
        of holder: SessionRecord.Holder, replacing old: String?, from client: Client,
        with changes: [CredentialChange], _ event: AuditEvent
    ) async throws(StoreError) -> Secret {
        let secret = Secret.make(prefix: "")
        let now = clock()
        let session = SessionRecord(
            hash: secret.hash, holder: holder, createdAt: now,
            expiresAt: now + Self.sessionMilliseconds, address: client.address,
            agent: client.agent)
        let replaced = old.map { [CredentialChange.endSession(Secret.hash(of: $0))] } ?? []
        try await keep(changes + replaced + [.addSession(session)], [event])
        return secret
    }

    /// Signs out. The browser's cookie opens nothing from this instant on, even where that
    /// cannot be written down.
    public func closeSession(
        _ session: String, from client: Client = .command
    ) async throws(StoreError) {
        let hash = Secret.hash(of: session)
        let principal = principal(session: session)
        book.withLock { $0.apply([.endSession(hash)], numbers: []) }
        let event = principal.map {
            AuditEvent(
                kind: .signOut, actor: $0.name, address: client.address, unit: $0.unit,
                subject: $0.name)
        }
        try await keep([.endSession(hash)], event.map { [$0] } ?? [])
    }

    /// A session for its list.
    public struct ListedSession: Sendable {
        public let record: SessionRecord
        /// Whether it is the one that asks.
        public let isCurrent: Bool
    }

    /// The sessions that last, the latest used first.
    func sessions(
        of holder: SessionRecord.Holder, current session: String?
    ) -> [ListedSession] {
        let now = clock()
        let hash = session.map { Secret.hash(of: $0) }
        return book.withLock { $0.sessions(of: holder) }.filter { $0.lasts(at: now) }
            .sorted { ($0.seenAt, $0.number) > ($1.seenAt, $1.number) }
            .map { ListedSession(record: $0, isCurrent: $0.hash == hash) }
    }
}
