internal import Kernel

/// The client has gone away, or the server is closing; a stream ends with it.
public struct ClientGone: Error, Sendable {}

/// Where a streamed body is written to.
public struct BodyWriter: Sendable {
    let connection: Connection

    /// Sends the bytes, or queues them and waits until the client has read enough of what was
    /// sent before: a slow reader slows the producer and costs no memory.
    ///
    /// Throws when the client is gone; pass that on, there is nobody to write to.
    public func write(_ bytes: [UInt8]) async throws(ClientGone) {
        guard !bytes.isEmpty else { return }
        let goesOn = await withCheckedContinuation { continuation in
            connection.host.loop.perform {
                connection.writeStream(bytes, continuation)
            }
        }
        if !goesOn { throw ClientGone() }
    }
}
