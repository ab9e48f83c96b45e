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

    /// All of it as it came, from the method to the empty line that ends it. Everything else here
    /// was read from these octets alone: the same octets are the same head.
    public var octets: [UInt8] { fields.octets }

    /// The octets up to and with the first empty line, if it ends within `lengthMax`; nothing is
    /// checked.
    public static func length(in bytes: RawSpan, lengthMax: Int) -> Int? {
        let end = min(bytes.byteCount, lengthMax) &- 3
        var index = bytes.firstCarriageReturn(from: 0, to: end)
        while index < end {
            if bytes.endsHead(at: index) { return index &+ 4 }
            index = bytes.firstCarriageReturn(from: index &+ 1, to: end)
        }
        return nil
    }
}
