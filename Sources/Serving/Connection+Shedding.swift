internal import Kernel

/// Octets that a handler or a stream was given and may keep until it ends, whatever becomes of
/// the connection.
struct Handed {
    /// Of the request, with its body as far as the handler does not read it itself.
    var requestLength = 0
    /// Of the part of the body that was read last.
    var partLength = 0

    var length: Int { requestLength + partLength }
}

/// Giving way to others.
extension Connection {
    /// What the server holds for one client beyond which it counts as much: more than a usual
    /// request or the rest of a page.
    static let muchLength = 16_384

    /// What OpenSSL holds for a handshake, about.
    private static let handshakeLength = 32_768

    /// Octets of memory that the client makes the server hold.
    private var heldLength: Int {
        if state == .closed { return handed.length }
        let receptionLength = reception.map { headLength + $0.body.capacity } ?? 0
        return input.heldLength + outbox.heldLength + receptionLength + handed.length
            + (host.notes == nil ? 0 : exchanges.heldLength)
            + (isSecure && channel?.isShakingHands == true ? Self.handshakeLength : 0)
    }

    /// A handler or a stream begins to work with a request.
    func hand(_ request: Request?) {
        handed.requestLength = request.map { headLength + $0.body.capacity } ?? 0
    }

    /// It has ended.
    func takeBackHanded() {
        if state == .closed { host.abandonedLength -= handed.length }
        handed = Handed()
    }

    /// Tells the loop, after each turn, what is held and where the connection stands.
    func settleAccount() {
        let length = heldLength
        if length != accountedLength {
            host.account(length - accountedLength)
            accountedLength = length
        }
        if state != .closed { host.place(self, in: line, since: deadline.sinceMilliseconds) }
    }

    private var line: ConnectionTable.Line? {
        // One that was refused makes no room by its end: it was not counted.
        if isRefused { return nil }
        return switch deadline.wait {
        case .nothing: isSendingMuch ? .sending : nil
        case .request, .end: .resting
        case .head, .body, .reader: waitingLine
        }
    }

    private var isSendingMuch: Bool {
        switch state {
        case .head, .body, .closing: outbox.heldLength > Self.muchLength
        case .handling, .streaming, .lingering, .closed: false
        }
    }

    private var waitingLine: ConnectionTable.Line {
        if accountedLength == 0 { return .waiting }
        return accountedLength > Self.muchLength ? .holdingMuch : .holding
    }

    /// Closes to make room for another connection.
    func shed() {
        switch deadline.wait {
        // Nothing that was begun is lost: a client knows from an end without an answer that
        // it may ask again (RFC 9110 §9.2.2, RFC 9112 §9.3.1).
        case .nothing, .request, .end: close()
        // A descriptor given back at once has to do without a farewell.
        case .head, .body, .reader: cut()
        }
    }

    /// Gives back the memory that a slow client makes the server hold.
    func shedMemory() {
        // A second answer would be taken for that to the next request.
        if reception?.isAnswered == true { return cut() }
        switch deadline.wait {
        // A handler reads this body while it comes; there is nothing to take back.
        case .body where upload != nil: cut()
        case .head where channel?.isShakingHands == true: cut()
        case .head, .body:
            let request = reception?.request
            reception = nil
            refuse(.outOfMemory, request)
            input.drop()
            turn()
        case .nothing, .request, .end, .reader:
            cut()
        }
    }
}
