import COpenSSL

/// Small secrets that lie in the database under a key that does not: AES-256 in GCM
/// (NIST SP 800-38D), the nonce before and the tag behind what is sealed.
public enum SealedBox {
    public static let keyLength = 32
    private static let nonceLength = 12
    private static let tagLength = 16

    /// - Parameter context: has to be the same when it is opened, so that a box cannot be moved
    ///   from one row to another.
    public static func seal(_ secret: [UInt8], key: [UInt8], context: [UInt8]) -> [UInt8] {
        precondition(key.count == keyLength, "the key of AES-256 has 32 octets")
        let nonce = SecureRandom.bytes(count: nonceLength)
        let cipher = CipherContext()
        var sealed = [UInt8](repeating: 0, count: secret.count)
        var tag = [UInt8](repeating: 0, count: tagLength)
        var count: Int32 = 0
        let isDone =
            unsafe EVP_EncryptInit_ex(cipher.raw, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_EncryptUpdate(cipher.raw, nil, &count, context, Int32(context.count)) == 1
            && EVP_EncryptUpdate(cipher.raw, &sealed, &count, secret, Int32(secret.count)) == 1
            && EVP_EncryptFinal_ex(cipher.raw, nil, &count) == 1
            && EVP_CIPHER_CTX_ctrl(
                cipher.raw, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), &tag) == 1
        precondition(isDone, "sealing in memory cannot fail")
        return nonce + sealed + tag
    }

    /// Nil for what was sealed with another key or context, or was changed since.
    public static func open(_ box: [UInt8], key: [UInt8], context: [UInt8]) -> [UInt8]? {
        guard key.count == keyLength, box.count >= nonceLength + tagLength else { return nil }
        let nonce = Array(box.prefix(nonceLength))
        let sealed = Array(box.dropFirst(nonceLength).dropLast(tagLength))
        var tag = Array(box.suffix(tagLength))
        let cipher = CipherContext()
        var secret = [UInt8](repeating: 0, count: sealed.count)
        var count: Int32 = 0
        let isRight =
            unsafe EVP_DecryptInit_ex(cipher.raw, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_DecryptUpdate(cipher.raw, nil, &count, context, Int32(context.count)) == 1
            && EVP_DecryptUpdate(cipher.raw, &secret, &count, sealed, Int32(sealed.count)) == 1
            && EVP_CIPHER_CTX_ctrl(
                cipher.raw, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1
            && EVP_DecryptFinal_ex(cipher.raw, nil, &count) == 1
        return isRight ? secret : nil
    }
}

/// One use of a cipher.
@safe
private struct CipherContext: ~Copyable {
    let raw: OpaquePointer

    init() {
        guard let raw = unsafe EVP_CIPHER_CTX_new() else {
            preconditionFailure("no memory for a cipher")
        }
        unsafe self.raw = raw
    }

    deinit {
        unsafe EVP_CIPHER_CTX_free(raw)
    }
}
