internal import HTTPWire
public import Kernel
public import TLS

/// What a server is told at its start.
public struct ServerConfiguration: Sendable {
    /// Where to listen; all loops take connections at every address.
    public var addresses: [SocketAddress]

    /// The mode of Unix-domain sockets: who may write may connect.
    public var socketMode = ListeningSocket.ownerOnly

    /// Event loops, each a thread; one a core is right.
    public var loopCount: Int

    public var limits = ServerLimits()

    /// Whose word on their clients is taken; without any every peer stands for itself.
    public var proxies = TrustedProxies()

    /// The address that people know this server by, where the requests do not tell it.
    public var publicOrigin: Origin?

    /// With it every TCP address speaks TLS, and nothing else.
    public var tls: TLSAcceptor?

    /// The value of `Strict-Transport-Security` on every response over TLS (RFC 6797 §6.1).
    public var strictTransportSecurity: String?

    /// zlib's level for bodies compressed on the fly, 1 (fast) to 9 (small); 0 turns it off.
    public var compressionLevel: Int32 = 5

    /// Renders what the server itself refuses, so that its callers choose JSON or HTML.
    /// The request is nil when its head could not be read; the text is the request's id. Runs
    /// on the loop: it must not wait. The fields of the fault (`Allow`, `Content-Range`, …) are
    /// added by the server.
    public var faultResponse: @Sendable (Fault, Request?, String) -> Response = Self.plainFault

    /// Is told of every request; nil for none. Whoever made it closes it, after the server.
    public var accessLog: AccessLog?

    /// Whether a request whose query cannot be decoded is refused; else it reaches its handler
    /// with an empty one.
    public var refusesMalformedQueries = true

    /// Asked about each request once its head is there, before its body is read and its handler
    /// begins; a fault refuses it. Runs on the loop: it must not wait.
    public var gate: @Sendable (Request) -> Fault? = { _ in nil }

    /// Told what an operator should know; called on the loops, it must not wait.
    public var log: @Sendable (ServerEvent) -> Void = { _ in }

    public init(addresses: [SocketAddress], loopCount: Int = ProcessorCount.online) {
        precondition(loopCount > 0, "a server needs a loop")
        self.addresses = addresses
        self.loopCount = loopCount
    }

    @Sendable private static func plainFault(
        _ fault: Fault, _: Request?, _ id: String
    ) -> Response {
        let status = fault.status
        var response = Response(status: status)
        response.fields[.contentType] = "text/plain; charset=utf-8"
        var text = "\(status.code) \(status.reason)\n\(fault.detail)\n"
        if status.isServerError { text += "\(id)\n" }
        response.body = .bytes(Array(text.utf8))
        return response
    }
}
