internal import HTTPWire
internal import Kernel

/// A connection's exchanges until the access log has them; empty where there is no log.
struct Exchanges {
    /// Read or handled now.
    var current: Exchange?
    /// Answered, and not yet sent to their end.
    var owed: [Exchange] = []

    /// Octets of the heads that they keep; that of the current one is counted with its request.
    var heldLength: Int {
        owed.reduce(0) { $0 + $1.headLength }
    }
}

/// What the access log is told.
extension Connection {
    /// A head was read.
    func note(_ request: Request, route: String?, length: Int) {
        guard host.notes != nil else { return }
        let exchange = Exchange(
            id: request.id, client: request.client, isSecure: request.isSecure,
            head: request.head, startMilliseconds: request.receivedAtMilliseconds)
        exchange.route = route
        (exchange.headLength, exchange.receivedLength) = (length, length)
        exchanges.current = exchange
    }

    /// The server refuses, whatever a handler would have said.
    func note(_ fault: Fault) {
        guard host.notes != nil else { return }
        if exchanges.current == nil {
            exchanges.current = Exchange(
                id: requestID, client: peer, isSecure: isSecure, head: nil,
                startMilliseconds: SystemTime.wallMilliseconds())
        }
        exchanges.current?.ending = fault.status == .requestTimeout ? .late : .refused
    }

    /// The response's head is about to be queued.
    func noteResponse(_ status: Status) {
        guard host.notes != nil, let exchange = exchanges.current.take() else { return }
        exchange.status = status
        exchange.responseStart = queuedLength
        exchanges.owed.append(exchange)
    }

    /// The response is queued to its end.
    func noteResponseEnd() {
        guard host.notes != nil else { return }
        exchanges.owed.last?.responseEnd = queuedLength
    }

    /// The kernel has taken something.
    func noteSent() {
        guard host.notes != nil, !exchanges.owed.isEmpty else { return }
        let now = SystemTime.monotonicMicroseconds()
        var doneCount = 0
        for exchange in exchanges.owed where exchange.responseStart < outbox.sentLength {
            if exchange.firstMicroseconds == nil { exchange.firstMicroseconds = now }
            guard let end = exchange.responseEnd, end <= outbox.sentLength else { break }
            host.notes?.add(
                exchange, sentLength: end - exchange.responseStart, endMicroseconds: now)
            doneCount += 1
        }
        if doneCount == exchanges.owed.count {
            exchanges.owed.removeAll(keepingCapacity: true)
        } else {
            exchanges.owed.removeFirst(doneCount)
        }
    }

    /// The connection ends: what was not answered to its end never will be.
    func noteEnd() {
        let left = exchanges.owed + (exchanges.current.map { [$0] } ?? [])
        guard !left.isEmpty else { return }
        exchanges = Exchanges()
        let now = SystemTime.monotonicMicroseconds()
        for exchange in left {
            exchange.ending = ending
            let end = min(exchange.responseEnd ?? .max, outbox.sentLength)
            let hasBegun = exchange.status != nil
            host.notes?.add(
                exchange,
                sentLength: hasBegun ? max(0, end - exchange.responseStart) : 0,
                endMicroseconds: now)
        }
    }

    /// Octets of all responses so far, sent or not.
    private var queuedLength: Int {
        outbox.sentLength + outbox.length
    }
}
