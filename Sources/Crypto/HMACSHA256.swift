import COpenSSL

/// A keyed digest: only who has the key can make it (RFC 2104 with SHA-256).
///
/// Codes that came from outside are compared with `isEqualInConstantTime`.
public enum HMACSHA256 {
    public static func code(for message: [UInt8], key: [UInt8]) -> SHA256Digest {
        unsafe SHA256Digest { destination in
            // The length of a key is an Int32 in OpenSSL; a longer one traps.
            let result = unsafe HMAC(
                EVP_sha256(), key, Int32(key.count), message, message.count, destination, nil)
            unsafe precondition(result != nil, "a keyed digest in memory cannot fail")
        }
    }
}
