internal import COpenSSL

/// OpenSSL's SSL_CTX that presents one identity, with the settings that all have.
///
/// It never changes after `init` but for what OpenSSL locks itself, hence
/// `@unchecked Sendable`.
@safe final class IdentityContext: @unchecked Sendable {
    let handle: OpaquePointer

    init(_ identity: TLSIdentity) throws(IdentityFault) {
        guard let handle = unsafe SSL_CTX_new(TLS_server_method()) else {
            preconditionFailure("no memory for a TLS context")
        }
        unsafe self.handle = handle
        setAlgorithms()
        setSessions()
        setBuffering()
        unsafe SSL_CTX_set_alpn_select_cb(handle, Self.chooseProtocol, nil)
        guard present(identity) else { throw .refused(OpenSSLError.take()) }
    }

    deinit {
        unsafe SSL_CTX_free(handle)
    }

    private func present(_ identity: TLSIdentity) -> Bool {
        unsafe SSL_CTX_use_certificate(handle, identity.certificate.handle) == 1
            && identity.intermediates.allSatisfy {
                unsafe copenssl_add_chain_certificate(handle, $0.handle) == 1
            }
            && SSL_CTX_use_PrivateKey(handle, identity.key.handle) == 1
    }

    /// Forward secrecy and authenticated encryption alone (RFC 9325 §4.2); those of TLS 1.3
    /// all are so.
    private static let ciphers = [
        "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
    ].joined(separator: ":")

    private static let groups = "X25519:P-256:P-384"

    /// Nothing with SHA-1 or SHA-224, which OpenSSL would still offer in TLS 1.2.
    private static let signatureAlgorithms = [
        "ECDSA+SHA256", "ECDSA+SHA384", "ECDSA+SHA512", "ed25519",
        "RSA-PSS+SHA256", "RSA-PSS+SHA384", "RSA-PSS+SHA512",
        "RSA+SHA256", "RSA+SHA384", "RSA+SHA512",
    ].joined(separator: ":")

    private func setAlgorithms() {
        let isSet =
            unsafe copenssl_set_versions(handle, TLS1_2_VERSION, TLS1_3_VERSION) == 1
            && SSL_CTX_set_cipher_list(handle, Self.ciphers) == 1
            && copenssl_set_groups(handle, Self.groups) == 1
            && copenssl_set_signature_algorithms(handle, Self.signatureAlgorithms) == 1
        precondition(isSet, "this OpenSSL lacks an algorithm of TLS 1.2 or 1.3")
        unsafe SSL_CTX_set_options(
            handle,
            copenssl_no_compression | copenssl_no_renegotiation | copenssl_server_preference
                | copenssl_prioritize_chacha)
    }

    /// A ticket can be used so long. Who steals the keys can read what was sent under them, so
    /// it is hours and not days.
    private static let ticketSeconds = 7_200

    /// Sessions live in the clients' tickets alone, so they cost the server no memory, and any
    /// loop can go on with them (RFC 5077, RFC 8446 §2.2). The tickets' keys are random and end
    /// with the context. Early data, which can be replayed, is off unless asked for.
    private func setSessions() {
        unsafe SSL_CTX_set_timeout(handle, Self.ticketSeconds)
        unsafe copenssl_set_cache_mode(handle, Int(SSL_SESS_CACHE_OFF))
    }

    /// A resting connection gives its 34 KB of buffers back, and a write is repeated from
    /// wherever its octets have moved to.
    private func setBuffering() {
        let mode =
            SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
            | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
        unsafe copenssl_set_mode(handle, Int(mode))
        // Else one call would go on for as long as records without text come (KeyUpdate), and the
        // loop with it. It also goes on while it has read ahead, so that is off as well, as
        // it is by default.
        unsafe copenssl_clear_mode(handle, Int(SSL_MODE_AUTO_RETRY))
    }

    /// `http/1.1` as the extension spells it: length and name.
    private static let spokenProtocol: StaticString = "\u{8}http/1.1"

    /// A client that names protocols and not this one is told so and gone (RFC 7301 §3.2);
    /// otherwise it would take the answer for one of another protocol.
    private static let chooseProtocol: SSL_CTX_alpn_select_cb_func = {
        _, chosen, chosenLength, offered, offeredLength, _ in
        // The parameter's type is not const, though nothing is written through it.
        let result = unsafe chosen?.withMemoryRebound(
            to: UnsafeMutablePointer<UInt8>?.self, capacity: 1
        ) {
            unsafe SSL_select_next_proto(
                $0, chosenLength, spokenProtocol.utf8Start,
                UInt32(spokenProtocol.utf8CodeUnitCount), offered, offeredLength)
        }
        return result == OPENSSL_NPN_NEGOTIATED
            ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL
    }
}
