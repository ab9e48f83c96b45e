public import Reporting

/// Somebody who signs in with name and password, as stored.
public struct PersonRecord: Sendable, Hashable {
    /// Given by the store; 0 before.
    public var number: Int64
    /// To sign in with.
    public var name: String
    /// The name in lower case without its marks: no two people have the same.
    public var key: String
    /// May be empty.
    public var fullName: String
    public var unit: OrgUnit.Number
    public var role: String
    /// The digest with its parameters and salt; nil until one is set.
    public var password: String?
    /// The sealed secret of one-time codes; nil without a second factor.
    public var secondFactor: [UInt8]?
    /// The half minute of the last one-time code that was used.
    public var usedStep: Int64
    public var isDisabled: Bool
    /// Milliseconds UTC, as all instants.
    public var createdAt: Int64
    public var lastSignIn: Int64?

    public init(
        number: Int64, name: String, key: String, fullName: String, unit: OrgUnit.Number,
        role: String, password: String?, secondFactor: [UInt8]? = nil, usedStep: Int64 = 0,
        isDisabled: Bool = false, createdAt: Int64, lastSignIn: Int64? = nil
    ) {
        self.number = number
        self.name = name
        self.key = key
        self.fullName = fullName
        self.unit = unit
        self.role = role
        self.password = password
        self.secondFactor = secondFactor
        self.usedStep = usedStep
        self.isDisabled = isDisabled
        self.createdAt = createdAt
        self.lastSignIn = lastSignIn
    }
}
