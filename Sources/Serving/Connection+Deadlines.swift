internal import HTTPWire
internal import Kernel

/// What a connection waits for, and since when.
struct Deadline {
    enum Wait {
        /// For nothing of the client's.
        case nothing
        /// For the next request to begin.
        case request
        /// For the rest of a head.
        case head
        /// For the rest of a body.
        case body
        /// For the client to read.
        case reader
        /// For the client to close.
        case end
    }

    var wait = Wait.nothing
    var timer: LoopTimer?
    /// When the wait began, or the client last did as much as it has to.
    var sinceMilliseconds: Int64 = 0
    /// Body octets that came since the span began.
    var receivedLength = 0
    /// How much of the span went by in earlier waits, and when this wait began. Only time in
    /// which the server waits for the client counts, not that of a handler that works.
    var spentMilliseconds: Int64 = 0
    var beganMilliseconds: Int64 = 0
    /// Octets the client had acknowledged when the wait began and at each part of a span since,
    /// as many as one span has. Empty but while a reader is waited for.
    var acknowledgedLengths: [Int] = []
    /// How far the client had come when a successor last asked; nil in a wait that began since.
    var markedLength: Int?

    /// A body's first span begins.
    mutating func beginBody() {
        (receivedLength, spentMilliseconds) = (0, 0)
        markedLength = nil
    }
}

extension Connection {
    /// Ends whatever wait there is: a request is whole, or refused.
    func settle() {
        pauseSpan()
        deadline.wait = .nothing
        deadline.markedLength = nil
        deadline.timer?.disarm()
    }

    /// Waits for more of the request that is being read.
    func awaitInput() {
        switch state {
        case .body, .handling, .streaming: wait(for: .body)
        // Judged as a reader of what the kernel has; what it sends meanwhile changes nothing.
        case .head where deadline.wait == .reader, .lingering where deadline.wait == .reader: break
        case .lingering: wait(for: .end)
        case .head where parser.hasBegun || !input.isEmpty: wait(for: .head)
        // A new connection waits for its first head from its beginning.
        case .head where deadline.wait == .head: break
        default: wait(for: .request)
        }
    }

    /// Begins to wait; a wait that is on already keeps its time, so that octets that trickle
    /// in do not prolong it.
    func wait(for wait: Deadline.Wait) {
        guard deadline.wait != wait else { return }
        pauseSpan()
        deadline.wait = wait
        deadline.markedLength = nil
        deadline.acknowledgedLengths = wait == .reader ? [acknowledgedLength] : []
        arm()
    }

    private func pauseSpan() {
        guard deadline.wait == .body else { return }
        deadline.spentMilliseconds +=
            SystemTime.monotonicMilliseconds() - deadline.beganMilliseconds
    }

    /// Progress of a reader is what its kernel has acknowledged. What ours has taken would not
    /// do: it takes megabytes at once, and then nothing for as long as a slow line needs.
    private var acknowledgedLength: Int {
        channel?.acknowledgedLength(ofSent: outbox.sentLength) ?? 0
    }

    /// - Parameter keepsSince: the client has not done what it has to.
    private func arm(keepsSince: Bool = false) {
        guard let timer = deadline.timer else { return }
        let limits = host.limits
        let delay =
            switch deadline.wait {
            case .request where host.isDraining: limits.drainIdleTimeoutMilliseconds
            case .nothing, .request: limits.idleTimeoutMilliseconds
            case .head where host.isDraining && !parser.hasBegun:
                min(limits.headTimeoutMilliseconds, limits.drainConnectTimeoutMilliseconds)
            case .head: limits.headTimeoutMilliseconds
            case .body: max(0, limits.bodyTimeoutMilliseconds - deadline.spentMilliseconds)
            case .reader: max(1, limits.writeTimeoutMilliseconds / Self.partsOfReaderSpan)
            case .end: limits.lingerTimeoutMilliseconds
            }
        let now = host.loop.arm(timer, afterMilliseconds: delay)
        if !keepsSince { deadline.sinceMilliseconds = now }
        if deadline.wait == .body { deadline.beganMilliseconds = now }
    }

    func deadlineCame() {
        switch deadline.wait {
        case .nothing: break
        case .request, .end: closeOnceRead()
        case .head: headIsLate()
        case .body: bodySpanEnded()
        case .reader: readerSpanEnded()
        }
    }

    /// What the kernel has taken it keeps for a peer that does not read, for minutes after the
    /// connection is closed, and nothing here would count it. So the peer is judged as any reader
    /// before.
    ///
    /// While the server drains there is no time for that, and the kernel delivers the rest.
    func closeOnceRead() {
        guard channel?.hasUnacknowledged == true, !host.isDraining else { return close() }
        wait(for: .reader)
        settleAccount()
    }

    /// A connection on which nothing was sent is closed without a word: browsers open some in
    /// advance and take a 408 for the answer to a later request.
    private func headIsLate() {
        guard parser.hasBegun || !input.isEmpty else { return close() }
        refuse(.headTimeout)
        turn()
    }

    private func bodySpanEnded() {
        guard deadline.receivedLength < host.limits.bodyProgressLengthMin else {
            deadline.beginBody()
            arm()
            return settleAccount()
        }
        if reception?.isAnswered == true { return close() }
        if let upload { return uploadIsLate(upload) }
        refuse(.bodyTimeout, reception?.request)
        turn()
    }

    /// What a client's kernel takes at first looks like reading. By looking several times a span,
    /// one that does not read is cut soon after the span, and not with the next.
    private static let partsOfReaderSpan: Int64 = 8

    /// It has read everything, and may have begun the next request meanwhile.
    private func readerHasDone() {
        guard state == .head, parser.hasBegun || !input.isEmpty else { return close() }
        wait(for: .head)
        settleAccount()
    }

    private func readerSpanEnded() {
        if outbox.isEmpty, channel?.hasUnacknowledged == false { return readerHasDone() }
        let length = acknowledgedLength
        if deadline.acknowledgedLengths.count == Self.partsOfReaderSpan {
            let first = deadline.acknowledgedLengths.removeFirst()
            if length - first < host.limits.writeProgressLengthMin { return cut(.late) }
        }
        let progress = length - (deadline.acknowledgedLengths.last ?? 0)
        let progressMin = host.limits.writeProgressLengthMin / Int(Self.partsOfReaderSpan)
        deadline.acknowledgedLengths.append(length)
        arm(keepsSince: progress < max(1, progressMin))
        settleAccount()
    }
}

/// Ending.
extension Connection {
    /// Closes the sending side and waits for the client to close, reading what it still sends:
    /// closing with unread octets would make the kernel send a reset, which can overtake the
    /// response (RFC 9112 §9.6). False if the sending side cannot be closed yet.
    func beginLingering() -> Bool {
        guard channel?.endSending() ?? true else {
            isWritable = false
            wait(for: .reader)
            return false
        }
        state = .lingering
        reception = nil
        abandonUpload()
        wait(for: .end)
        return true
    }

    /// The server drains: a connection on which nothing was begun ends soon.
    func drain() {
        // What the kernel already holds was begun, though nobody has looked at it yet.
        isReadable = true
        turn()
        let isIdle = state == .head && input.isEmpty && outbox.isEmpty && !parser.hasBegun
        guard isIdle else { return }
        // The wait begins anew, and is a shorter one now; less short for a new connection, whose
        // first request takes two round trips over TLS.
        let isNew = deadline.wait == .head
        settle()
        wait(for: isNew ? .head : .request)
    }

    /// Ends it without waiting any more. What was answered whole the kernel still delivers.
    func endNow() {
        if isAnswered { close() } else { cut() }
    }

    /// Nothing was begun that is not answered, as far as the kernel takes it.
    var isAnswered: Bool {
        switch state {
        case .head: outbox.isEmpty && input.isEmpty && !parser.hasBegun
        case .lingering: true
        default: false
        }
    }

    /// Ends the connection if nothing but its client is waited for, and it has hardly come on
    /// since the last call.
    func endIfSlow() {
        guard deadline.wait != .nothing else { return }
        let length = comingLength
        guard let marked = deadline.markedLength,
            length - marked < host.limits.handoverProgressLengthMin
        else {
            deadline.markedLength = length
            return
        }
        endNow()
    }

    private var comingLength: Int {
        switch deadline.wait {
        case .body: deadline.receivedLength
        case .reader: acknowledgedLength
        case .nothing, .request, .head, .end: 0
        }
    }
}
