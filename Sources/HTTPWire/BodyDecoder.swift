/// Takes a request's body out of the connection's octets, by Content-Length or from the chunked
/// coding, and refuses one that is longer than the limit before it has been buffered.
public struct BodyDecoder: Sendable {
    private enum State: Sendable {
        case length(remaining: Int)
        case chunked(ChunkedDecoder)
    }

    private var state: State

    /// A decoder for the body that follows a head, or the fault (413) of one whose announced
    /// length is over the limit; so a client that waits for `100 Continue` need not send it.
    public init(_ framing: BodyFraming, limits: BodyLimits = .standard) throws(WireFault) {
        switch framing {
        case .none: state = .length(remaining: 0)
        case .length(let length):
            guard length <= limits.bodyLengthMax else { throw .bodyTooLong }
            state = .length(remaining: length)
        case .chunked: state = .chunked(ChunkedDecoder(limits: limits))
        }
    }

    /// Octets still to come where that is known; nil for the chunked coding.
    public var remainingLength: Int? {
        if case .length(let remaining) = state { remaining } else { nil }
    }

    /// Appends to `body` what `bytes` hold of it. `bytes` are those behind what was consumed
    /// before: the head first, then whatever came since.
    public mutating func decode(_ bytes: RawSpan, into body: inout [UInt8]) -> BodyProgress {
        switch state {
        case .length(let remaining):
            let taken = min(remaining, bytes.byteCount)
            body.append(bytes, 0..<taken)
            state = .length(remaining: remaining - taken)
            return taken == remaining ? .done(consumed: taken) : .incomplete
        case .chunked(var decoder):
            defer { state = .chunked(decoder) }
            return decoder.decode(bytes, into: &body)
        }
    }
}
