internal import HTTPWire
internal import Kernel
internal import Synchronization
internal import TLS

/// Who is let in, and who has to go for it.
extension ServingLoop {
    /// Takes a new connection in, or tells it why not.
    func admit(_ socket: consuming StreamSocket, peer: PeerAddress) {
        let key = boundKey(of: peer)
        if let key, !load.addresses.beginConnection(of: key) {
            report(.addressRefused(key))
            return refuse(socket, peer, .tooManyConnections)
        }
        // Counted first: a loop that is asked to make room looks at the count.
        load.connectionCount.add(1, ordering: .relaxed)
        guard makeRoom() else {
            load.connectionCount.subtract(1, ordering: .relaxed)
            if let key { load.addresses.endConnection(of: key) }
            report(.connectionRefused)
            return refuse(socket, peer, .overloaded)
        }
        guard let channel = Channel(socket, acceptor(of: peer)) else {
            load.connectionCount.subtract(1, ordering: .relaxed)
            if let key { load.addresses.endConnection(of: key) }
            return
        }
        let connection = Connection(channel, peer: peer, addressKey: key, host: self)
        connection.number = connections.insert(connection)
        connection.start(nil)
    }

    /// At a Unix-domain socket is a proxy of this machine, which speaks plain HTTP.
    private func acceptor(of peer: PeerAddress) -> TLSAcceptor? {
        peer.port == nil ? nil : configuration.tls
    }

    /// What an address is counted by; nil for one that no limit binds: a trusted proxy speaks
    /// for many, and this machine's own programs are the owner's.
    private func boundKey(of address: SocketAddress) -> AddressKey? {
        if address.isLoopback, !limits.bindsLoopback { return nil }
        return configuration.proxies.contains(address) ? nil : AddressKey(address)
    }

    /// Why a request may not be served now, as far as its sender's address tells.
    func fault(of request: Request) -> Fault? {
        guard let key = boundKey(of: request.client),
            let wait = load.addresses.takeRequest(
                of: key, now: SystemTime.monotonicNanoseconds())
        else { return nil }
        report(.addressTooFast(key))
        return .tooManyRequests(waitSeconds: wait)
    }

    /// Tells the operator once of what looks like a proxy on this machine that `proxies` does not
    /// name: limits per address, and the wait after failed sign-ins, would bind all its clients
    /// as one.
    func lookForUnknownProxy(_ request: Request) {
        guard request.peer.isLoopback, !load.hasToldOfProxy.load(ordering: .relaxed),
            request.routed.namesOthers, !configuration.proxies.contains(request.peer),
            !load.hasToldOfProxy.exchange(true, ordering: .relaxed)
        else { return }
        report(.proxyUnknown(request.peer))
    }

    func forget(_ connection: Connection) {
        connections.remove(connection.number)
        publishIdleness()
        if connection.isRefused {
            load.endRefusing()
        } else {
            load.connectionCount.subtract(1, ordering: .relaxed)
            if let key = connection.addressKey { load.addresses.endConnection(of: key) }
        }
        reportIfDrained()
    }

    func report(_ event: ServerEvent) {
        load.events.report(event)
    }
}

/// Closing the idlest.
extension ServingLoop {
    /// Connections beyond the limit that may be open until another loop has closed one.
    private static let excessMax = 32

    /// Makes sure that there is room for the one that was just counted, or says that there is
    /// none.
    private func makeRoom() -> Bool {
        let excess = load.connectionCount.load(ordering: .relaxed) - load.connectionCountMax
        guard excess > 0 else { return true }
        guard let idlest = load.idlestLoop(), idlest !== self, excess <= Self.excessMax else {
            return shedIdlest()
        }
        idlest.loop.execute { idlest.shedExcess(mayHandOn: true) }
        return true
    }

    /// Closes what another loop has taken in beyond the limit. Where nothing is idle any more,
    /// somewhere else something may be; and what was the idlest of all when this was asked for
    /// may have been served since, so that by now somewhere else something is idler.
    private func shedExcess(mayHandOn: Bool = false) {
        while load.connectionCount.load(ordering: .relaxed) > load.connectionCountMax {
            if mayHandOn, let other = load.idlestLoop(), other !== self,
                other.idleness < idleness
            {
                other.loop.execute { other.shedExcess() }
                return
            }
            if shedIdlest() { continue }
            if let other = load.idlestLoop(), other !== self {
                other.loop.execute { other.shedExcess() }
            }
            return
        }
    }

    /// Closes the connection that has rested longest, or kept the server waiting longest; false
    /// if there is none.
    @discardableResult
    func shedIdlest() -> Bool {
        guard let connection = connections.idlest else { return false }
        report(.connectionShed)
        connection.shed()
        return true
    }

    var idleness: Idleness {
        Idleness(rank: idlenessRank.load(ordering: .relaxed))
    }

    /// Puts a connection where it stands now among those that may be closed.
    func place(_ connection: Connection, in line: ConnectionTable.Line?, since: Int64) {
        connections.place(connection.number, in: line, since: since)
        publishIdleness()
        if let line, line.holds, load.isOutOfMemory { load.askForMemory() }
    }

    private func publishIdleness() {
        idlenessRank.store(connections.idleness.rank, ordering: .relaxed)
    }
}

/// Refusing.
extension ServingLoop {
    /// Tells a client why it is not let in. A few are waited for, so that they can read it;
    /// beyond them the answer is sent blindly, since a flood of clients that are refused must
    /// not hold what those who are not refused need.
    private func refuse(
        _ socket: consuming StreamSocket, _ peer: PeerAddress, _ fault: Fault
    ) {
        let acceptor = acceptor(of: peer)
        guard load.beginRefusing(atMost: limits.refusedCountMax) else {
            // A handshake would cost more than the refusal is worth.
            return acceptor == nil ? tell(fault, socket) : ()
        }
        guard let channel = Channel(socket, acceptor) else { return load.endRefusing() }
        let connection = Connection(channel, peer: peer, addressKey: nil, host: self)
        connection.isRefused = true
        connection.number = connections.insert(connection)
        connection.start(fault)
    }

    private func tell(_ fault: Fault, _ socket: borrowing StreamSocket) {
        let id = requestIDs.next()
        let response = response(to: fault, nil, id)
        // It can fail by the conditions of a request, and there is none.
        guard
            var finished = try? finisher.finish(
                response, for: nil, closes: true, nowSeconds: nowSeconds)
        else { return }
        finished.head.fields.append(.xRequestID, id)
        var octets: [UInt8] = []
        finished.head.encode(date: dateText, into: &octets)
        if case .pieces(let pieces) = finished.body {
            for piece in pieces { octets += piece.read() ?? [] }
        }
        _ = unsafe octets.withUnsafeBytes { unsafe socket.send($0) }
        socket.endSending()
        // What was received and not read would make closing reset the connection, and the
        // client's kernel drop the answer.
        _ = unsafe socket.receive(into: scratch)
    }

    /// Gives the spare descriptor up, accepts with it, tells the client that there is no room,
    /// and takes the spare back; false when nobody could be accepted even so.
    func turnAwayOne(_ accept: () -> Acceptance) -> Bool {
        guard spareDescriptor != nil else {
            spareDescriptor = try? .spare()
            return false
        }
        spareDescriptor = nil
        var isTurnedAway = false
        if case .connection(let socket, let peer) = accept() {
            if acceptor(of: peer) == nil { tell(.overloaded, socket) }
            isTurnedAway = true
        }
        // Another thread may have been quicker; the next turn tries again.
        spareDescriptor = try? .spare()
        return isTurnedAway
    }
}
