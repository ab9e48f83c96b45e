import COpenSSL

/// The keyed digest of one-time codes, which authenticator programs take for granted (RFC 6238
/// §1.2). As a keyed digest SHA-1 stands; nothing else here may use it.
public enum HMACSHA1 {
    private static let length = 20

    public static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            // The length of a key is an Int32 in OpenSSL; a longer one traps.
            let result = unsafe HMAC(
                EVP_sha1(), key, Int32(key.count), message, message.count, buffer.baseAddress,
                nil)
            unsafe precondition(result != nil, "a keyed digest in memory cannot fail")
            count = length
        }
    }
}
