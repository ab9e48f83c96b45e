/// The request line and header fields of one request, checked against every rule that decides
/// where the message ends and which host it is for.
public struct RequestHead: Sendable {
    public let method: Method
    public let target: RequestTarget
    /// 0 or 1. A higher minor version is read as 1, which RFC 9110 §2.5 lets a recipient do.
    public let minorVersion: Int
    public let fields: Fields
    public let framing: BodyFraming
    /// Whether the client wants to send another request on this connection (RFC 9112 §9.3).
    public let keepsAlive: Bool
    /// Whether the client waits for `100 Continue` before it sends its body (RFC 9110 §10.1.1);
    /// false for HTTP/1.0 and for requests without a body.
    public let expectsContinue: Bool

    /// The host and port the request is for: of an absolute or authority target, which overrides
    /// the Host field (RFC 9112 §3.2.2), else of the field; nil in HTTP/1.0 without Host.
    public var host: String? { target.authority ?? fields[.host] }
}
