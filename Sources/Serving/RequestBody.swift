internal import Kernel

/// Why a body that a handler reads did not come to its end.
public enum BodyError: Error, Sendable {
    /// The client has gone away, or the server is closing; nobody waits for an answer.
    case clientGone
    /// The body is malformed (400), too long (413) or came too slowly (408). A handler that
    /// throws it on has its client answered so, unless the response has begun; that one is cut.
    case refused(Fault)
}

/// The body of a request whose handler reads it while it comes.
///
/// Nothing is read from the socket but what is asked for here: a slow handler slows its client
/// and costs no memory. A client that waits for `100 Continue` gets it at the first asking
/// (RFC 9110 §10.1.1). One task reads at a time, and to the end or not at all: what a handler
/// leaves unread is dropped if it is little, otherwise the connection ends with the response.
public struct RequestBody: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = BodyError

    let upload: Upload
    let connection: Connection

    /// The next octets, never none of them; nil at the end.
    public func next() async throws(BodyError) -> [UInt8]? {
        let result = await withCheckedContinuation { reader in
            connection.host.loop.perform { connection.read(upload, reader) }
        }
        return try result.get()
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(body: self)
    }

    public struct Iterator: AsyncIteratorProtocol {
        let body: RequestBody

        public func next() async throws(BodyError) -> [UInt8]? {
            try await body.next()
        }
    }
}
