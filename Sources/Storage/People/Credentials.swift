/// Everything that signs somebody in, as stored.
public struct Credentials: Sendable {
    public var people: [PersonRecord] = []
    public var tokens: [TokenRecord] = []
    public var sessions: [SessionRecord] = []
    public var links: [LinkRecord] = []
    /// Hashes of the recovery codes that are left, by person.
    public var recoveryCodes: [Int64: Set<[UInt8]>] = [:]

    public init() {}
}

/// One change of what signs somebody in.
public enum CredentialChange: Sendable {
    /// Its number is given here and answered.
    case addPerson(PersonRecord)
    /// Everything but number and time of making.
    case changePerson(PersonRecord)
    /// Its number is given here and answered.
    case addToken(TokenRecord)
    case revokeToken(Int64, at: Int64)
    case tokenUsed(Int64, at: Int64, from: String)
    /// Its number is given here and answered; sessions that ended before it began are forgotten.
    case addSession(SessionRecord)
    case endSession([UInt8])
    case sessionSeen([UInt8], at: Int64, from: String)
    case addLink(LinkRecord)
    case removeLink([UInt8])
    case setRecoveryCodes(person: Int64, hashes: [[UInt8]])
    case useRecoveryCode([UInt8])
}
