public import Storage

/// A link that lets somebody set a password once; shown to whoever made it, and nowhere else.
public struct SetupLink: Sendable {
    public let secret: Secret
    public let purpose: LinkRecord.Purpose
    /// Milliseconds UTC.
    public let expiresAt: Int64

    static let invitationMilliseconds: Int64 = 7 * 24 * 3_600 * 1_000
    static let resetMilliseconds: Int64 = 24 * 3_600 * 1_000

    /// The path on this server.
    public var path: String { "/welcome/" + secret.text }

    static func make(_ purpose: LinkRecord.Purpose, now: Int64) -> SetupLink {
        let lifetime = purpose == .reset ? resetMilliseconds : invitationMilliseconds
        return SetupLink(
            secret: Secret.make(prefix: ""), purpose: purpose, expiresAt: now + lifetime)
    }

    func record(for person: Int64?) -> LinkRecord {
        LinkRecord(hash: secret.hash, purpose: purpose, person: person, expiresAt: expiresAt)
    }
}
