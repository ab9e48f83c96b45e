import COpenSSL

/// Whether two secrets are equal, in a time that tells nothing about where they differ.
///
/// Only their lengths may show (<https://docs.openssl.org/3.0/man3/CRYPTO_memcmp/>).
public func isEqualInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe one.withUnsafeBytes { one in
        unsafe other.withUnsafeBytes { other in
            unsafe CRYPTO_memcmp(one.baseAddress, other.baseAddress, one.count) == 0
        }
    }
}
