public import HTTPWire
public import Kernel

/// Who sent a request.
public typealias PeerAddress = SocketAddress

/// One request with its whole body, as a handler gets it.
public struct Request: Sendable {
    /// What follows from the head alone.
    let routed: RoutedHead

    public let body: [UInt8]

    /// The label under which the logs have it, and that its response carries as `X-Request-Id`.
    public let id: String

    /// The other end of the connection: the client, or a proxy.
    public let peer: PeerAddress

    /// Who asks, as far as that is known: the peer, or whom a trusted proxy names.
    public let client: PeerAddress

    /// True when the client's own connection is encrypted: the one to this server, or the one
    /// to the trusted proxy before it.
    public let isSecure: Bool

    /// The public address, where the configuration or a trusted proxy tells it.
    let knownOrigin: Origin?

    /// When its head was whole: milliseconds since 1970 in UTC.
    public let receivedAtMilliseconds: Int64

    public init(
        head: RequestHead, segments: [String] = [], query: Query = Query(),
        parameters: PathParameters = PathParameters(), body: [UInt8] = [], id: String = "",
        peer: PeerAddress = .unix(path: ""), client: PeerAddress? = nil, isSecure: Bool = false,
        knownOrigin: Origin? = nil,
        receivedAtMilliseconds: Int64 = SystemTime.wallMilliseconds()
    ) {
        self.init(
            RoutedHead(head, segments: segments, parameters: parameters, query: query),
            body: body, id: id, peer: peer, client: client ?? peer, isSecure: isSecure,
            knownOrigin: knownOrigin, receivedAtMilliseconds: receivedAtMilliseconds)
    }

    init(
        _ routed: RoutedHead, body: [UInt8] = [], id: String, peer: PeerAddress,
        client: PeerAddress, isSecure: Bool, knownOrigin: Origin?, receivedAtMilliseconds: Int64
    ) {
        self.routed = routed
        self.body = body
        self.id = id
        self.peer = peer
        self.client = client
        self.isSecure = isSecure
        self.knownOrigin = knownOrigin
        self.receivedAtMilliseconds = receivedAtMilliseconds
    }

    /// The same with its body.
    func with(body: [UInt8]) -> Request {
        Request(
            routed, body: body, id: id, peer: peer, client: client, isSecure: isSecure,
            knownOrigin: knownOrigin, receivedAtMilliseconds: receivedAtMilliseconds)
    }

    public var head: RequestHead { routed.head }

    /// The path's segments, percent-decoded; empty for `/`.
    public var segments: [String] { routed.segments }

    /// The query's pairs; a malformed query never reaches a handler, or as an empty one.
    public var query: Query { routed.query ?? Query() }

    /// What the route's pattern took from the path.
    public var parameters: PathParameters { routed.parameters }

    public var method: Method { head.method }
    public var fields: Fields { head.fields }

    /// The path as sent, with its escapes.
    public var path: String { head.target.path }
}

/// The named parts of a path that a route's pattern took out of it.
public struct PathParameters: Sendable {
    let names: [String]
    let values: [String]

    public init() {
        names = []
        values = []
    }

    /// The names are the route's and shared by all its requests; the values go with them.
    init(names: [String], values: [String]) {
        self.names = names
        self.values = values
    }

    /// The part of that name. Asking for one the pattern does not have is a bug.
    public subscript(name: String) -> String {
        guard let index = names.firstIndex(of: name) else {
            preconditionFailure("the route's pattern has no {\(name)}")
        }
        return values[index]
    }
}
