public import Reporting
public import Storage
import Synchronization

/// Links that let somebody set a password: the first administrator, who was invited, and who
/// has forgotten it.
extension Doorkeeper {
    /// What a link opens.
    public struct Welcome: Sendable {
        public let purpose: LinkRecord.Purpose
        /// Nil for the first administrator, who has no name yet.
        public let person: PersonRecord?
    }

    /// What is set by it.
    public struct Setup: Sendable {
        public let password: String
        /// For the first administrator alone.
        public let name: String
        public let fullName: String

        public init(password: String, name: String = "", fullName: String = "") {
            self.password = password
            self.name = name
            self.fullName = fullName
        }
    }

    /// Nil for an unknown, used or old link.
    public func welcome(_ secret: String) -> Welcome? {
        let hash = Secret.hash(of: secret)
        let now = clock()
        return book.withLock { book in
            guard let link = book.links[hash], now < link.expiresAt else { return nil }
            if link.purpose == .firstRun {
                return Self.hasAdministrator(book, now)
                    ? nil : Welcome(purpose: .firstRun, person: nil)
            }
            guard let person = link.person.flatMap({ book.people[$0] }), !person.isDisabled
            else { return nil }
            return Welcome(purpose: link.purpose, person: person)
        }
    }

    /// Sets the password and signs in; a second factor stays, and is asked for.
    ///
    /// - Throws: `.notFound` for a link that opens nothing, `.guessedTooOften`, and findings
    ///   about what was typed, after which the link is as good as before.
    public func accept(
        _ secret: String, _ setup: Setup, nation: OrgUnit.Number?, from client: Client
    ) async throws(Refusal) -> SignIn {
        if let seconds = signIns.begin(client.keys()) {
            throw .guessedTooOften(seconds: Int(seconds))
        }
        guard let welcome = welcome(secret) else {
            signIns.end(client.keys(), failed: true)
            throw .notFound
        }
        signIns.end(client.keys(), failed: false)
        let name = welcome.person?.name ?? setup.name.trimmed.composed
        let password = setup.password.composed
        var findings = [PasswordPolicy.finding(password, name: name)].compactMap(\.self)
        if welcome.person == nil {
            findings += Self.findings(name, setup.fullName)
        }
        guard findings.isEmpty else { throw .invalidInput(findings) }
        do throws(StoreError) {
            let digest = try await hasher.digest(of: password)
            let outcome = try await turnstile.pass { () throws(StoreError) in
                try await accept(
                    Secret.hash(of: secret), self.welcome(secret), name,
                    setup.fullName.trimmed.composed, digest, nation, client)
            }
            guard let outcome else { throw StoreError.noSuchChange }
            return outcome
        } catch {
            throw refusal(error)
        }
    }

    static func findings(_ name: String, _ fullName: String) -> [Finding] {
        [PersonName.finding(name), PersonName.finding(fullName: fullName)].compactMap(\.self)
    }

    func refusal(_ error: StoreError) -> Refusal {
        if let text = error.breakdownText { log(text) }
        return Refusal(error)
    }

    /// Nil where the link was used meanwhile.
    private func accept(
        _ hash: [UInt8], _ welcome: Welcome?, _ name: String, _ fullName: String,
        _ digest: String, _ nation: OrgUnit.Number?, _ client: Client
    ) async throws(StoreError) -> SignIn? {
        guard let welcome else { return nil }
        let now = clock()
        guard var person = welcome.person else {
            guard let nation else { return nil }
            let first = PersonRecord(
                number: 0, name: name, key: PersonName.key(name), fullName: fullName,
                unit: nation, role: Role.admin.rawValue, password: digest, createdAt: now)
            let event = AuditEvent(
                kind: .userAdded, actor: first.shownName, address: client.address, unit: nation,
                subject: name, detail: ["role": first.role, "by": "first-run"])
            let numbers = try await keep([.addPerson(first), .removeLink(hash)], [event])
            guard let number = numbers.first else { return nil }
            return try await signIn(number, client)
        }
        person.password = digest
        let kind: AuditEvent.Kind = welcome.purpose == .reset ? .passwordReset : .passwordChanged
        let event = AuditEvent(
            kind: kind, actor: person.shownName, address: client.address, unit: person.unit,
            subject: person.name, detail: ["by": welcome.purpose.rawValue])
        try await keep(
            [.changePerson(person), .removeLink(hash)] + endings(of: person.number), [event])
        if person.secondFactor != nil { return .needsCode(challenge: challenge(person)) }
        return try await signIn(person.number, client)
    }

    private func signIn(_ number: Int64, _ client: Client) async throws(StoreError) -> SignIn? {
        guard var person = book.withLock({ $0.people[number] }) else { return nil }
        person.lastSignIn = clock()
        let event = AuditEvent(
            kind: .signIn, actor: person.shownName, address: client.address, unit: person.unit,
            subject: person.name, detail: ["by": "link"])
        return .opened(
            try await openSession(
                of: .person(number), replacing: nil, from: client,
                with: [.changePerson(person)], event))
    }

    /// What ends with a person's password, role or right to sign in: the sessions and links.
    func endings(of person: Int64, but session: [UInt8]? = nil) -> [CredentialChange] {
        book.withLock { book in
            book.sessions(of: .person(person)).filter { $0.hash != session }
                .map { .endSession($0.hash) }
                + book.links.values.filter { $0.person == person }.map { .removeLink($0.hash) }
        }
    }

    // MARK: The first administrator

    /// A link that makes the first administrator; nil where somebody administers already. Links
    /// of earlier starts end.
    public func firstRunLink() async throws(StoreError) -> SetupLink? {
        let now = clock()
        let (isNeeded, old) = book.withLock { book in
            (
                !Self.hasAdministrator(book, now),
                book.links.values.filter { $0.purpose == .firstRun }.map(\.hash)
            )
        }
        guard isNeeded else { return nil }
        let link = SetupLink.make(.firstRun, now: now)
        try await keep(old.map { .removeLink($0) } + [.addLink(link.record(for: nil))])
        return link
    }

    private static func hasAdministrator(_ book: CredentialBook, _ now: Int64) -> Bool {
        book.people.values.contains {
            !$0.isDisabled && $0.role == Role.admin.rawValue && $0.password != nil
        } || book.tokens.values.contains { holder($0, book, now)?.principal.role == .admin }
    }
}
