import Reporting
public import Storage

/// Where administrators decide about people, from the API, the pages and the command line
/// alike: rights, checks, store. Whom a principal does not govern does not exist for it.
public struct PeopleDesk: Sendable {
    let doorkeeper: Doorkeeper
    let store: any ReportStore
    let clock: @Sendable () -> Int64

    public init(
        store: any ReportStore, doorkeeper: Doorkeeper, clock: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.doorkeeper = doorkeeper
        self.clock = clock
    }

    /// A new person.
    public struct Draft: Sendable {
        public var name: String
        public var fullName: String
        public var unit: String
        public var role: String
        /// Nil to have a link made that lets the person set it.
        public var password: String?

        public init(
            name: String, fullName: String, unit: String, role: String, password: String? = nil
        ) {
            self.name = name
            self.fullName = fullName
            self.unit = unit
            self.role = role
            self.password = password
        }
    }

    /// What is to be changed; nil stays.
    public struct Edit: Sendable {
        public var fullName: String?
        public var unit: String?
        public var role: String?
        public var isDisabled: Bool?

        public init(
            fullName: String? = nil, unit: String? = nil, role: String? = nil,
            isDisabled: Bool? = nil
        ) {
            self.fullName = fullName
            self.unit = unit
            self.role = role
            self.isDisabled = isDisabled
        }
    }

    /// Who decides, and from where.
    public struct Deed: Sendable {
        public let principal: Principal
        public let client: Client

        public init(by principal: Principal, from client: Client) {
            self.principal = principal
            self.client = client
        }
    }

    private var today: Day { VietnamTime.day(ofMilliseconds: clock()) }

    // MARK: Reading

    /// People whom the principal governs, by name.
    public func people(for principal: Principal) throws(Refusal) -> [PersonRecord] {
        try requireAdministrator(principal)
        let registry = store.registry
        let today = self.today
        var governed: [OrgUnit.Number: Bool] = [:]
        return doorkeeper.people.filter { person in
            if let known = governed[person.unit] { return known }
            let isGoverned = principal.governs(person.unit, on: today, of: registry)
            governed[person.unit] = isGoverned
            return isGoverned
        }
    }

    public func person(
        _ name: String, for principal: Principal
    ) throws(Refusal) -> PersonRecord {
        guard let person = doorkeeper.person(named: name),
            principal.governs(person.unit, on: today, of: store.registry)
        else { throw .notFound }
        return person
    }

    /// What can be asked before it is known who is meant.
    public func requireAdministrator(_ principal: Principal) throws(Refusal) {
        guard principal.isAdministrator else { throw .roleTooWeak }
    }

    // MARK: Adding and changing

    /// Adds a person; without a password also the link that lets it be set.
    public func add(
        _ draft: Draft, _ deed: Deed
    ) async throws(Refusal) -> (person: PersonRecord, link: SetupLink?) {
        try requireAdministrator(deed.principal)
        let name = draft.name.trimmed.composed
        let fullName = draft.fullName.trimmed.composed
        var findings = Doorkeeper.findings(name, fullName)
        let unit = store.registry.units.number(ofID: draft.unit)
        if unit == nil { findings.append(Self.unknownUnit(draft.unit)) }
        let role = Role(rawValue: draft.role)
        if role == nil { findings.append(Self.unknownRole) }
        let password = draft.password?.composed
        if let password, let finding = PasswordPolicy.finding(password, name: name) {
            findings.append(finding)
        }
        guard findings.isEmpty, let unit, let role else { throw .invalidInput(findings) }
        guard deed.principal.governs(unit, on: today, of: store.registry) else {
            throw .outsideScope
        }
        let person = PersonRecord(
            number: 0, name: name, key: PersonName.key(name), fullName: fullName, unit: unit,
            role: role.rawValue, password: try await digest(password), createdAt: clock())
        return try await keep(person, deed)
    }

    private func digest(_ password: String?) async throws(Refusal) -> String? {
        guard let password else { return nil }
        do throws(StoreError) {
            return try await doorkeeper.hasher.digest(of: password)
        } catch {
            throw doorkeeper.refusal(error)
        }
    }

    private func keep(
        _ person: PersonRecord, _ deed: Deed
    ) async throws(Refusal) -> (person: PersonRecord, link: SetupLink?) {
        try await alone { () throws(StoreError) in
            guard doorkeeper.person(named: person.name) == nil else { return nil }
            let event = Self.event(.userAdded, person, deed, ["role": person.role])
            var person = person
            person.number = try await doorkeeper.keep([.addPerson(person)], [event]).first ?? 0
            guard person.password == nil else { return (person, nil) }
            return (person, try await makeLink(for: person, deed))
        } orElse: {
            .invalidInput([Self.takenName])
        }
    }

    /// Changes somebody; a new role, unit or an end signs him out.
    public func change(
        _ name: String, _ edit: Edit, _ deed: Deed
    ) async throws(Refusal) -> PersonRecord {
        let before = try person(name, for: deed.principal)
        var findings: [Finding] = []
        let unit = edit.unit.map { store.registry.units.number(ofID: $0) }
        if let id = edit.unit, unit == .some(nil) { findings.append(Self.unknownUnit(id)) }
        if let role = edit.role, Role(rawValue: role) == nil { findings.append(Self.unknownRole) }
        let fullName = edit.fullName?.trimmed.composed
        if let fullName, let finding = PersonName.finding(fullName: fullName) {
            findings.append(finding)
        }
        guard findings.isEmpty else { throw .invalidInput(findings) }
        if let unit = unit ?? nil,
            !deed.principal.governs(unit, on: today, of: store.registry)
        {
            throw .outsideScope
        }
        let isOwn = deed.principal.credential == .person(before.number)
        let losesRight =
            edit.isDisabled == true || (edit.role.map { $0 != before.role } ?? false)
            || ((unit ?? nil).map { $0 != before.unit } ?? false)
        // Who takes the own right away cannot give it back.
        guard !(isOwn && losesRight) else { throw .invalidInput([Self.ownRight]) }
        return try await alone { () throws(StoreError) in
            guard var person = doorkeeper.person(number: before.number) else { return nil }
            if let fullName { person.fullName = fullName }
            if let unit = unit ?? nil { person.unit = unit }
            if let role = edit.role { person.role = role }
            if let isDisabled = edit.isDisabled { person.isDisabled = isDisabled }
            try await keepChange(from: before, to: person, deed)
            return person
        } orElse: {
            .notFound
        }
    }

    private func keepChange(
        from old: PersonRecord, to person: PersonRecord, _ deed: Deed
    ) async throws(StoreError) {
        guard old != person else { return }
        let hasOtherRight = old.role != person.role || old.unit != person.unit
        var events: [AuditEvent] = []
        if hasOtherRight {
            events.append(
                Self.event(
                    .roleGiven, person, deed, ["role": person.role, "before": old.role]))
        }
        if old.isDisabled != person.isDisabled || old.fullName != person.fullName {
            events.append(
                Self.event(
                    .userChanged, person, deed, ["disabled": person.isDisabled ? "yes" : "no"]))
        }
        var changes: [CredentialChange] = [.changePerson(person)]
        if hasOtherRight || person.isDisabled {
            changes += doorkeeper.endings(of: person.number)
        }
        if hasOtherRight {
            // What one made for oneself must not outlive the right it was made with.
            changes += doorkeeper.tokens.filter {
                $0.owner == person.number && $0.revokedAt == nil
            }.map { .revokeToken($0.number, at: clock()) }
        }
        try await doorkeeper.keep(changes, events)
    }

    // MARK: Links, second factors, sessions

    /// A link that lets somebody set a password; earlier ones end.
    public func reset(_ name: String, _ deed: Deed) async throws(Refusal) -> SetupLink {
        let person = try person(name, for: deed.principal)
        guard !person.isDisabled else { throw .invalidInput([Self.disabled]) }
        return try await alone { () throws(StoreError) in
            guard let person = doorkeeper.person(number: person.number) else { return nil }
            return try await makeLink(for: person, deed)
        } orElse: {
            .notFound
        }
    }

    private func makeLink(
        for person: PersonRecord, _ deed: Deed
    ) async throws(StoreError) -> SetupLink {
        let isNew = person.password == nil
        let link = SetupLink.make(isNew ? .invitation : .reset, now: clock())
        let old = doorkeeper.links(of: person.number)
        let event = Self.event(
            isNew ? .invited : .passwordReset, person, deed, ["link": link.purpose.rawValue])
        try await doorkeeper.keep(
            old.map { .removeLink($0) } + [.addLink(link.record(for: person.number))], [event])
        return link
    }

    /// For somebody who has lost both telephone and recovery codes.
    public func removeSecondFactor(
        _ name: String, _ deed: Deed
    ) async throws(Refusal) -> PersonRecord {
        let person = try person(name, for: deed.principal)
        return try await alone { () throws(StoreError) in
            guard var person = doorkeeper.person(number: person.number) else { return nil }
            guard person.secondFactor != nil else { return person }
            person.secondFactor = nil
            try await doorkeeper.keep(
                [
                    .changePerson(person),
                    .setRecoveryCodes(person: person.number, hashes: []),
                ], [Self.event(.secondFactorOff, person, deed, [:])])
            return person
        } orElse: {
            .notFound
        }
    }

    /// Ends all sessions of somebody.
    public func signOut(_ name: String, _ deed: Deed) async throws(Refusal) -> PersonRecord {
        let person = try person(name, for: deed.principal)
        return try await alone { () throws(StoreError) in
            let ended = doorkeeper.sessionHashes(of: .person(person.number))
            guard !ended.isEmpty else { return person }
            try await doorkeeper.keep(
                ended.map { .endSession($0) },
                [
                    Self.event(
                        .sessionRevoked, person, deed, ["sessions": String(ended.count)])
                ])
            return person
        } orElse: {
            .notFound
        }
    }

    /// Does something while nobody else changes people.
    private func alone<Value>(
        _ body: () async throws(StoreError) -> Value?, orElse refusal: () -> Refusal
    ) async throws(Refusal) -> Value {
        let value: Value?
        do throws(StoreError) {
            value = try await doorkeeper.turnstile.pass(body)
        } catch {
            throw doorkeeper.refusal(error)
        }
        guard let value else { throw refusal() }
        return value
    }

    private static func event(
        _ kind: AuditEvent.Kind, _ person: PersonRecord, _ deed: Deed, _ detail: [String: String]
    ) -> AuditEvent {
        AuditEvent(
            kind: kind, actor: deed.principal.name, address: deed.client.address,
            unit: person.unit, subject: person.name, detail: detail)
    }
}

/// What can be wrong.
extension PeopleDesk {
    static func unknownUnit(_ id: String) -> Finding {
        Finding(
            pointer: "/org_unit", messageVI: "Không có đơn vị «\(id)».",
            messageEN: "There is no unit '\(id)'.")
    }

    static let unknownRole = Finding(
        pointer: "/role", messageVI: "Vai trò phải là reporter, reviewer, viewer hoặc admin.",
        messageEN: "The role must be reporter, reviewer, viewer or admin.")

    static let takenName = Finding(
        pointer: "/name",
        messageVI: "Tên đăng nhập này đã có người dùng (không phân biệt hoa thường và dấu).",
        messageEN: "This sign-in name is taken (capitals and marks make no difference).")

    static let ownRight = Finding(
        pointer: "/name", messageVI: "Không thể tự bỏ quyền hoặc tự khóa tài khoản của mình.",
        messageEN: "Nobody can take away the own right or close the own account.")

    static let disabled = Finding(
        pointer: "/name", messageVI: "Tài khoản đang khóa; hãy mở khóa trước.",
        messageEN: "The account is closed; open it first.")
}
