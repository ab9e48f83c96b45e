import Crypto

/// A random secret shown once and stored as its SHA-256 only. With 256 random bits a slow hash
/// would gain nothing.
public struct Secret: Sendable {
    /// What is shown.
    public let text: String

    private static let byteCount = 32

    /// - Parameter prefix: tells people and scanners what it is, as in `mebe_…`.
    public static func make(prefix: String) -> Secret {
        Secret(text: prefix + Base64URL.encode(SecureRandom.bytes(count: byteCount)))
    }

    public var hash: [UInt8] { Self.hash(of: text) }

    public static func hash(of text: some StringProtocol) -> [UInt8] {
        SHA256.digest(of: Array(text.utf8)).bytes
    }
}
