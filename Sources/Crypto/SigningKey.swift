import COpenSSL

/// A key that signs, and whose signatures anyone can check with its public part (Ed25519,
/// RFC 8032).
public struct SigningKey: Sendable {
    /// 32 bytes, the secret that the key is made from.
    private let seed: [UInt8]
    public let publicKey: VerifyingKey

    public static let length = 32

    /// A new key that nobody else has.
    public init() {
        guard let key = SigningKey(seed: SecureRandom.bytes(count: Self.length)) else {
            preconditionFailure("any 32 bytes make a key")
        }
        self = key
    }

    /// Nil unless there are 32 bytes.
    init?(seed: [UInt8]) {
        guard seed.count == Self.length, let pair = KeyHandle(seed: seed) else { return nil }
        self.seed = seed
        publicKey = VerifyingKey(known: pair.publicBytes)
    }

    /// 64 bytes; the same message always gives the same.
    public func signature(of message: [UInt8]) -> [UInt8] {
        guard let pair = KeyHandle(seed: seed) else {
            preconditionFailure("the key was made from these bytes before")
        }
        return pair.signature(of: message)
    }

    /// As other programs read and write keys (RFC 8410 §7).
    public var pem: String { PEM.encode(PEM.privatePrefix + seed, label: "PRIVATE KEY") }

    public init?(pem: String) {
        guard let bytes = PEM.decode(pem, label: "PRIVATE KEY"),
            bytes.starts(with: PEM.privatePrefix)
        else { return nil }
        self.init(seed: Array(bytes.dropFirst(PEM.privatePrefix.count)))
    }
}

/// The public part of a signing key.
public struct VerifyingKey: Hashable, Sendable {
    public let bytes: [UInt8]

    /// Nil unless there are 32 bytes; whether they are a key shows when something is checked.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == SigningKey.length else { return nil }
        self.bytes = bytes
    }

    fileprivate init(known bytes: [UInt8]) {
        self.bytes = bytes
    }

    public func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        KeyHandle(publicBytes: bytes)?.accepts(signature, of: message) ?? false
    }

    /// As other programs read it (RFC 8410 §4).
    public var pem: String { PEM.encode(PEM.publicPrefix + bytes, label: "PUBLIC KEY") }
}

/// OpenSSL's own form of a key (<https://docs.openssl.org/3.0/man3/EVP_PKEY_new/>).
@safe
private struct KeyHandle: ~Copyable {
    private let pointer: OpaquePointer

    init?(seed: [UInt8]) {
        guard
            let pointer = unsafe EVP_PKEY_new_raw_private_key(
                NID_ED25519, nil, seed, seed.count)
        else { return nil }
        unsafe self.pointer = pointer
    }

    init?(publicBytes: [UInt8]) {
        guard
            let pointer = unsafe EVP_PKEY_new_raw_public_key(
                NID_ED25519, nil, publicBytes, publicBytes.count)
        else { return nil }
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe EVP_PKEY_free(pointer)
    }

    var publicBytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: SigningKey.length)
        var length = bytes.count
        let result = unsafe EVP_PKEY_get_raw_public_key(pointer, &bytes, &length)
        precondition(result == 1 && length == bytes.count, "a key has a public part")
        return bytes
    }

    /// A one-shot signature: Ed25519 has no other
    /// (<https://docs.openssl.org/3.0/man7/EVP_SIGNATURE-ED25519/>).
    func signature(of message: [UInt8]) -> [UInt8] {
        let context = unsafe Self.context()
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var length = signature.count
        let begun = unsafe EVP_DigestSignInit(context, nil, nil, nil, pointer)
        let signed = unsafe EVP_DigestSign(context, &signature, &length, message, message.count)
        precondition(begun == 1 && signed == 1 && length == 64, "signing bytes in memory failed")
        return signature
    }

    func accepts(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        let context = unsafe Self.context()
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestVerifyInit(context, nil, nil, nil, pointer) == 1 else {
            return false
        }
        let result = unsafe EVP_DigestVerify(
            context, signature, signature.count, message, message.count)
        // What does not fit leaves an error in the thread's queue, where TLS would find it.
        ERR_clear_error()
        return result == 1
    }

    private static func context() -> OpaquePointer {
        guard let context = unsafe EVP_MD_CTX_new() else {
            preconditionFailure("no memory for a signature's context")
        }
        return unsafe context
    }
}
