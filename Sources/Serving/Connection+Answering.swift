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

    /// Queues a response, and makes the next request the one to be read.
    func answer(_ response: Response, to request: Request?, closes: Bool) {
        let response = response.fault.map { host.response(to: $0, request, requestID) } ?? response
        // What the client sent before it could know of the drain is still answered.
        let isLast = host.isDraining && input.isEmpty
        let closes = closes || isLast || request?.head.keepsAlive == false
        do throws(Fault) {
            var finished = try host.finisher.finish(
                response, for: request?.head, closes: closes, nowSeconds: host.nowSeconds)
            finished.head.fields.append(.xRequestID, requestID)
            queue(finished)
        } catch {
            answer(host.response(to: error, request, requestID), to: request, closes: closes)
        }
    }

    private func queue(_ response: FinishedResponse) {
        let date = host.dateText
        noteResponse(response.head.status)
        outbox.append { response.head.encode(date: date, into: &$0) }
        state = response.closes ? .closing : .head
        switch response.body {
        case .none: break
        case .pieces(let pieces): for piece in pieces { outbox.append(piece) }
        case .chunked(let produce):
            return beginStream(produce, isChunked: true, response.closes)
        case .untilClose(let produce):
            return beginStream(produce, isChunked: false, response.closes)
        }
        noteResponseEnd()
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
            stream.resumeWriter()
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
            host.report(.fileFailed)
            cut()
        }
        return false
    }

    private func awaitReader() -> Bool {
        wait(for: .reader)
        return false
    }
}
