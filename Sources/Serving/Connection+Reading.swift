internal import HTTPWire
internal import Kernel

/// A request whose body is being read.
struct Reception {
    /// What is done once the body is there.
    enum Purpose: Sendable {
        case handle(Route)
        /// The same as before.
        case again(KnownAnswer)
        /// The body is read only to find the next request.
        case refuse(Fault)
        case respond(Response)
        /// The response was sent before the body had come.
        case drop
    }

    var request: Request
    var purpose: Purpose
    var decoder: BodyDecoder
    var body: [UInt8] = []
}

/// From octets to requests.
extension Connection {
    /// Why serving stopped.
    enum Stop {
        /// More input is needed.
        case starved
        /// The client owes reading before more is served to it.
        case full
        /// A handler runs, or the connection ends.
        case busy
    }

    /// Serves the requests that the input holds whole.
    func serveInput() -> Stop {
        while true {
            switch state {
            case .head:
                if outbox.length >= host.limits.pendingOutputLengthMax { return .full }
                guard readHead() else { return .starved }
            case .body:
                guard readBody() else { return .starved }
            case .lingering:
                input.drop()
                return .starved
            case .handling, .streaming:
                guard let upload, upload.isAwaited else { return .busy }
                guard feed(upload) else { return .starved }
            case .closing, .closed:
                return .busy
            }
        }
    }

    private func readHead() -> Bool {
        if input.isEmpty { return false }
        if !parser.hasBegun, let known = input.withSpan({ knownAnswer($0) }) {
            input.consume(known.headLength)
            begin(known.routed, length: known.headLength, known: known)
            return true
        }
        switch input.withSpan({ parser.parse($0) }) {
        case .incomplete:
            return false
        case .malformed(let fault):
            refuse(Fault(fault))
        case .done(let head, let consumed):
            input.consume(consumed)
            begin(RoutedHead(head, by: host.router), length: consumed)
        }
        return true
    }

    private func readBody() -> Bool {
        let length = input.length
        let progress = input.withSpan { octets in
            reception?.receive(octets) ?? .malformed(.malformedChunk)
        }
        switch progress {
        case .incomplete:
            input.consume(length)
            exchanges.current?.receivedLength += length
            deadline.receivedLength += length
            return false
        case .done(let consumed):
            input.consume(consumed)
            exchanges.current?.receivedLength += consumed
            complete()
        case .malformed(let fault):
            refuse(reception?.fault ?? Fault(fault), reception?.request)
        }
        return true
    }

    /// Reads from the socket; false when nothing came and the connection has to wait, or it
    /// ended.
    func receive(_ allowance: inout Int) -> Bool {
        guard isReadable else {
            awaitInput()
            return false
        }
        switch unsafe channel?.receive(into: host.scratch) ?? .broken {
        case .moved(let length):
            let mayHoldMore = unsafe channel?.mayHoldMore(after: length, of: host.scratch.count)
            isReadable = mayHoldMore ?? false || hasPeerEnded
            allowance -= length
            let octets = unsafe UnsafeRawBufferPointer(rebasing: host.scratch[..<length])
            let done = unsafe answerWhatIsKnown(octets.bytes)
            if done < length, state != .closed {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: octets[done...])
                unsafe input.append(rest, spare: &host.spareInput)
                holdsInput = true
            }
            return true
        case .consumed(let length):
            allowance -= max(length, Self.emptyRecordLength)
            return true
        case .wouldBlock:
            isReadable = false
            awaitInput()
        case .broken where channel?.hearsPlainText == true && state == .head:
            refusePlainText()
            return true
        case .end where isAnswered:
            isReadable = false
            closeOnceRead()
        case .end, .broken:
            // A request that was cut short is not carried out (RFC 9112 §8).
            close()
        }
        return false
    }

    /// Answers the requests whose heads were answered before, from where they were received.
    ///
    /// - Returns: how many octets that took; what is behind them is for the parser.
    private func answerWhatIsKnown(_ octets: RawSpan) -> Int {
        guard !parser.hasBegun, input.isEmpty else { return 0 }
        var length = 0
        while length < octets.byteCount, state == .head,
            outbox.length < host.limits.pendingOutputLengthMax,
            let known = knownAnswer(octets.extracting(droppingFirst: length))
        {
            length += known.headLength
            begin(known.routed, length: known.headLength, known: known)
        }
        return length
    }

    /// What was answered to the head with which the octets begin. What a drain ends is not
    /// answered as before.
    private func knownAnswer(_ octets: RawSpan) -> KnownAnswer? {
        host.isDraining ? nil : host.knownAnswers.find(octets, isOverTLS: isSecure)
    }

    /// As how much a record of TLS without text counts: it costs more than its octets.
    private static let emptyRecordLength = 1_024
}

extension Reception {
    mutating func receive(_ octets: RawSpan) -> BodyProgress {
        decoder.decode(octets, into: &body)
    }

    /// Whether the client has its answer already.
    var isAnswered: Bool {
        if case .drop = purpose { true } else { false }
    }

    /// The refusal that stands already, whatever else is wrong with the body.
    var fault: Fault? {
        guard case .refuse(let fault) = purpose else { return nil }
        return fault
    }
}
