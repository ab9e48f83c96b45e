internal import COpenSSL

/// What every handshake of a server begins with: its identities, the settings, and the keys of
/// the tickets by which clients resume.
///
/// One context serves all event loops, so that a client resumes on any of them.
public final class TLSContext: Sendable {
    /// One an identity; connections begin with the first, whose ticket keys are used.
    private let contexts: [IdentityContext]
    public let identities: [TLSIdentity]

    /// - Parameter identities: at least one; the first is for clients that name no host, or
    ///   none of these.
    public init(_ identities: [TLSIdentity]) throws(IdentityFault) {
        precondition(!identities.isEmpty, "a context needs an identity")
        var contexts: [IdentityContext] = []
        for identity in identities { contexts.append(try IdentityContext(identity)) }
        self.contexts = contexts
        self.identities = identities
        let argument = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe copenssl_set_server_name_callback(
            contexts[0].handle, Self.chooseIdentity, argument)
    }

    /// The state of one connection over a socket, which the caller keeps open, and this context
    /// alive, as long as it is used; nil without memory.
    func newConnection(over descriptor: Int32) -> OpaquePointer? {
        guard let connection = unsafe SSL_new(contexts[0].handle) else { return nil }
        guard unsafe SSL_set_fd(connection, descriptor) == 1 else {
            unsafe SSL_free(connection)
            return nil
        }
        unsafe SSL_set_accept_state(connection)
        return unsafe connection
    }

    /// The first identity for a host that a client names, else the first of all: the client
    /// may know the server by a name that the certificate lacks, and checks that itself
    /// (RFC 6066 §3).
    func identityIndex(for host: String) -> Int {
        identities.firstIndex { $0.names.cover(host) } ?? 0
    }

    private static let chooseIdentity: ServerNameCallback = { connection, _, argument in
        guard let argument = unsafe argument,
            let host = unsafe SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name)
        else { return SSL_TLSEXT_ERR_NOACK }
        let context = unsafe Unmanaged<TLSContext>.fromOpaque(argument).takeUnretainedValue()
        let index = unsafe context.identityIndex(for: String(cString: host))
        unsafe SSL_set_SSL_CTX(connection, context.contexts[index].handle)
        return SSL_TLSEXT_ERR_OK
    }
}

private typealias ServerNameCallback =
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?)
    -> Int32
