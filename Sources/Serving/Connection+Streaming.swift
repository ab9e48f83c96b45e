internal import HTTPWire
internal import Kernel

/// A streamed body's side of the connection.
struct StreamState {
    let request: Request?
    let isChunked: Bool
    let closesAfterwards: Bool
    /// Leaves with the first part: until then a failure can still be told by a status.
    var head: ResponseHead?
    /// What was put aside for a client that still sends and does not read.
    var spool: Spool?
    /// No file is to be had; the producer has to wait for the client.
    var hasSpoolFailed = false
    /// The producer, waiting for the client to read.
    private var waiting: CheckedContinuation<Bool, Never>?

    init(_ response: FinishedResponse, to request: Request?) {
        self.request = request
        head = response.head
        closesAfterwards = response.closes
        if case .chunked = response.body { isChunked = true } else { isChunked = false }
    }

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
        _ produce: @escaping @Sendable (BodyWriter) async throws -> Void,
        _ response: FinishedResponse, to request: Request?
    ) {
        state = .streaming
        stream = StreamState(response, to: request)
        hand(request)
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
        queueStreamHead()
        let isPutAside = !mayOweMore && putAside(bytes)
        if !isPutAside { queuePart(bytes) }
        stream?.suspend(writer)
        turn()
        if mayOweMore || mayPutAside { stream?.resumeWriter() }
    }

    private var mayOweMore: Bool { outbox.length < host.limits.pendingOutputLengthMax }

    private func queueStreamHead() {
        if let head = stream?.head.take() { queue(head) }
    }

    private func queuePart(_ bytes: [UInt8]) {
        guard stream?.isChunked == true else { return outbox.append(.bytes(bytes)) }
        outbox.append { $0.append(contentsOf: Self.chunkHead(bytes.count)) }
        outbox.append(.bytes(bytes))
        outbox.append { $0.append(contentsOf: Self.chunkEnd) }
    }

    private static let chunkEnd = Array("\r\n".utf8)

    private static func chunkHead(_ length: Int) -> [UInt8] {
        Array(String(length, radix: 16).utf8) + chunkEnd
    }

    /// Many clients send their whole request before they read. Were the producer to wait for
    /// such a one, it would stop reading the body, and both would wait for each other.
    private var mayPutAside: Bool {
        isUploading && stream?.hasSpoolFailed == false
            && (stream?.spool?.length ?? 0) < host.limits.spooledOutputLengthMax
            && host.load.maySpool && (stream?.spool != nil || host.load.mayOpenSpool)
    }

    /// Puts one part behind the others into a file; false when it has to be kept in memory.
    private func putAside(_ bytes: [UInt8]) -> Bool {
        guard mayPutAside, let isChunked = stream?.isChunked else { return false }
        let part = isChunked ? Self.chunkHead(bytes.count) + bytes + Self.chunkEnd : bytes
        do throws(KernelError) {
            if stream?.spool == nil { stream?.spool = try Spool(countedIn: host.load) }
            guard let piece = try stream?.spool?.append(part) else { return false }
            outbox.append(piece)
            return true
        } catch {
            log(.spoolFailed(error))
            stream?.hasSpoolFailed = true
            return false
        }
    }

    private func streamEnded(_ error: (any Error)?) {
        task = nil
        takeBackHanded()
        if state == .streaming {
            if let error {
                streamFailed(error)
            } else {
                finishStream()
            }
            turn()
        } else {
            settleAccount()
        }
        host.handlerEnded()
    }

    private func finishStream() {
        queueStreamHead()
        guard let stream = stream.take() else { return }
        if stream.isChunked { outbox.append { $0.append(contentsOf: "0\r\n\r\n".utf8) } }
        noteResponseEnd()
        noteSent()
        let isLast = host.isDraining && input.isEmpty
        state = stateAfterResponse(closes: stream.closesAfterwards || isLast)
    }

    /// Before its first part a response can still be replaced. Later it is cut: without the
    /// last chunk the client knows that the body is not whole.
    private func streamFailed(_ error: any Error) {
        var fault = Fault.internalError
        if case .refused(let refusal)? = error as? BodyError {
            fault = refusal
        } else {
            log(.streamFailed(error))
        }
        guard let stream = stream.take() else { return cut() }
        guard stream.head == nil else {
            return answer(Response(fault: fault), to: stream.request, closes: true)
        }
        ending = fault.status == .requestTimeout ? .late : .cut
        guard error is BodyError, stream.isChunked else { return cut(ending) }
        // The parts that were written tell what was done with what came, so they still go out.
        abandonUpload()
        state = .closing
    }
}
