internal import HTTPWire
internal import Kernel

/// One client's connection: reads requests, has them answered one after another, writes.
///
/// Its descriptor is watched edge-triggered for both directions from beginning to end, so the
/// flags `isReadable` and `isWritable` say what the kernel last told, and `turn` is the
/// one place that goes on from whatever has changed. Nothing is read while a handler runs or
/// a response waits for its reader: that is the back-pressure on the client.
///
/// Touched on its loop's thread alone, hence `@unchecked Sendable`: tasks carry it along.
final class Connection: Pollable, @unchecked Sendable {
    enum State {
        /// Between requests or inside a head.
        case head
        /// Inside a body.
        case body
        /// A handler runs.
        case handling
        /// A handler writes a streamed body.
        case streaming
        /// The last response is queued.
        case closing
        /// The sending side is closed; what still comes is dropped.
        case lingering
        case closed
    }

    let host: ServingLoop
    let peer: PeerAddress
    /// What the connection is counted under; nil where no limit per address binds.
    let addressKey: AddressKey?
    /// The connection's row in the loop's table.
    var number: Int32 = -1
    /// Not taken in: it only hears why, and is not counted.
    var isRefused = false
    var channel: Channel?
    /// Whether the channel encrypts; beside it because it is asked at every step.
    var isSecure: Bool
    private var watch: Watch?

    var state = State.head
    var isReadable = true
    var isWritable = true
    /// The client has ended its sending side; what it sent before is still answered.
    var hasPeerEnded = false
    /// A turn waits until the others have had theirs; what happens meanwhile waits for it too.
    private var isTurnQueued = false

    var parser: RequestHeadParser
    var input = InputBuffer()
    /// Whether `input` has memory; most requests are answered without.
    var holdsInput = false
    var reception: Reception?
    var upload: Upload?
    /// The id of the request that was read last.
    var requestID = ""
    var exchanges = Exchanges()
    /// What an end that comes now is the doing of.
    var ending = Exchange.Ending.gone
    var outbox = Outbox()
    var stream: StreamState?
    var task: Task<Void, Never>?
    var deadline: Deadline
    /// Octets of the head that was read last.
    var headLength = 0
    /// What the running handler or stream has.
    var handed = Handed()
    /// Octets held for the client, as the loop knows it.
    var accountedLength = 0

    init(
        _ channel: consuming Channel, peer: PeerAddress, addressKey: AddressKey?,
        host: ServingLoop
    ) {
        isSecure = channel.isSecure
        self.channel = consume channel
        self.peer = peer
        self.addressKey = addressKey
        self.host = host
        parser = RequestHeadParser(limits: host.limits.head)
        deadline = Deadline()
    }

    /// Begins; with a fault the connection only hears it.
    func start(_ fault: Fault?) {
        deadline.timer = LoopTimer { [unowned self] in deadlineCame() }
        do throws(KernelError) {
            watch = try channel?.watch(on: host.loop, self)
        } catch {
            // The epoll set cannot grow: as good as out of descriptors.
            return close()
        }
        wait(for: .head)
        if let fault { refuse(fault) }
        turn()
    }

    func becameReady(_ readiness: Readiness) {
        if readiness.contains(.broken) { return close() }
        if readiness.contains(.ended), !hasMore(readiness) {
            return isAnswered ? closeOnceRead() : close()
        }
        if readiness.contains(.reading) { isReadable = true }
        if readiness.contains(.writing) { isWritable = true }
        if readiness.contains(.peerEnded) { hasPeerEnded = true }
        // TLS may wait for one direction to go on in the other.
        if isSecure { (isReadable, isWritable) = (true, true) }
        if !isTurnQueued { turn() }
    }

    /// A Unix-domain peer that has sent its request and closed is reported as ended at once; over
    /// TCP its request would be carried out.
    private func hasMore(_ readiness: Readiness) -> Bool {
        peer.port == nil && readiness.contains(.reading) && state == .head
    }

    /// Goes on as far as input, output and fairness allow.
    func turn() {
        var allowance = host.limits.lengthPerTurnMax
        outbox.takeStorage(from: &host.spareOutput)
        defer {
            giveStorageBack()
            settleAccount()
        }
        while state != .closed {
            let stop = serveInput()
            guard flush(&allowance) else { break }
            if state == .closing {
                guard beginLingering() else { break }
            } else if stop == .busy {
                break
            } else if allowance <= 0 {
                goOnLater()
                break
            } else if stop == .starved, !receive(&allowance) {
                break
            }
        }
    }

    /// Keeps no more memory than what is in it needs.
    private func giveStorageBack() {
        if holdsInput {
            input.giveStorageBack(to: &host.spareInput)
            holdsInput = input.heldLength > 0
        }
        outbox.giveStorageBack(to: &host.spareOutput)
    }

    /// The others first.
    func goOnLater() {
        guard !isTurnQueued else { return }
        isTurnQueued = true
        host.loop.execute {
            self.isTurnQueued = false
            self.turn()
        }
    }

    /// Ends the connection so that the client knows a response for cut, and throws away what
    /// the kernel still holds of it.
    func cut(_ reason: Exchange.Ending = .cut) {
        ending = reason
        channel?.resetOnClose()
        close()
    }

    /// Ends the connection now; what the kernel has taken is still delivered.
    func close() {
        guard state != .closed else { return }
        state = .closed
        noteEnd()
        if let timer = deadline.timer.take() { host.loop.cancel(timer) }
        task?.cancel()
        task = nil
        stream?.abandon()
        stream = nil
        abandonUpload()
        reception = nil
        host.abandonedLength += handed.length
        // A handler that still runs may keep its request for a while, but nothing else.
        input.drop()
        outbox = Outbox()
        giveStorageBack()
        settleAccount()
        channel?.sayGoodbye()
        if let watch { channel?.unwatch(watch, on: host.loop) }
        watch = nil
        channel = nil
        host.forget(self)
    }
}
