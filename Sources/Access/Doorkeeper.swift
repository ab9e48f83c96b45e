import Crypto
public import Reporting
public import Storage
import Synchronization

/// Knows all tokens and sessions, and tells who asks.
///
/// They are few and asked for at each request, so they are held in memory; the store keeps them
/// for the next start.
public final class Doorkeeper: Sendable {
    /// How long a browser stays signed in.
    public static let sessionMilliseconds: Int64 = 14 * 24 * 3_600 * 1_000

    fileprivate struct State {
        var tokens: [[UInt8]: TokenRecord] = [:]
        var byNumber: [Int64: TokenRecord] = [:]
        var sessions: [[UInt8]: SessionRecord] = [:]
    }

    /// Slows down guessing, wherever one signs in.
    public let signIns = SignInThrottle()

    private let store: any ReportStore
    private let clock: @Sendable () -> Int64
    private let state = Mutex(State())
    /// Counts what makes somebody known or unknown; raised under the lock of `state`.
    private let version = Atomic<Int>(0)

    /// Loads what is stored.
    ///
    /// - Parameter clock: milliseconds UTC.
    public init(
        store: any ReportStore, clock: @escaping @Sendable () -> Int64
    ) async throws(StoreError) {
        self.store = store
        self.clock = clock
        let tokens = try await store.tokens()
        let sessions = try await store.sessions()
        state.withLock { state in
            for token in tokens { state.put(token) }
            for session in sessions { state.sessions[session.hash] = session }
        }
    }

    // MARK: Tokens

    /// Makes a token; its text is in the answer and nowhere else.
    public func makeToken(
        name: String, unit: OrgUnit.Number, role: Role, lifetimeMilliseconds: Int64?
    ) async throws(StoreError) -> Secret {
        let secret = Secret.make(prefix: "mebe_")
        let now = clock()
        let record = try await store.add(
            TokenRecord(
                number: 0, name: name, unit: unit, role: role.rawValue, hash: secret.hash,
                createdAt: now, expiresAt: lifetimeMilliseconds.map { now + $0 }))
        change { $0.put(record) }
        return secret
    }

    /// Whose token it is; nil for an unknown or expired one.
    public func principal(token: String) -> Principal? {
        holder(ofToken: token)?.principal
    }

    func holder(ofToken token: some StringProtocol) -> Holder? {
        let now = clock()
        let hash = Secret.hash(of: token)
        return state.withLock { state in
            state.tokens[hash].flatMap { Self.holder($0, now) }
        }
    }

    /// Who holds a credential, and until when it is one; nil for always.
    struct Holder {
        let principal: Principal
        var expiresAt: Int64?
    }

    private static func holder(_ token: TokenRecord, _ now: Int64) -> Holder? {
        guard token.expiresAt.map({ now < $0 }) ?? true, let role = Role(rawValue: token.role)
        else { return nil }
        return Holder(
            principal: Principal(
                tokenNumber: token.number, name: token.name, unit: token.unit, role: role),
            expiresAt: token.expiresAt)
    }

    // MARK: Sessions

    /// Opens a browser's session for a valid token; the answer is the cookie's value.
    public func openSession(token: String) async throws(StoreError) -> Secret? {
        guard let principal = principal(token: token) else { return nil }
        let secret = Secret.make(prefix: "")
        let now = clock()
        let session = SessionRecord(
            hash: secret.hash, token: principal.tokenNumber, createdAt: now,
            expiresAt: now + Self.sessionMilliseconds)
        try await store.add(session)
        change { state in
            state.sessions = state.sessions.filter { $0.value.expiresAt > now }
            state.sessions[session.hash] = session
        }
        return secret
    }

    /// Who is signed in with a cookie; nil for an unknown or ended session.
    public func principal(session: String) -> Principal? {
        holder(ofSession: session)?.principal
    }

    func holder(ofSession session: String) -> Holder? {
        let now = clock()
        let hash = Secret.hash(of: session)
        return state.withLock { state in
            guard let session = state.sessions[hash], now < session.expiresAt,
                let token = state.byNumber[session.token],
                var holder = Self.holder(token, now)
            else { return nil }
            holder.expiresAt = min(session.expiresAt, holder.expiresAt ?? .max)
            return holder
        }
    }

    public func closeSession(_ session: String) async throws(StoreError) {
        let hash = Secret.hash(of: session)
        change { $0.sessions[hash] = nil }
        try await store.removeSession(hash: hash)
    }

    // MARK: Changes

    /// The only way to change whom it knows.
    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            body(&state)
            version.add(1, ordering: .releasing)
        }
    }

    /// What to ask for before a caller is looked up.
    var currentVersion: Int { version.load(ordering: .acquiring) }

    /// Whether the same credential still tells the same.
    func stillKnows(_ recognition: Recognition) -> Bool {
        recognition.version == currentVersion
            && recognition.expiresAt.map { clock() < $0 } ?? true
    }
}

extension Doorkeeper.State {
    fileprivate mutating func put(_ token: TokenRecord) {
        tokens[token.hash] = token
        byNumber[token.number] = token
    }
}
