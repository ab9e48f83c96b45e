public import Reporting

/// Something that happened to people, tokens, units, catalogue, months or the database itself,
/// and is kept for good.
///
/// No member ever holds a password, a token, a cookie or a key.
public struct AuditEvent: Sendable, Equatable {
    public enum Kind: String, CaseIterable, Sendable {
        case signIn = "sign-in"
        case signInFailed = "sign-in-failed"
        case signOut = "sign-out"
        case sessionRevoked = "session-revoked"
        case passwordChanged = "password-changed"
        case passwordReset = "password-reset"
        case secondFactorOn = "second-factor-on"
        case secondFactorOff = "second-factor-off"
        case userAdded = "user-added"
        case userChanged = "user-changed"
        case roleGiven = "role-given"
        case roleTaken = "role-taken"
        case invited
        case tokenCreated = "token-created"
        case tokenRevoked = "token-revoked"
        case unitsChanged = "units-changed"
        case unitsChangeUndone = "units-change-undone"
        case unitsImported = "units-imported"
        case catalogueImported = "catalogue-imported"
        case reportsImported = "reports-imported"
        case monthClosed = "month-closed"
        case monthReopened = "month-reopened"
        case deadlineExtended = "deadline-extended"
        case backedUp = "backed-up"
        case restored
    }

    /// The actor of commands; whoever runs them can do everything anyway.
    public static let commandActor = "cli"

    public let kind: Kind
    /// The name of the person or token that did it.
    public let actor: String
    /// The client's, as far as it is known; empty for commands.
    public let address: String
    /// Whose administrators read it; nil is for the country's alone.
    public let unit: OrgUnit.Number?
    /// Whom or what it was done to.
    public let subject: String
    public let detail: [String: String]

    public init(
        kind: Kind, actor: String, address: String, unit: OrgUnit.Number?, subject: String,
        detail: [String: String] = [:]
    ) {
        self.kind = kind
        self.actor = actor
        self.address = address
        self.unit = unit
        self.subject = subject
        self.detail = detail
    }
}

/// An event as the audit log has it.
public struct AuditRecord: Sendable, Equatable {
    /// Counts all events from 1.
    public let number: Int64
    /// Milliseconds UTC.
    public let at: Int64
    /// As stored: a newer program may know more kinds.
    public let kind: String
    public let actor: String
    public let address: String
    public let unit: OrgUnit.Number?
    public let subject: String
    public let detail: [String: String]
}
