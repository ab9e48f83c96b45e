internal import Kernel

/// A streamed body's side of the connection.
struct StreamState {
    var isChunked = false
    var closesAfterwards = false
    /// The producer, waiting for the client to read.
    private var waiting: CheckedContinuation<Bool, Never>?

    mutating func suspend(_ writer: CheckedContinuation<Bool, Never>) {
        precondition(waiting == nil, "a body has one writer at a time")
        waiting = writer
    }

    mutating func resumeWriter() {
        waiting.take()?.resume(returning: true)
    }

    mutating func abandon() {
        waiting.take()?.resume(returning: false)
    }
}

extension Connection {
    func beginStream(
        _ produce: @escaping @Sendable (BodyWriter) async throws -> Void, isChunked: Bool,
        _ closes: Bool
    ) {
        state = .streaming
        stream = StreamState()
        stream.isChunked = isChunked
        stream.closesAfterwards = closes
        host.handlerStarted()
        task = Task(executorPreference: host.loop) {
            do {
                try await produce(BodyWriter(connection: self))
                self.host.loop.perform { self.streamEnded(nil) }
            } catch {
                self.host.loop.perform { self.streamEnded(error) }
            }
        }
    }

    /// Queues one part (a chunk, RFC 9112 §7.1) and lets the writer go on when little is owed.
    func writeStream(_ bytes: [UInt8], _ writer: CheckedContinuation<Bool, Never>) {
        guard state == .streaming else { return writer.resume(returning: false) }
        if stream.isChunked {
            let size = String(bytes.count, radix: 16)
            outbox.append { $0.append(contentsOf: "\(size)\r\n".utf8) }
            outbox.append(.bytes(bytes))
            outbox.append { $0.append(contentsOf: "\r\n".utf8) }
        } else {
            outbox.append(.bytes(bytes))
        }
        stream.suspend(writer)
        turn()
        if outbox.length < host.limits.pendingOutputLengthMax { stream.resumeWriter() }
    }

    private func streamEnded(_ error: (any Error)?) {
        task = nil
        if state == .streaming {
            if let error {
                // Without the last chunk the client knows that the body is not whole.
                host.report(.streamFailed(error))
                cut()
            } else {
                if stream.isChunked { outbox.append { $0.append(contentsOf: "0\r\n\r\n".utf8) } }
                noteResponseEnd()
                noteSent()
                let isLast = host.isDraining && input.isEmpty
                state = stream.closesAfterwards || isLast ? .closing : .head
                turn()
            }
        }
        host.handlerEnded()
    }
}
