public import HTTPWire

/// What a handler answers.
///
/// The server adds `Date`, `Connection` and the fields that frame the body, and takes them away
/// where a handler has set them. A 200 to GET or HEAD that carries `ETag` or `Last-Modified`
/// is made a 304 or 412 by the request's conditions (RFC 9110 §13.2.2), and one with a strong
/// `ETag` that is no stream a 206 or 416 by its `Range` field (§14).
public struct Response: Sendable {
    public var status: Status
    public var fields: Fields
    public var body: ResponseBody

    /// False keeps the body and its ETag as they are; see `Finisher` for the rule.
    /// Say so where the ETag's exact text is promised, or where a body mixes a secret with
    /// what the client sent, whose compressed length could tell the secret.
    public var isCompressible = true

    /// False sends it whatever conditions and ranges the request states: for what represents
    /// nothing that could be the same the next time.
    public var isConditional = true

    /// Set by a handler whose answer rests on the request's head and on what this looks at, and on
    /// nothing else: whether the same head would still get the same answer. Then the server sends
    /// it again to requests of the same octets, without asking the handler, as long as this says
    /// so; limits and logs have them like any other. Asked at each of them, on the loop: it must
    /// not wait.
    public var staysRight: (@Sendable () -> Bool)?

    /// Set when the server is to render it.
    var fault: Fault?

    public init(status: Status = .ok, fields: Fields = Fields(), body: ResponseBody = .empty) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// An error rendered by the configuration's `faultResponse`, like the server's own.
    public init(fault: Fault) {
        self.init(status: fault.status)
        self.fault = fault
    }
}

/// A body in one of the ways it can be at hand.
public enum ResponseBody: Sendable {
    case empty
    case bytes([UInt8])
    /// Both codings, for a body that is rendered once and sent often.
    case rendered(plain: [UInt8], gzip: [UInt8])
    /// The gzip coding alone, of a body of so many octets that is long and kept for long: almost
    /// everybody takes it, and for others it is decoded.
    case packed(gzip: [UInt8], plainLength: Int)
    /// Bytes and parts of files one after another; files are never read whole into memory.
    case pieces([BodyPiece])
    /// A body of unknown length, written bit by bit. It runs as a task on the connection's
    /// loop, and not at all for HEAD. The head leaves with the first part; an error before that
    /// is answered with its own status, a later one cuts the connection.
    case stream(@Sendable (BodyWriter) async throws -> Void)

    /// Octets of memory that it keeps.
    var heldLength: Int {
        switch self {
        case .empty, .stream: 0
        case .bytes(let bytes), .rendered(let bytes, _): bytes.count
        case .packed(let gzip, _): gzip.count
        case .pieces(let pieces): pieces.reduce(0) { $0 + $1.heldLength }
        }
    }

    /// Nil for a stream.
    var length: Int? {
        switch self {
        case .empty: 0
        case .bytes(let bytes), .rendered(let bytes, _): bytes.count
        case .packed(_, let length): length
        case .pieces(let pieces): pieces.reduce(0) { $0 + $1.length }
        case .stream: nil
        }
    }
}
