internal import HTTPWire
internal import Kernel

/// From a response to octets.
extension Connection {
    /// Refuses what cannot be gone on from: answers and ends the connection.
    func refuse(_ fault: Fault, _ request: Request? = nil) {
        settle()
        if request == nil { requestID = host.requestIDs.next() }
        note(fault)
        answer(host.response(to: fault, request, requestID), to: request, closes: true)
    }

    /// Tells who speaks plain HTTP to an address of HTTPS that it is one. The text is the same for
    /// people and programs: whoever gets it has no other sign of what is wrong.
    func refusePlainText() {
        isSecure = false
        settle()
        requestID = host.requestIDs.next()
        note(Fault(.badRequest, "This address speaks HTTPS only."))
        answer(.plainTextOverTLS, to: nil, closes: true)
    }

    /// Queues a response, and makes the next request the one to be read.
    func answer(_ response: Response, to request: Request?, closes: Bool) {
        let response = response.fault.map { host.response(to: $0, request, requestID) } ?? response
        // What the client sent before it could know of the drain is still answered.
        let isLast = host.isDraining && input.isEmpty
        // A stream, which is not run for HEAD, may still read the body.
        let isStream = response.body.length == nil && request?.head.method != .head
        let closes =
            closes || isLast || request?.head.keepsAlive == false
            || (!isStream && !canSkipUpload())
        do throws(Fault) {
            var finished = try host.finisher.finish(
                response, for: request?.head, isHead: request == nil && hasBegunHead,
                mayCode: request?.isForOtherSite != true, closes: closes,
                nowSeconds: host.nowSeconds)
            if isSecure, let value = host.configuration.strictTransportSecurity {
                finished.head.fields.set(.strictTransportSecurity, value)
            }
            if let staysRight = response.staysRight { keep(finished, of: request, staysRight) }
            finished.head.fields.append(.xRequestID, requestID)
            queue(finished, to: request)
        } catch {
            answer(host.response(to: error, request, requestID), to: request, closes: closes)
        }
    }

    /// Keeps an answer for the next request of the same octets.
    private func keep(
        _ response: FinishedResponse, of request: Request?,
        _ staysRight: @escaping @Sendable () -> Bool
    ) {
        guard let request,
            let known = KnownAnswer(
                response, to: request, isOverTLS: isSecure, staysRight)
        else { return }
        host.knownAnswers.keep(known)
    }

    /// Queues what was answered before. The date and the label are this request's.
    func answerAgain(_ known: KnownAnswer, to request: Request) {
        let date = host.dateText(at: request.receivedAtMilliseconds)
        let id = requestID
        noteResponse(known.status)
        outbox.append { known.encode(date: date, id: id, into: &$0) }
        for piece in known.longPieces { outbox.append(piece) }
        noteResponseEnd()
        state = .head
    }

    /// Whether a request that cannot be read, or has not come whole, asks by HEAD.
    private var hasBegunHead: Bool {
        state == .head && input.withSpan { parser.isHead(in: $0) }
    }

    private func queue(_ response: FinishedResponse, to request: Request?) {
        switch response.body {
        case .none: queue(response, [])
        case .pieces(let pieces): queue(response, pieces)
        case .chunked(let produce), .untilClose(let produce):
            beginStream(produce, response, to: request)
        }
    }

    private func queue(_ response: FinishedResponse, _ pieces: [BodyPiece]) {
        queue(response.head)
        for piece in pieces { outbox.append(piece) }
        noteResponseEnd()
        state = stateAfterResponse(closes: response.closes)
    }

    func queue(_ head: ResponseHead) {
        let date = host.dateText
        noteResponse(head.status)
        outbox.append { head.encode(date: date, into: &$0) }
    }

    /// Hands to the kernel what is owed; false when the turn has to end.
    func flush(_ allowance: inout Int) -> Bool {
        guard !outbox.isEmpty else { return true }
        guard isWritable else { return awaitReader() }
        let progress = unsafe channel?.flush(
            &outbox, allowance: &allowance, scratch: host.scratch)
        noteSent()
        switch progress ?? .broken {
        case .done:
            stream?.resumeWriter()
            if deadline.wait == .reader { settle() }
            return true
        case .blocked:
            isWritable = false
            return awaitReader()
        case .paused:
            goOnLater()
        case .broken:
            close()
        case .fileFailed:
            log(.fileFailed)
            cut()
        }
        return false
    }

    /// Tells the operator of what befell the response of the current request.
    func log(_ event: ServerEvent) {
        Request.$currentID.withValue(requestID) { host.report(event) }
    }

    /// A client that sends need not read at the same time: what it is owed waits.
    private func awaitReader() -> Bool {
        if let upload, upload.isAwaited { return true }
        wait(for: .reader)
        return false
    }
}

extension Response {
    fileprivate static let plainTextOverTLS = Response(
        status: .badRequest,
        fields: [.contentType: "text/plain; charset=utf-8"],
        body: .bytes(
            Array(
                """
                Cổng này chỉ nhận HTTPS; hãy dùng địa chỉ bắt đầu bằng https://
                This port speaks HTTPS only; use an address that begins with https://

                """.utf8)))
}
