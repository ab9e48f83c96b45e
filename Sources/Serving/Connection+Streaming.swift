internal import Kernel

/// A streamed body's side of the connection.
struct StreamState {
    var isChunked = false
    var closesAfterwards = false
    /// What was put aside for a client that still sends and does not read.
    var spool: Spool?
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
        let id = requestID
        task = Task(executorPreference: host.loop) {
            do {
                try await Request.$currentID.withValue(id) {
                    try await produce(BodyWriter(connection: self))
                }
                self.host.loop.perform { self.streamEnded(nil) }
            } catch {
                self.host.loop.perform { self.streamEnded(error) }
            }
        }
    }

    /// Queues one part (a chunk, RFC 9112 §7.1) and lets the writer go on when little is owed.
    func writeStream(_ bytes: [UInt8], _ writer: CheckedContinuation<Bool, Never>) {
        guard state == .streaming else { return writer.resume(returning: false) }
        let isPutAside = outbox.length >= host.limits.pendingOutputLengthMax && putAside(bytes)
        if !isPutAside { queuePart(bytes) }
        stream.suspend(writer)
        turn()
        if outbox.length < host.limits.pendingOutputLengthMax || mayPutAside {
            stream.resumeWriter()
        }
    }

    private func queuePart(_ bytes: [UInt8]) {
        guard stream.isChunked else { return outbox.append(.bytes(bytes)) }
        outbox.append { $0.append(contentsOf: Self.chunkHead(bytes.count)) }
        outbox.append(.bytes(bytes))
        outbox.append { $0.append(contentsOf: "\r\n".utf8) }
    }

    private static func chunkHead(_ length: Int) -> [UInt8] {
        Array((String(length, radix: 16) + "\r\n").utf8)
    }

    /// Many clients send their whole request before they read. Were the producer to wait for
    /// such a one, it would stop reading the body, and both would wait for each other.
    private var mayPutAside: Bool {
        isUploading && (stream.spool?.length ?? 0) < host.limits.spooledOutputLengthMax
    }

    /// Puts one part behind the others into a file; false when it has to be kept in memory.
    private func putAside(_ bytes: [UInt8]) -> Bool {
        guard mayPutAside else { return false }
        let part = stream.isChunked ? Self.chunkHead(bytes.count) + bytes + [13, 10] : bytes
        do throws(KernelError) {
            if stream.spool == nil { stream.spool = try Spool() }
            guard let piece = try stream.spool?.append(part) else { return false }
            outbox.append(piece)
            return true
        } catch {
            host.configuration.log(.spoolFailed(error))
            return false
        }
    }

    private func streamEnded(_ error: (any Error)?) {
        task = nil
        if state == .streaming {
            if let error {
                // Without the last chunk the client knows that the body is not whole.
                log(.streamFailed(error))
                cut()
            } else {
                if stream.isChunked { outbox.append { $0.append(contentsOf: "0\r\n\r\n".utf8) } }
                noteResponseEnd()
                noteSent()
                let isLast = host.isDraining && input.isEmpty
                state = stateAfterResponse(closes: stream.closesAfterwards || isLast)
                stream.spool = nil
                turn()
            }
        }
        host.handlerEnded()
    }
}
