internal import HTTPWire
internal import Kernel

/// What is noted of one request and its response for the access log.
///
/// A class, because it is handed on from reading to answering to sending, and a copy of all that
/// it holds costs more than one allocation. Touched on its loop's thread alone.
final class Exchange {
    /// How it ended, as the log's readers know it.
    enum Ending: String {
        /// The kernel has the whole response.
        case complete
        /// The client left before that.
        case gone = "client-gone"
        /// The client was too slow in sending or in reading.
        case late = "timed-out"
        /// No handler was asked.
        case refused
        /// The server broke it off: a drain's deadline, or a body that could not be produced.
        case cut
    }

    let id: String
    let client: SocketAddress
    let isSecure: Bool
    /// Nil when it could not be read.
    let head: RequestHead?
    /// The pattern of the route; nil when there is none for the path.
    var route: String?
    var ending = Ending.complete

    /// Milliseconds since 1970 in UTC, and the same instant in monotonic microseconds: when the
    /// head was whole, or was refused.
    let startMilliseconds: Int64
    let startMicroseconds = SystemTime.monotonicMicroseconds()

    /// Octets of the head, and of head and body as they came over the wire.
    var headLength = 0
    var receivedLength = 0

    var status: Status?
    /// Where the response begins and ends among all octets of the connection; a stream's end is
    /// not known until it is there.
    var responseStart = 0
    var responseEnd: Int?
    var firstMicroseconds: Int64?

    init(
        id: String, client: SocketAddress, isSecure: Bool, head: RequestHead?,
        startMilliseconds: Int64
    ) {
        self.id = id
        self.client = client
        self.isSecure = isSecure
        self.head = head
        self.startMilliseconds = startMilliseconds
    }
}
