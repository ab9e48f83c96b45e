public import HTTPWire

/// Every bound on what a client can make the server spend, with its default.
public struct ServerLimits: Sendable {
    /// Lengths and counts of a request's head: 400, 414 and 431 beyond them.
    public var head = HeadLimits.standard

    /// Octets of a request's body where its route says nothing else: 413 beyond it.
    public var bodyLengthMax = 1_048_576

    /// As the limit of a route whose handler reads the body bit by bit: a pebibyte, which no
    /// client sends; a length or chunk beyond it is nonsense and refused at once.
    public static let unlimited = 1 << 50

    /// Octets of a refused request's body that are read and dropped to keep the connection;
    /// with more the connection is closed instead.
    public var discardedBodyLengthMax = 65_536

    /// A request head must be whole so long after its first octet, and a new connection must
    /// send one in the same time: 408.
    public var headTimeoutMilliseconds: Int64 = 20_000

    /// While a body is read, it must come at this many octets a second at least, in the mean of
    /// each span of this length (or end in it): 408.
    public var bodyTimeoutMilliseconds: Int64 = 20_000
    public var bodyRateMin = 100

    /// A kept connection may rest so long between a response and the next request; longer while
    /// its kernel has yet to take some of the response, by the rate of readers.
    public var idleTimeoutMilliseconds: Int64 = 75_000

    /// While a response waits for its reader, the reader must acknowledge this many octets a
    /// second at least, in the mean of each span of this length, or it is cut off.
    public var writeTimeoutMilliseconds: Int64 = 30_000
    public var writeRateMin = 100

    /// After the last response the sending side is closed, and what the client still sends is
    /// read and dropped for so long, so that its kernel does not throw the response away
    /// (RFC 9112 §9.6).
    public var lingerTimeoutMilliseconds: Int64 = 5_000

    /// When the server drains, a resting connection has so long to send one more request, which
    /// is answered with `Connection: close`. A busy client's next request is often on its way
    /// already; closing at once would lose it (RFC 9112 §9.5).
    public var drainIdleTimeoutMilliseconds: Int64 = 500

    /// The same of a connection that has sent none yet.
    public var drainConnectTimeoutMilliseconds: Int64 = 2_000

    /// Requests that were begun have so long to end when the server drains.
    public var drainTimeoutMilliseconds: Int64 = 10_000

    /// When a successor waits for the sockets, a client that is waited for must come on by at
    /// least `handoverProgressLengthMin` octets of its request's body or of its response in each
    /// span of this length, or it is cut off: nobody new is answered before the last is gone.
    public var handoverTimeoutMilliseconds: Int64 = 2_000
    public var handoverProgressLengthMin = 16_384

    /// Open connections of all loops together; nil takes what the descriptors allow, up to
    /// `derivedConnectionCountMax`. For one more, the one that has been idle longest is closed;
    /// if the server works for all of them, the new one is answered with 503 and closed.
    public var connectionCountMax: Int?

    /// Where descriptors have no limit to speak of, memory has: nobody who did not ask for more
    /// connections than this gets more.
    public static let derivedConnectionCountMax = 65_536

    /// Descriptors that connections leave to files and the database where `connectionCountMax`
    /// is nil.
    public var reservedDescriptorCount = 128

    /// Connections that one address may have open, on all loops together; one more is answered
    /// with 429 and closed. Several people can share an address, and a browser opens six.
    public var connectionsPerAddressMax = 256

    /// Requests that one address may send: so many a second in the mean, and so many at once
    /// after a rest; 429 beyond them. A rate of 0 sets no limit.
    public var requestRateMax = 100
    public var requestBurstMax = 500

    /// Whether the two limits per address bind this machine's own addresses too. They belong to
    /// proxies, tests and programs of the same owner, so they need not be bound.
    public var bindsLoopback = false

    /// Connections, of all loops together, that hear why they are refused and are then waited
    /// for; beyond them a refused one is closed as soon as it was told, read or not. They live
    /// on the descriptors in reserve.
    public var refusedCountMax = 32

    /// Octets that all connections together may make the server hold: requests received,
    /// responses not yet sent. Beyond it slow clients are cut off, and while that does not
    /// help, requests with a body are answered with 503.
    public var heldLengthMax = 256 << 20

    /// Connections that a loop accepts before it looks after the others.
    public var acceptsPerTurnMax = 64

    /// Rest after the descriptors ran out, before the next try to accept.
    public var acceptPauseMilliseconds: Int64 = 100

    /// Where the idlest was closed for its descriptor so often and nobody could be accepted even
    /// so, because others take what becomes free or more are open than may be, no other one is
    /// closed within so long.
    public var vainSheddingCountMax = 4
    public var vainSheddingPauseMilliseconds: Int64 = 1_000

    /// Octets that one connection may receive or send before the others have their turn; a
    /// client waits for one such turn of each of the others at the worst.
    public var lengthPerTurnMax = 65_536

    /// Octets of responses a connection may owe; while it owes more, no further request of it
    /// is served and its streams are paused.
    public var pendingOutputLengthMax = 65_536

    /// Octets that the kernel takes for one connection beyond what is on its way.
    public var unsentLengthMax = 131_072

    /// Octets of a streamed response that are put aside in a file for a client that still sends
    /// its request and does not read yet; with more the handler waits for the client.
    public var spooledOutputLengthMax = 67_108_864

    /// The same of all connections together, and how many files that may be: each takes a
    /// descriptor, by default half of those in reserve.
    public var spooledLengthMax = 1 << 30
    public var spoolCountMax = 64

    /// A textual body of at least so many octets is compressed; a shorter one gains nothing.
    public var compressionLengthMin = 1_024

    /// A longer one that is not at hand compressed is sent as it is: it would be compressed on the loop, for milliseconds in
    /// which nobody else is served.
    public var compressionLengthMax = 262_144

    /// Answers that a loop keeps for requests of the same octets, and octets that those of all
    /// loops may take together. A longer head is read anew each time.
    static let knownAnswerCountMax = 4_096
    static let knownAnswersLengthMax = 32 << 20
    static let knownHeadLengthMax = 2_048

    public init() {}

    /// Bounds a server beside another one by a part of what that one may have.
    ///
    /// - Parameter descriptorCount: files that the process may open.
    public mutating func takeShare(of parts: Int, descriptorCount: Int) {
        let count = connectionCountMax ?? connectionCount(ofDescriptors: descriptorCount)
        connectionCountMax = max(1, count / parts)
        heldLengthMax = max(1 << 20, heldLengthMax / parts)
        refusedCountMax = max(1, refusedCountMax / parts)
    }

    /// Octets that must come in a span of `bodyTimeoutMilliseconds`, at least one.
    var bodyProgressLengthMin: Int {
        max(1, Int(bodyTimeoutMilliseconds) * bodyRateMin / 1_000)
    }

    /// Octets that must be read in a span of `writeTimeoutMilliseconds`, at least one.
    var writeProgressLengthMin: Int {
        max(1, Int(writeTimeoutMilliseconds) * writeRateMin / 1_000)
    }

    /// The connections for which so many descriptors are enough. A process with few of them
    /// keeps at least a quarter for connections.
    func connectionCount(ofDescriptors count: Int) -> Int {
        min(Self.derivedConnectionCountMax, max(1, count - reservedDescriptorCount, count / 4))
    }
}
