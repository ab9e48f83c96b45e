internal import HTTPWire
internal import Kernel

/// From a request to its handler.
extension Connection {
    /// Looks at a head: what is to be done, and whether its body is read for that.
    ///
    /// - Parameters:
    ///   - length: the head's octets.
    ///   - known: what was answered to the same octets before.
    func begin(_ routed: RoutedHead, length: Int, known: KnownAnswer? = nil) {
        headLength = length
        requestID = routed.label ?? host.requestIDs.next()
        let origin = host.configuration.proxies.provenance(
            of: routed.head, from: peer, isSecure: isSecure)
        let request = Request(
            routed, id: requestID, peer: peer, client: origin.client, isSecure: origin.isSecure,
            knownOrigin: host.configuration.publicOrigin ?? origin.known,
            receivedAtMilliseconds: SystemTime.wallMilliseconds())
        note(request, route: routed.pattern, length: length)
        host.lookForUnknownProxy(request)
        let fault =
            host.fault(of: request) ?? host.configuration.gate(request)
            ?? (routed.query == nil && host.configuration.refusesMalformedQueries
                ? .malformedQuery : nil)
        if let fault { return read(request, for: .refuse(fault)) }
        if let known, known.answers(request) { return read(request, for: .again(known)) }
        read(request, for: routed.purpose)
    }

    private func read(_ request: Request, for purpose: Reception.Purpose) {
        let head = request.head
        var lengthMax = host.limits.discardedBodyLengthMax
        if case .handle(let route) = purpose {
            lengthMax = route.bodyLengthMax ?? host.limits.bodyLengthMax
            if head.framing != .none, host.load.isOutOfMemory {
                host.report(.memoryShort)
                host.load.askForMemory()
                return carryOut(.refuse(.outOfMemory), request, [], closes: true)
            }
            if case .streaming(let handler) = route.work {
                return stream(request, to: handler, lengthMax: lengthMax)
            }
        } else if head.expectsContinue {
            // The final status tells the client to keep its body; whether it does is
            // unknown, so the connection cannot go on (RFC 9110 §10.1.1).
            return carryOut(purpose, request, [], closes: true)
        }
        // Behind a CONNECT may stand what was meant for the tunnel (RFC 9110 §9.3.6).
        if head.method == .connect { return carryOut(purpose, request, [], closes: true) }
        guard head.framing != .none else { return carryOut(purpose, request, [], closes: false) }
        do throws(WireFault) {
            let limits = BodyLimits(bodyLengthMax: lengthMax)
            let decoder = try BodyDecoder(head.framing, limits: limits)
            deadline.beginBody()
            reception = Reception(request: request, purpose: purpose, decoder: decoder)
            state = .body
            if head.expectsContinue, input.isEmpty { queueContinue() }
        } catch {
            if case .handle = purpose { return refuse(Fault(error), request) }
            carryOut(purpose, request, [], closes: true)
        }
    }

    private func stream(
        _ request: Request, to handler: @escaping StreamingHandler, lengthMax: Int
    ) {
        do throws(WireFault) {
            let decoder = try BodyDecoder(
                request.head.framing, limits: BodyLimits(bodyLengthMax: lengthMax))
            settle()
            deadline.beginBody()
            handle(request, decoder, handler)
        } catch {
            refuse(Fault(error), request)
        }
    }

    func queueContinue() {
        outbox.append { $0.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n".utf8) }
    }

    /// The body is whole.
    func complete() {
        guard let reception = reception.take() else { return }
        carryOut(reception.purpose, reception.request, reception.body, closes: false)
    }

    private func carryOut(
        _ purpose: Reception.Purpose, _ request: Request, _ body: [UInt8], closes: Bool
    ) {
        settle()
        switch purpose {
        case .refuse(let fault):
            note(fault)
            answer(host.response(to: fault, request, requestID), to: request, closes: closes)
        case .respond(let response):
            answer(response, to: request, closes: closes)
        case .again(let known):
            answerAgain(known, to: request)
        case .handle(let route):
            handle(body.isEmpty ? request : request.with(body: body), route)
        case .drop:
            state = .head
        }
    }

    private func handle(_ request: Request, _ route: Route) {
        guard case .whole(let immediate, let handler) = route.work else {
            preconditionFailure("a streaming route gets its body itself")
        }
        if let response = immediate?(request) {
            return answer(response, to: request, closes: false)
        }
        startTask(request) { await handler(request) }
    }

    /// Runs a handler as a task on the loop.
    func startTask(_ request: Request, _ work: @escaping @Sendable () async -> Response) {
        state = .handling
        hand(request)
        host.handlerStarted()
        task = Task(executorPreference: host.loop) {
            // A client that left before its turn came is owed no work.
            let response =
                Task.isCancelled
                ? Response(fault: .overloaded)
                : await Request.$currentID.withValue(request.id) { await work() }
            self.host.loop.perform { self.handlerEnded(response, request) }
        }
    }

    private func handlerEnded(_ response: Response, _ request: Request) {
        task = nil
        takeBackHanded()
        if state == .handling {
            answer(bounded(response, to: request), to: request, closes: false)
            turn()
        } else {
            settleAccount()
        }
        host.handlerEnded()
    }
}

extension Connection {
    /// A large answer to one who only reads is refused while memory is short. Anything else may
    /// tell of what was done, and a refusal would deny it.
    private func bounded(_ response: Response, to request: Request) -> Response {
        guard request.method == .get, response.body.heldLength > Self.muchLength,
            host.owesMemory
        else { return response }
        host.report(.memoryShort)
        return Response(fault: .outOfMemory)
    }
}
