import Crypto
import Reporting
public import Storage
import Synchronization

/// Knows all people, tokens and sessions, and tells who asks.
///
/// They are few and asked for at each request, so they are held in memory; the store keeps them
/// for the next start.
public final class Doorkeeper: Sendable {
    /// How long a browser stays signed in.
    public static let sessionMilliseconds: Int64 = 14 * 24 * 3_600 * 1_000
    /// How long without a request: a weekend, so that nobody signs in anew on Monday.
    public static let idleMilliseconds: Int64 = 72 * 3_600 * 1_000
    /// How exactly it is known when a token or session was used last, and how often it is written.
    static let useMilliseconds: Int64 = 60_000

    /// Slows down guessing, wherever one signs in.
    public let signIns = SignInThrottle()
    /// The same for tokens that nobody was ever given. A right one is never kept waiting: it
    /// cannot be guessed, and one wrong program must not stop all others of its network.
    public let wrongTokens = SignInThrottle(freeFailureCount: 200)

    let store: any ReportStore
    let clock: @Sendable () -> Int64
    let hasher: PasswordHasher
    let keyFile: SecretKeyFile?
    let log: @Sendable (String) -> Void
    let book: Mutex<CredentialBook>
    /// What reads, decides and writes does so alone.
    let turnstile = Turnstile()
    /// Counts what makes somebody known or unknown; raised under the lock of `book`.
    private let version = Atomic<Int>(0)
    private let isWritingUses = Atomic(false)

    /// Loads what is stored.
    ///
    /// - Parameters:
    ///   - clock: milliseconds UTC.
    ///   - hasher: digests passwords; nil for the usual one.
    ///   - keyFile: holds the key of second factors; nil where none can be set.
    public init(
        store: any ReportStore, clock: @escaping @Sendable () -> Int64,
        hasher: PasswordHasher? = nil, keyFile: SecretKeyFile? = nil,
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws(StoreError) {
        self.store = store
        self.clock = clock
        self.keyFile = keyFile
        self.log = log
        if let hasher { self.hasher = hasher } else { self.hasher = try PasswordHasher() }
        book = Mutex(CredentialBook(try await store.credentials()))
    }

    // MARK: Who asks

    /// Who holds a credential, and until when it is one; nil for always.
    struct Holder {
        let principal: Principal
        let expiresAt: Int64?
    }

    /// Whose token it is; nil for an unknown, revoked or expired one.
    public func principal(token: String) -> Principal? {
        holder(ofToken: token)?.principal
    }

    /// - Parameter address: where the request comes from; nil is not noted.
    func holder(
        ofToken token: some StringProtocol, from address: (() -> String)? = nil
    ) -> Holder? {
        let now = clock()
        let hash = Secret.hash(of: token)
        let (holder, wantsWriting) = book.withLock { book -> (Holder?, Bool) in
            guard let record = book.token(hash: hash),
                let holder = Self.holder(record, book, now)
            else { return (nil, false) }
            guard let address, now - (record.usedAt ?? 0) >= Self.useMilliseconds else {
                return (holder, false)
            }
            book.note(token: record.number, at: now, from: address())
            return (holder, true)
        }
        if wantsWriting { writeUses() }
        return holder
    }

    /// Whether an `Authorization` field holds what is, or once was, a token.
    public func hasIssued(authorization: String) -> Bool {
        guard let token = Self.bearer(authorization) else { return false }
        let hash = Secret.hash(of: token)
        return book.withLock { $0.token(hash: hash) != nil }
    }

    static func holder(_ token: TokenRecord, _ book: CredentialBook, _ now: Int64) -> Holder? {
        guard token.revokedAt == nil, token.expiresAt.map({ now < $0 }) ?? true,
            let role = Role(rawValue: token.role),
            token.owner.map({ book.people[$0]?.isDisabled == false }) ?? true
        else { return nil }
        return Holder(
            principal: Principal(
                credential: .token(token.number), name: token.name, unit: token.unit,
                role: role, form: token.form),
            expiresAt: token.expiresAt)
    }

    private static func holder(_ person: PersonRecord) -> Holder? {
        guard !person.isDisabled, let role = Role(rawValue: person.role) else { return nil }
        return Holder(
            principal: Principal(
                credential: .person(person.number), name: person.shownName, unit: person.unit,
                role: role), expiresAt: nil)
    }

    /// Who is signed in with a cookie; nil for an unknown or ended session.
    public func principal(session: String) -> Principal? {
        holder(ofSession: session)?.principal
    }

    func holder(ofSession session: String, from address: (() -> String)? = nil) -> Holder? {
        let now = clock()
        let hash = Secret.hash(of: session)
        let (holder, wantsWriting) = book.withLock { book -> (Holder?, Bool) in
            guard let record = book.sessions[hash], record.lasts(at: now),
                let known = Self.holder(record, book, now)
            else { return (nil, false) }
            let isNoted = address != nil && now - record.seenAt >= Self.useMilliseconds
            if isNoted { book.note(session: hash, at: now, from: address?() ?? "") }
            let end = book.sessions[hash]?.endsAt ?? record.endsAt
            let holder = Holder(
                principal: known.principal, expiresAt: min(end, known.expiresAt ?? .max))
            return (holder, isNoted)
        }
        if wantsWriting { writeUses() }
        return holder
    }

    private static func holder(
        _ session: SessionRecord, _ book: CredentialBook, _ now: Int64
    ) -> Holder? {
        switch session.holder {
        case .token(let number): book.tokens[number].flatMap { holder($0, book, now) }
        case .person(let number): book.people[number].flatMap(holder)
        }
    }

    // MARK: Changes

    /// The only way to change whom it knows: first on disk, then here. Called by who passed the
    /// turnstile, where what is kept rests on what was read.
    @discardableResult
    func keep(
        _ changes: [CredentialChange], _ events: [AuditEvent] = []
    ) async throws(StoreError) -> [Int64] {
        let numbers = try await store.keep(changes, events)
        book.withLock { book in
            book.apply(changes, numbers: numbers)
            version.add(1, ordering: .releasing)
        }
        return numbers
    }

    /// Keeps an event that goes with no change. A log that cannot be written must not keep
    /// people from being told that their password was wrong.
    func record(_ event: AuditEvent) async {
        do throws(StoreError) {
            try await store.record(event)
        } catch {
            log("audit log: \(error)")
        }
    }

    /// What to ask for before a caller is looked up.
    var currentVersion: Int { version.load(ordering: .acquiring) }

    /// Whether the same credential still tells the same. It is looked up anew once a minute, so
    /// that its use is noted.
    func stillKnows(_ recognition: Recognition) -> Bool {
        guard recognition.version == currentVersion else { return false }
        guard let expiresAt = recognition.expiresAt else { return true }
        return clock() < expiresAt
    }

    /// Writes when tokens and sessions were used, once a minute: what came in a server's last one
    /// is forgotten with it.
    private func writeUses() {
        guard !isWritingUses.exchange(true, ordering: .acquiring) else { return }
        Task { [weak self] in
            // Ending early only means to write sooner.
            try? await Task.sleep(for: .milliseconds(Self.useMilliseconds))
            guard let self else { return }
            await writeUsesNow()
            isWritingUses.store(false, ordering: .releasing)
            if book.withLock({ !$0.usedTokens.isEmpty || !$0.seenSessions.isEmpty }) {
                writeUses()
            }
        }
    }

    private func writeUsesNow() async {
        let changes = book.withLock { $0.takeUses() }
        guard !changes.isEmpty else { return }
        do throws(StoreError) {
            _ = try await store.keep(changes, [])
        } catch {
            log("noting when tokens were used: \(error)")
        }
    }
}

extension SessionRecord {
    /// The first instant at which it is none any more, without a further request.
    var endsAt: Int64 { min(expiresAt, seenAt + Doorkeeper.idleMilliseconds) }

    func lasts(at now: Int64) -> Bool { now < endsAt }
}

extension PersonRecord {
    /// As journal and audit log have it: told apart by the name in brackets.
    public var shownName: String { fullName.isEmpty ? name : "\(fullName) (\(name))" }
}
