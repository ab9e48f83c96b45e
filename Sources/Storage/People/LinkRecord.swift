/// A link that lets somebody set a password once, as stored.
public struct LinkRecord: Sendable, Hashable {
    public enum Purpose: String, Sendable {
        /// Makes the first administrator.
        case firstRun = "first-run"
        case invitation
        case reset
    }

    /// SHA-256 of the link's secret.
    public let hash: [UInt8]
    public let purpose: Purpose
    /// Nil for `firstRun`.
    public let person: Int64?
    public let expiresAt: Int64

    public init(hash: [UInt8], purpose: Purpose, person: Int64?, expiresAt: Int64) {
        self.hash = hash
        self.purpose = purpose
        self.person = person
        self.expiresAt = expiresAt
    }
}
