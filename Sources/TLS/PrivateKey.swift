internal import COpenSSL

/// A private key of any kind. It never changes after `init`, and OpenSSL locks its reference
/// count, hence `@unchecked Sendable`.
@safe final class PrivateKey: @unchecked Sendable {
    let handle: OpaquePointer

    /// A new key on P-256, which every client of TLS 1.2 knows.
    init() {
        guard let handle = unsafe copenssl_new_p256_key() else {
            preconditionFailure("OpenSSL makes no key on P-256")
        }
        unsafe self.handle = handle
    }

    /// The first key of a PEM text.
    init(in text: [UInt8]) throws(IdentityFault) {
        let file = MemoryFile(text)
        var isEncrypted = false
        // Without a function of ours OpenSSL would ask for the pass phrase at the terminal.
        let handle = unsafe PEM_read_bio_PrivateKey(
            file.handle, nil,
            { _, _, _, wasAsked in
                unsafe wasAsked?.assumingMemoryBound(to: Bool.self).pointee = true
                return -1
            }, &isEncrypted)
        guard let handle = unsafe handle else {
            ERR_clear_error()
            throw isEncrypted ? .encryptedKey : .noKey
        }
        unsafe self.handle = handle
    }

    deinit {
        unsafe EVP_PKEY_free(handle)
    }

    func write(to file: borrowing MemoryFile) {
        unsafe PEM_write_bio_PKCS8PrivateKey(file.handle, handle, nil, nil, 0, nil, nil)
    }

    func belongs(to certificate: Certificate) -> Bool {
        defer { ERR_clear_error() }
        return unsafe X509_check_private_key(certificate.handle, handle) == 1
    }
}
