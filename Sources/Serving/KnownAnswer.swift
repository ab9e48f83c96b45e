internal import Glibc
internal import HTTPWire

/// An answer as it was sent, for requests of the same octets.
///
/// Whatever else it depends on is looked at again at each request: what the handler says of it,
/// and what a proxy in front tells beside the client's address. A connection is closed by no
/// answer that is kept.
///
/// The request's head, the answer's head and a short body lie in one array, one behind the
/// other: where many answers are asked for in turn, fetching scattered pieces of each from memory
/// would cost more than everything else that is done with it.
final class KnownAnswer: Sendable {
    let routed: RoutedHead
    let isOverTLS: Bool
    let status: Status
    /// What is too long to be copied behind its head.
    let longPieces: [BodyPiece]
    private let isSecure: Bool
    private let knownOrigin: Origin?
    private let staysRight: @Sendable () -> Bool
    private let octets: [UInt8]
    /// Where the request's head ends and the answer's begins.
    let headLength: Int
    /// Where the value of `Date` belongs, and that of `X-Request-Id`, which is the last.
    private let datePlace: Int
    private let idPlace: Int

    /// Nil for one that is not to be kept: a part of a body is seldom asked for twice, a stream
    /// is made anew each time, a label of the client's own never comes again, and what the
    /// clock decides is left to it.
    init?(
        _ response: FinishedResponse, to request: Request, isOverTLS: Bool,
        _ staysRight: @escaping @Sendable () -> Bool
    ) {
        let (head, routed) = (response.head, request.routed)
        guard head.status == .ok || head.status == .notModified, !response.closes,
            routed.label == nil, routed.head.framing == .none,
            routed.head.octets.count <= ServerLimits.knownHeadLengthMax,
            !head.fields.contains(.lastModified), let pieces = response.body.pieces
        else { return nil }
        self.routed = routed
        self.isOverTLS = isOverTLS
        status = head.status
        isSecure = request.isSecure
        knownOrigin = request.knownOrigin
        self.staysRight = staysRight
        var octets = routed.head.octets
        headLength = octets.count
        status.encodeLine(into: &octets)
        octets.append(contentsOf: "Date: ".utf8)
        datePlace = octets.count
        octets.append(contentsOf: "\r\n".utf8)
        head.fields.encode(into: &octets)
        octets.append(contentsOf: "X-Request-Id: ".utf8)
        idPlace = octets.count
        octets.append(contentsOf: "\r\n\r\n".utf8)
        if pieces.length <= Outbox.copiedLengthMax, let body = pieces.read() {
            // Growing by itself it would take up to twice as much.
            octets.reserveCapacity(octets.count + body.count)
            octets.append(contentsOf: body)
            longPieces = []
        } else {
            longPieces = pieces
        }
        self.octets = octets
    }

    /// Whether it is to a head of these octets.
    func isTo(_ head: RawSpan, isOverTLS: Bool) -> Bool {
        guard isOverTLS == self.isOverTLS, head.byteCount == headLength else { return false }
        return unsafe head.withUnsafeBytes { head in
            unsafe octets.withUnsafeBytes { octets in
                guard let head = head.baseAddress, let octets = octets.baseAddress else {
                    return false
                }
                return unsafe memcmp(head, octets, headLength) == 0
            }
        }
    }

    /// Octets of memory that it keeps, about; other answers may share a long body.
    var heldLength: Int {
        longPieces.reduce(headLength + octets.capacity + Self.overhead) { $0 + $1.heldLength }
    }

    /// What the objects take beside the octets.
    private static let overhead = 1_024

    /// Whether a request whose head has the same octets gets it too.
    func answers(_ request: Request) -> Bool {
        isSecure == request.isSecure && knownOrigin == request.knownOrigin && staysRight()
    }

    /// Appends the head, and the body if it is short.
    func encode(date: String, id: String, into output: inout [UInt8]) {
        unsafe octets.withUnsafeBytes { octets in
            unsafe output.append(octets, headLength..<datePlace)
            output.append(contentsOf: date.utf8)
            unsafe output.append(octets, datePlace..<idPlace)
            output.append(contentsOf: id.utf8)
            unsafe output.append(octets, idPlace..<octets.count)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ octets: UnsafeRawBufferPointer, _ range: Range<Int>) {
        unsafe append(contentsOf: UnsafeRawBufferPointer(rebasing: octets[range]))
    }
}

extension FinishedResponse.Body {
    /// Nil for one that is made while it is sent.
    fileprivate var pieces: [BodyPiece]? {
        switch self {
        case .none: []
        case .pieces(let pieces): pieces
        case .chunked, .untilClose: nil
        }
    }
}

extension [BodyPiece] {
    /// The octets of all; nil when a file cannot be read whole.
    fileprivate func read() -> [UInt8]? {
        var octets: [UInt8] = []
        for piece in self {
            guard let read = piece.read() else { return nil }
            octets += read
        }
        return octets
    }
}
