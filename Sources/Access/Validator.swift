import Crypto

/// Entity tags made from content.
public enum Validator {
    /// 128 bits of SHA-256 are more than enough to tell representations apart.
    private static let byteCount = 16

    /// A strong entity tag (RFC 9110 §8.8.3), with its quotes.
    public static func tag(of bytes: [UInt8]) -> String {
        "\"" + Base64URL.encode(Array(SHA256.digest(of: bytes).bytes.prefix(byteCount))) + "\""
    }
}
