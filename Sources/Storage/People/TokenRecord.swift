public import Reporting

/// A token as stored; the token itself is kept nowhere.
public struct TokenRecord: Sendable, Hashable {
    /// Given by the store; 0 before.
    public var number: Int64
    public let name: String
    public let unit: OrgUnit.Number
    public let role: String
    /// The one form that it is for; nil for all.
    public let form: String?
    public let hash: [UInt8]
    public let createdAt: Int64
    public let expiresAt: Int64?
    /// The person who made it for himself; it opens no more than he may do.
    public let owner: Int64?
    public let madeBy: String
    public var revokedAt: Int64?
    public var usedAt: Int64?
    /// The address that it was last used from.
    public var usedFrom: String?

    public init(
        number: Int64, name: String, unit: OrgUnit.Number, role: String, form: String? = nil,
        hash: [UInt8], createdAt: Int64, expiresAt: Int64?, owner: Int64? = nil,
        madeBy: String = "", revokedAt: Int64? = nil, usedAt: Int64? = nil,
        usedFrom: String? = nil
    ) {
        self.number = number
        self.name = name
        self.unit = unit
        self.role = role
        self.form = form
        self.hash = hash
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.owner = owner
        self.madeBy = madeBy
        self.revokedAt = revokedAt
        self.usedAt = usedAt
        self.usedFrom = usedFrom
    }
}
