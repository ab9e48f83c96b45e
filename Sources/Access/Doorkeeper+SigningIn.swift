import Crypto
public import Storage
import Synchronization

/// Signing in, in one step or two.
extension Doorkeeper {
    /// How long a right password waits for its code.
    static let challengeMilliseconds: Int64 = 5 * 60 * 1_000
    /// Sign-ins that may wait for a code at once; more begin anew.
    static let challengeCountMax = 4_096

    /// With a token in place of name and password.
    public func signIn(
        token: String, replacing old: String?, from client: Client
    ) async throws(StoreError) -> SignIn {
        try await throttled(client.keys()) { () throws(StoreError) in
            if let secret = try await openSession(token: token, replacing: old, from: client) {
                return .opened(secret)
            }
            await recordFailure(nil, "token", client)
            return .wrong
        }
    }

    /// The first step, for most the only one.
    public func signIn(
        name: String, password: String, replacing old: String?, from client: Client
    ) async throws(StoreError) -> SignIn {
        let key = PersonName.key(String(name.trimmed.prefix(PersonName.lengthMax * 2)))
        return try await throttled(client.keys(key)) { () throws(StoreError) in
            let person = book.withLock { $0.person(key: key) }
            let stored = person.flatMap { $0.isDisabled ? nil : $0.password }
            let password = Self.bounded(password)
            guard try await hasher.isRight(password, for: stored), let person else {
                await recordFailure(person, "password", client)
                return .wrong
            }
            if person.secondFactor != nil {
                return .needsCode(challenge: challenge(person))
            }
            return try await open(
                person.number, password, isDigestOf: stored, replacing: old, from: client)
        }
    }

    /// The second step: a code of the authenticator program, or one that was written down.
    public func signIn(
        challenge: String, code: String, replacing old: String?, from client: Client
    ) async throws(StoreError) -> SignIn {
        let hash = Secret.hash(of: challenge)
        let now = clock()
        let found = book.withLock { book in
            book.challenges[hash].flatMap { waiting in
                now < waiting.expiresAt ? book.people[waiting.person].map { (waiting, $0) } : nil
            }
        }
        guard let (waiting, person) = found else { return .wrong }
        return try await throttled(client.keys(person.key)) { () throws(StoreError) in
            try await turnstile.pass { () throws(StoreError) in
                guard let person = book.withLock({ $0.people[person.number] }),
                    !person.isDisabled, person.password == waiting.password,
                    var changes = try await use(code, of: person)
                else {
                    await recordFailure(person, "code", client)
                    return .wrong
                }
                var signedIn = changes.person
                signedIn.lastSignIn = now
                changes.others.append(.changePerson(signedIn))
                let secret = try await openSession(
                    of: .person(person.number), replacing: old, from: client,
                    with: changes.others, Self.signedIn(person, "second factor", client))
                book.withLock { $0.challenges[hash] = nil }
                return .opened(secret)
            }
        }
    }

    private func throttled(
        _ keys: [SignInThrottle.Key], _ body: () async throws(StoreError) -> SignIn
    ) async throws(StoreError) -> SignIn {
        if let seconds = signIns.begin(keys) { return .mustWait(seconds: seconds) }
        var hasFailed = false
        defer { signIns.end(keys, failed: hasFailed) }
        let result = try await body()
        if case .wrong = result { hasFailed = true }
        return result
    }

    /// Looks again whether all is as it was before the password was digested.
    private func open(
        _ number: Int64, _ password: String, isDigestOf stored: String?, replacing old: String?,
        from client: Client
    ) async throws(StoreError) -> SignIn {
        let renewed = hasher.isOutdated(stored) ? try await hasher.digest(of: password) : nil
        return try await turnstile.pass { () throws(StoreError) in
            guard var person = book.withLock({ $0.people[number] }), !person.isDisabled,
                person.password == stored, person.secondFactor == nil
            else { return .wrong }
            person.lastSignIn = clock()
            if let renewed { person.password = renewed }
            return .opened(
                try await openSession(
                    of: .person(number), replacing: old, from: client,
                    with: [.changePerson(person)], Self.signedIn(person, "password", client)))
        }
    }

    func challenge(_ person: PersonRecord) -> String {
        let secret = Secret.make(prefix: "")
        let now = clock()
        book.withLock { book in
            if book.challenges.count >= Self.challengeCountMax {
                book.challenges = book.challenges.filter { $0.value.expiresAt > now }
            }
            if book.challenges.count >= Self.challengeCountMax { book.challenges = [:] }
            book.challenges[secret.hash] = CredentialBook.Challenge(
                person: person.number, password: person.password,
                expiresAt: now + Self.challengeMilliseconds)
        }
        return secret.text
    }

    /// What is typed elsewhere with other keyboards is the same password; what is too long for
    /// one is cut, so that it is wrong and no more work than others.
    static func bounded(_ password: String) -> String {
        let composed = password.composed
        return composed.utf8.count <= PasswordPolicy.octetCountMax
            ? composed : String(composed.prefix(PasswordPolicy.octetCountMax / 4)) + "\u{0}"
    }

    private static func signedIn(
        _ person: PersonRecord, _ means: String, _ client: Client
    ) -> AuditEvent {
        AuditEvent(
            kind: .signIn, actor: person.shownName, address: client.address, unit: person.unit,
            subject: person.name, detail: ["by": means])
    }

    /// What was typed in place of an unknown name may be a password, so it is not kept.
    func recordFailure(
        _ person: PersonRecord?, _ means: String, _ client: Client
    ) async {
        await record(
            AuditEvent(
                kind: .signInFailed, actor: person?.name ?? "?", address: client.address,
                unit: person?.unit, subject: person?.name ?? "?", detail: ["by": means]))
    }
}
