/// A signed-in browser.
public struct SessionRecord: Sendable, Hashable {
    /// Whose it is.
    public enum Holder: Sendable, Hashable {
        case token(Int64)
        case person(Int64)
    }

    /// Given by the store; 0 before.
    public var number: Int64
    /// SHA-256 of the cookie's value.
    public let hash: [UInt8]
    public let holder: Holder
    public let createdAt: Int64
    public let expiresAt: Int64
    public var seenAt: Int64
    /// Where it was seen last.
    public var address: String
    /// What the browser calls itself, shortened.
    public let agent: String

    public init(
        number: Int64 = 0, hash: [UInt8], holder: Holder, createdAt: Int64, expiresAt: Int64,
        seenAt: Int64? = nil, address: String = "", agent: String = ""
    ) {
        self.number = number
        self.hash = hash
        self.holder = holder
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.seenAt = seenAt ?? createdAt
        self.address = address
        self.agent = agent
    }
}
