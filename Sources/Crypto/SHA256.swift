import COpenSSL

/// A SHA-256 computation over bytes that come piece by piece (FIPS 180-4).
///
/// One context serves any number of digests: `finish` gives the digest and begins anew, so a
/// thread that hashes often keeps one instead of allocating each time.
@safe
public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    public init() {
        guard let context = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("no memory for a digest context")
        }
        unsafe self.context = context
        begin()
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    public mutating func update(_ bytes: Span<UInt8>) {
        let result = unsafe bytes.withUnsafeBytes { bytes in
            unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        }
        precondition(result == 1, "a digest of bytes in memory cannot fail")
    }

    public mutating func update(_ bytes: [UInt8]) {
        update(bytes.span)
    }

    public mutating func update(_ text: String) {
        update(text.utf8Span.span)
    }

    /// The digest of everything since the beginning or the last `finish`.
    public mutating func finish() -> SHA256Digest {
        let digest = unsafe SHA256Digest { destination in
            let result = unsafe EVP_DigestFinal_ex(context, destination, nil)
            precondition(result == 1, "a digest of bytes in memory cannot fail")
        }
        begin()
        return digest
    }

    /// The digest of bytes that are all at hand.
    public static func digest(of bytes: [UInt8]) -> SHA256Digest {
        digest(of: bytes.span)
    }

    public static func digest(of bytes: Span<UInt8>) -> SHA256Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    private func begin() {
        let result = unsafe EVP_DigestInit_ex2(context, sha256.pointer, nil)
        precondition(result == 1, "a digest context cannot be begun")
    }
}

/// OpenSSL's SHA-256, looked up once: the search among providers costs more than the digest
/// of a short message (<https://docs.openssl.org/3.0/man7/crypto/#performance>).
private let sha256 = FetchedDigest(name: "SHA256")

/// A fetched algorithm, kept for the life of the process.
///
/// Unchecked, because OpenSSL never changes one after the fetch and any thread may use it.
@safe
private struct FetchedDigest: @unchecked Sendable {
    let pointer: OpaquePointer

    init(name: String) {
        guard let pointer = unsafe EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure("this OpenSSL has no \(name)")
        }
        unsafe self.pointer = pointer
    }
}
