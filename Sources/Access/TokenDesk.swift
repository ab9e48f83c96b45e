import Reporting
public import Storage

/// Where tokens are made and revoked: by administrators for the units they govern, and by people
/// for themselves.
public struct TokenDesk: Sendable {
    private let doorkeeper: Doorkeeper
    private let store: any ReportStore
    private let clock: @Sendable () -> Int64

    public static let nameLengthMax = 120
    /// A hundred years; longer lives are typing errors.
    public static let lifetimeMillisecondsMax: Int64 = 36_500 * 86_400_000

    public init(
        store: any ReportStore, doorkeeper: Doorkeeper, clock: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.doorkeeper = doorkeeper
        self.clock = clock
    }

    /// A new token.
    public struct Draft: Sendable {
        public var name: String
        public var unit: String
        public var role: String
        /// Empty for all forms.
        public var form: String
        /// Nil for no end.
        public var lifetimeMilliseconds: Int64?

        public init(
            name: String, unit: String, role: String, form: String = "",
            lifetimeMilliseconds: Int64?
        ) {
            self.name = name
            self.unit = unit
            self.role = role
            self.form = form
            self.lifetimeMilliseconds = lifetimeMilliseconds
        }
    }

    private var today: Day { VietnamTime.day(ofMilliseconds: clock()) }

    /// Those that the principal may revoke, the latest first: of the units it governs, its own,
    /// and itself.
    public func tokens(for principal: Principal) -> [TokenRecord] {
        let registry = store.registry
        let today = self.today
        return doorkeeper.tokens.reversed().filter { mayRevoke($0, principal, today, registry) }
    }

    private func mayRevoke(
        _ token: TokenRecord, _ principal: Principal, _ today: Day, _ registry: Registry
    ) -> Bool {
        switch principal.credential {
        case .token(token.number): return true
        case .person(let number) where token.owner == number: return true
        default: return principal.governs(token.unit, on: today, of: registry)
        }
    }

    /// Makes a token; its text is in the answer and nowhere else.
    public func make(
        _ draft: Draft, _ deed: PeopleDesk.Deed
    ) async throws(Refusal) -> (record: TokenRecord, secret: Secret) {
        let principal = deed.principal
        // A token could otherwise outlive its own end by a chain of others.
        if case .token = principal.credential, !principal.isAdministrator {
            throw .roleTooWeak
        }
        let registry = store.registry
        let unit = registry.units.number(ofID: draft.unit)
        let role = Role(rawValue: draft.role)
        let findings = findings(draft, registry)
        guard findings.isEmpty, let unit, let role else { throw .invalidInput(findings) }
        let governs = principal.governs(unit, on: today, of: registry)
        guard governs || principal.reaches(unit, on: today, of: registry) else {
            throw .outsideScope
        }
        guard principal.role.includes(role) else { throw .roleTooWeak }
        var owner: Int64?
        if !governs, case .person(let number) = principal.credential { owner = number }
        let name = draft.name.trimmed.composed
        do throws(StoreError) {
            return try await doorkeeper.makeToken(
                Doorkeeper.NewToken(
                    name: name.isEmpty ? "\(role.rawValue) \(draft.unit)" : name, unit: unit,
                    role: role, form: draft.form.isEmpty ? nil : draft.form,
                    lifetimeMilliseconds: draft.lifetimeMilliseconds, owner: owner),
                by: principal.name, from: deed.client)
        } catch {
            throw doorkeeper.refusal(error)
        }
    }

    /// A length of time such as `90d`, `12h` or `30m`; nil for anything else.
    public static func milliseconds(ofLifetime text: String) -> Int64? {
        let units: [Character: Int64] = ["d": 86_400_000, "h": 3_600_000, "m": 60_000]
        guard let letter = text.last, let unit = units[letter],
            let count = Int64(text.dropLast()), count > 0,
            count <= lifetimeMillisecondsMax / unit
        else { return nil }
        return count * unit
    }

    private func findings(_ draft: Draft, _ registry: Registry) -> [Finding] {
        var findings: [Finding] = []
        if draft.name.count > Self.nameLengthMax || draft.name.hasControls {
            findings.append(
                Finding(
                    pointer: "/name",
                    messageVI: "Tên dài nhất \(Self.nameLengthMax) ký tự, trên một dòng.",
                    messageEN: "A name has at most \(Self.nameLengthMax) characters, on one line."))
        }
        if registry.units.number(ofID: draft.unit) == nil {
            findings.append(PeopleDesk.unknownUnit(draft.unit))
        }
        if Role(rawValue: draft.role) == nil { findings.append(PeopleDesk.unknownRole) }
        if !draft.form.isEmpty, !registry.catalogue.forms.contains(draft.form) {
            findings.append(
                Finding(
                    pointer: "/form", messageVI: "Không có biểu «\(draft.form)».",
                    messageEN: "There is no form '\(draft.form)'."))
        }
        if let lifetime = draft.lifetimeMilliseconds,
            !(1...Self.lifetimeMillisecondsMax).contains(lifetime)
        {
            findings.append(
                Finding(
                    pointer: "/expires", messageVI: "Thời hạn phải như 90d, 12h hoặc 30m.",
                    messageEN: "A lifetime is written like 90d, 12h or 30m."))
        }
        return findings
    }

    /// Ends a token; one that is ended already stays as it is.
    public func revoke(
        _ number: Int64, _ deed: PeopleDesk.Deed
    ) async throws(Refusal) -> TokenRecord {
        let token = tokens(for: deed.principal).first { $0.number == number }
        guard let token else { throw .notFound }
        guard token.revokedAt == nil else { return token }
        do throws(StoreError) {
            return try await doorkeeper.revoke(token, by: deed.principal.name, from: deed.client)
        } catch {
            throw doorkeeper.refusal(error)
        }
    }
}
