/// How a request's body is delimited (RFC 9112 §6.3).
public enum BodyFraming: Hashable, Sendable {
    case none
    case length(Int)
    case chunked
}
