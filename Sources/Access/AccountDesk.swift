import Crypto
import Reporting
public import Storage

/// What people do with their own account: password, second factor, sessions.
public struct AccountDesk: Sendable {
    private let doorkeeper: Doorkeeper

    public init(doorkeeper: Doorkeeper) {
        self.doorkeeper = doorkeeper
    }

    /// Who asks, from where, and with which session.
    public struct Deed: Sendable {
        public let principal: Principal
        public let client: Client
        /// The cookie's value; nil for a token by itself.
        public let session: String?

        public init(by principal: Principal, from client: Client, session: String?) {
            self.principal = principal
            self.client = client
            self.session = session
        }

        var holder: SessionRecord.Holder? {
            switch principal.credential {
            case .person(let number): .person(number)
            case .token(let number): .token(number)
            case .command: nil
            }
        }
    }

    /// Nil for who signed in with a token.
    public func person(_ principal: Principal) -> PersonRecord? {
        guard case .person(let number) = principal.credential else { return nil }
        return doorkeeper.person(number: number)
    }

    /// How many recovery codes are left.
    public func recoveryCodeCount(_ person: PersonRecord) -> Int {
        doorkeeper.recoveryCodeCount(of: person.number)
    }

    // MARK: Password

    /// Sets another password; all other sessions end.
    public func changePassword(
        from old: String, to new: String, _ deed: Deed
    ) async throws(Refusal) {
        let person = try await confirmed(old, deed)
        let password = new.composed
        if let finding = PasswordPolicy.finding(
            password, name: person.name, pointer: "/new_password")
        {
            throw .invalidInput([finding])
        }
        do throws(StoreError) {
            let digest = try await doorkeeper.hasher.digest(of: password)
            try await doorkeeper.turnstile.pass { () throws(StoreError) in
                guard var now = doorkeeper.person(number: person.number),
                    now.password == person.password
                else { throw .unavailable }
                now.password = digest
                let others = doorkeeper.endings(
                    of: now.number, but: deed.session.map { Secret.hash(of: $0) })
                try await doorkeeper.keep(
                    [.changePerson(now)] + others, [Self.event(.passwordChanged, now, deed)])
            }
        } catch {
            throw doorkeeper.refusal(error)
        }
    }

    /// Whoever is at the keyboard has to show that he knows the password before he changes what
    /// the account is protected with.
    private func confirmed(
        _ password: String, _ deed: Deed
    ) async throws(Refusal) -> PersonRecord {
        guard let person = person(deed.principal) else { throw .roleTooWeak }
        let keys = deed.client.keys(person.key)
        if let seconds = doorkeeper.signIns.begin(keys) {
            throw .guessedTooOften(seconds: Int(seconds))
        }
        var hasFailed = false
        defer { doorkeeper.signIns.end(keys, failed: hasFailed) }
        do throws(StoreError) {
            hasFailed = try await !doorkeeper.hasher.isRight(
                Doorkeeper.bounded(password), for: person.password)
        } catch {
            throw doorkeeper.refusal(error)
        }
        guard hasFailed else { return person }
        await doorkeeper.recordFailure(person, "password", deed.client)
        throw .invalidInput([
            Finding(
                pointer: "/password", messageVI: "Mật khẩu hiện tại không đúng.",
                messageEN: "The present password is wrong.")
        ])
    }

    // MARK: Second factor

    /// A secret that is no second factor yet: it becomes one by `turnOn` with a code of it.
    public static func newSecret() -> [UInt8] {
        SecureRandom.bytes(count: OneTimeCode.secretLength)
    }

    /// As it is typed into an authenticator program.
    public static func text(ofSecret secret: [UInt8]) -> String { Base32.encode(secret) }

    /// A secret that waits in a form for its first code, so that nothing is stored before.
    public func sealed(_ secret: [UInt8], _ deed: Deed) async throws(Refusal) -> String {
        guard let person = person(deed.principal) else { throw .roleTooWeak }
        do throws(StoreError) {
            return Base64URL.encode(try await doorkeeper.sealed(secret, for: person))
        } catch {
            throw doorkeeper.refusal(error)
        }
    }

    /// The secret of such a text; nil where it is somebody else's or was changed.
    public func secret(_ sealed: String, _ deed: Deed) async throws(Refusal) -> [UInt8]? {
        guard let person = person(deed.principal), let box = Base64URL.decode(sealed) else {
            return nil
        }
        do throws(StoreError) {
            return try await doorkeeper.opened(box, of: person)
        } catch {
            throw doorkeeper.refusal(error)
        }
    }

    /// Turns the second factor on.
    ///
    /// - Returns: the recovery codes, shown now and never again.
    public func turnOn(
        sealed: String, code: String, password: String, _ deed: Deed
    ) async throws(Refusal) -> [String] {
        let person = try await confirmed(password, deed)
        guard let secret = try await secret(sealed, deed), let box = Base64URL.decode(sealed)
        else { throw .invalidInput([Self.wrongCode]) }
        let step = OneTimeCode.step(
            of: code.filter { !$0.isWhitespace }, secret: secret,
            atMilliseconds: doorkeeper.clock(), after: 0)
        guard let step else { throw .invalidInput([Self.wrongCode]) }
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }
        try await change(person, deed, .secondFactorOn) { person in
            person.secondFactor = box
            person.usedStep = step
            return codes.map { RecoveryCode.hash(of: $0) }
        }
        return codes
    }

    public func turnOff(password: String, _ deed: Deed) async throws(Refusal) {
        let person = try await confirmed(password, deed)
        try await change(person, deed, .secondFactorOff) { person in
            person.secondFactor = nil
            return []
        }
    }

    private func change(
        _ person: PersonRecord, _ deed: Deed, _ kind: AuditEvent.Kind,
        _ body: (inout PersonRecord) -> [[UInt8]]
    ) async throws(Refusal) {
        do throws(StoreError) {
            try await doorkeeper.turnstile.pass { () throws(StoreError) in
                guard var now = doorkeeper.person(number: person.number) else {
                    throw .unavailable
                }
                let hashes = body(&now)
                try await doorkeeper.keep(
                    [
                        .changePerson(now),
                        .setRecoveryCodes(person: now.number, hashes: hashes),
                    ], [Self.event(kind, now, deed)])
            }
        } catch {
            throw doorkeeper.refusal(error)
        }
    }

    private static let wrongCode = Finding(
        pointer: "/code",
        messageVI: "Mã 6 số không đúng; xem lại giờ trên điện thoại có đúng không.",
        messageEN: "The six digits are wrong; see whether the telephone's clock is right.")

    // MARK: Sessions

    /// One's own, the latest used first.
    public func sessions(_ deed: Deed) -> [Doorkeeper.ListedSession] {
        guard let holder = deed.holder else { return [] }
        return doorkeeper.sessions(of: holder, current: deed.session)
    }

    /// Ends one of them.
    public func revokeSession(_ number: Int64, _ deed: Deed) async throws(Refusal) {
        let one = sessions(deed).first { $0.record.number == number }
        guard let one else { throw .notFound }
        try await end([one.record.hash], deed)
    }

    /// Ends all of them, that which asks too.
    public func revokeAllSessions(_ deed: Deed) async throws(Refusal) -> Int {
        let hashes = sessions(deed).map(\.record.hash)
        try await end(hashes, deed)
        return hashes.count
    }

    private func end(_ hashes: [[UInt8]], _ deed: Deed) async throws(Refusal) {
        guard !hashes.isEmpty else { return }
        let event = AuditEvent(
            kind: .sessionRevoked, actor: deed.principal.name, address: deed.client.address,
            unit: deed.principal.unit, subject: deed.principal.name,
            detail: ["sessions": String(hashes.count)])
        do throws(StoreError) {
            try await doorkeeper.keep(hashes.map { .endSession($0) }, [event])
        } catch {
            throw doorkeeper.refusal(error)
        }
    }

    private static func event(
        _ kind: AuditEvent.Kind, _ person: PersonRecord, _ deed: Deed
    ) -> AuditEvent {
        AuditEvent(
            kind: kind, actor: deed.principal.name, address: deed.client.address,
            unit: person.unit, subject: person.name)
    }
}
