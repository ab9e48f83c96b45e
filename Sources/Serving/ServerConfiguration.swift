public import HTTPWire
public import Kernel

/// What a server is told at its start.
public struct ServerConfiguration: Sendable {
    /// Where to listen; a TCP address is shared by all loops, a Unix-domain socket belongs to
    /// the first of them.
    public var addresses: [SocketAddress]

    /// Event loops, each a thread; one a core is right.
    public var loopCount: Int

    public var limits = ServerLimits()

    /// zlib's level for bodies compressed on the fly, 1 (fast) to 9 (small); 0 turns it off.
    public var compressionLevel: Int32 = 5

    /// Renders what the server itself refuses, so that its callers choose JSON or HTML.
    /// The request is nil when its head could not be read. Runs on the loop: it must not wait.
    /// The fields of the fault (`Allow`, `Content-Range`, …) are added by the server.
    public var faultResponse: @Sendable (Status, Fault, Request?) -> Response = Self.plainFault

    /// Told what an operator should know; called on the loops, it must not wait.
    public var log: @Sendable (ServerEvent) -> Void = { _ in }

    public init(addresses: [SocketAddress], loopCount: Int = ProcessorCount.online) {
        precondition(loopCount > 0, "a server needs a loop")
        self.addresses = addresses
        self.loopCount = loopCount
    }

    @Sendable private static func plainFault(
        _ status: Status, _ fault: Fault, _: Request?
    ) -> Response {
        var response = Response(status: status)
        response.fields[.contentType] = "text/plain; charset=utf-8"
        response.body = .bytes(Array("\(status.code) \(status.reason)\n\(fault.detail)\n".utf8))
        return response
    }
}

/// What a server reports beside its answers.
public enum ServerEvent: Sendable {
    /// Accepting failed for want of descriptors and is tried again after a pause.
    case acceptPaused(KernelError)
    /// A handler's stream ended with an error after its head was sent; the connection was cut,
    /// so that the client does not take the part for the whole.
    case streamFailed(any Error)
    /// A file got shorter, or could not be read, while it was sent; the connection was cut.
    case fileFailed
}
