import Storage

/// Everything that signs somebody in, as it is looked up.
struct CredentialBook {
    private(set) var people: [Int64: PersonRecord] = [:]
    private var peopleByKey: [String: Int64] = [:]
    private(set) var tokens: [Int64: TokenRecord] = [:]
    private var tokensByHash: [[UInt8]: Int64] = [:]
    private(set) var sessions: [[UInt8]: SessionRecord] = [:]
    private(set) var links: [[UInt8]: LinkRecord] = [:]
    private(set) var recoveryCodes: [Int64: Set<[UInt8]>] = [:]
    /// Sign-ins that wait for their second step; they end with the process.
    var challenges: [[UInt8]: Challenge] = [:]
    /// What was used since it was written last.
    var usedTokens: Set<Int64> = []
    var seenSessions: Set<[UInt8]> = []

    struct Challenge {
        let person: Int64
        /// The password that was right; with another one since, the sign-in begins anew.
        let password: String?
        let expiresAt: Int64
    }

    init(_ stored: Credentials) {
        for person in stored.people { put(person) }
        for token in stored.tokens { put(token) }
        for session in stored.sessions { sessions[session.hash] = session }
        for link in stored.links { links[link.hash] = link }
        recoveryCodes = stored.recoveryCodes
    }

    func person(key: String) -> PersonRecord? { peopleByKey[key].flatMap { people[$0] } }

    func token(hash: [UInt8]) -> TokenRecord? { tokensByHash[hash].flatMap { tokens[$0] } }

    func sessions(of holder: SessionRecord.Holder) -> [SessionRecord] {
        sessions.values.filter { $0.holder == holder }
    }

    // MARK: Changes

    /// - Parameter numbers: those that the store gave to what was added, in order.
    mutating func apply(_ changes: [CredentialChange], numbers: [Int64]) {
        var numbers = numbers[...]
        for change in changes {
            switch change {
            case .addPerson(var person):
                person.number = numbers.popFirst() ?? 0
                put(person)
            case .changePerson(let person): put(person)
            case .addToken(var token):
                token.number = numbers.popFirst() ?? 0
                put(token)
            case .addSession(var session):
                session.number = numbers.popFirst() ?? 0
                forgetEnded(before: session.createdAt)
                sessions[session.hash] = session
            default: apply(change)
            }
        }
    }

    private mutating func apply(_ change: CredentialChange) {
        switch change {
        case .revokeToken(let number, let now): tokens[number]?.revokedAt = now
        case .endSession(let hash): sessions[hash] = nil
        case .addLink(let link): links[link.hash] = link
        case .removeLink(let hash): links[hash] = nil
        case .setRecoveryCodes(let person, let hashes): recoveryCodes[person] = Set(hashes)
        case .useRecoveryCode(let hash):
            for person in recoveryCodes.keys { recoveryCodes[person]?.remove(hash) }
        // These are known before they are written.
        case .tokenUsed, .sessionSeen: break
        case .addPerson, .changePerson, .addToken, .addSession: break
        }
    }

    private mutating func put(_ person: PersonRecord) {
        if let old = people[person.number] { peopleByKey[old.key] = nil }
        people[person.number] = person
        peopleByKey[person.key] = person.number
    }

    private mutating func put(_ token: TokenRecord) {
        tokens[token.number] = token
        tokensByHash[token.hash] = token.number
    }

    private mutating func forgetEnded(before now: Int64) {
        sessions = sessions.filter { $0.value.expiresAt > now }
        challenges = challenges.filter { $0.value.expiresAt > now }
        seenSessions.formIntersection(sessions.keys)
    }

    // MARK: Use

    mutating func note(token number: Int64, at now: Int64, from address: String) {
        tokens[number]?.usedAt = now
        tokens[number]?.usedFrom = address
        usedTokens.insert(number)
    }

    mutating func note(session hash: [UInt8], at now: Int64, from address: String) {
        sessions[hash]?.seenAt = now
        sessions[hash]?.address = address
        seenSessions.insert(hash)
    }

    /// What is to be written of it.
    mutating func takeUses() -> [CredentialChange] {
        defer {
            usedTokens = []
            seenSessions = []
        }
        return usedTokens.compactMap { number in
            tokens[number].map {
                .tokenUsed(number, at: $0.usedAt ?? 0, from: $0.usedFrom ?? "")
            }
        }
            + seenSessions.compactMap { hash in
                sessions[hash].map { .sessionSeen(hash, at: $0.seenAt, from: $0.address) }
            }
    }
}
