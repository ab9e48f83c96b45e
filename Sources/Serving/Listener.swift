internal import Kernel

/// A listening socket of one loop.
final class Listener: Pollable, @unchecked Sendable {
    // `@unchecked Sendable`: handed to its loop's thread once and touched there alone.
    private var socket: ListeningSocket?
    private var watch: Watch?
    private var pause: LoopTimer?
    private unowned let host: ServingLoop
    /// The end has come: what waits in the queue is taken a last time, and no timer set.
    private var isClosing = false
    /// Connections in a row that were gone before they were accepted.
    private var abortedCount = 0
    /// How often the idlest was closed for a descriptor that somebody else took, and from when on
    /// that is forgotten.
    private var vainSheddingCount = 0
    private var vainSheddingEndMilliseconds: Int64 = 0

    /// Whether another process keeps the queue.
    private let isInherited: Bool

    init(_ socket: consuming ListeningSocket, isInherited: Bool, host: ServingLoop) {
        self.isInherited = isInherited
        self.socket = consume socket
        self.host = host
    }

    /// Begins to accept, or begins again after a pause.
    func resume() {
        do throws(KernelError) {
            watch = try socket?.watch(on: host.loop, self)
        } catch {
            host.report(.acceptPaused(error))
            rest()
        }
    }

    func becameReady(_ readiness: Readiness) {
        for _ in 0..<acceptsPerTurn {
            switch acceptNext() {
            case .taken: abortedCount = 0
            case .aborted: abortedCount += 1
            case .over: return
            }
        }
        // Where every try fails, a firewall or a broken listener would keep the loop busy.
        guard abortedCount >= host.limits.acceptsPerTurnMax else { return }
        abortedCount = 0
        rest()
    }

    /// One from a queue that other loops watch too: a loop that took all that wait would keep
    /// them, and the others would have nothing to do.
    private var acceptsPerTurn: Int {
        socket?.isShared == true ? 1 : host.limits.acceptsPerTurnMax
    }

    private enum Step {
        /// A connection was taken out of the kernel's queue.
        case taken
        case aborted
        /// There is nothing more to accept now.
        case over
    }

    private func acceptNext() -> Step {
        switch socket?.accept() ?? .wouldBlock {
        case .connection(let stream, let peer):
            vainSheddingCount = 0
            host.admit(stream, peer: peer)
            return .taken
        case .aborted:
            return .aborted
        case .wouldBlock:
            return .over
        case .exhausted(let error):
            return makeDo(error)
        case .failed(let error):
            host.report(.acceptPaused(error))
            rest()
            return .over
        }
    }

    /// Goes on without a free descriptor: the idlest connection gives up its own. If there is
    /// none, the spare one serves to tell those who wait in the kernel's queue, one after
    /// another, that they have to come again; otherwise they would wait for as long as the want
    /// lasts. Where the whole machine is short of something, or the limit was lowered below what
    /// is open, closing does not help, so only a few are closed in vain.
    private func makeDo(_ error: KernelError) -> Step {
        // The kernel looks for a descriptor before it looks for a connection (accept(2)).
        guard socket?.hasWaiting == true else { return .over }
        host.report(.acceptPaused(error))
        if maySheddingHelp(), let idlest = host.load.idlestLoop() {
            vainSheddingCount += 1
            if idlest === host, host.shedIdlest() { return .taken }
            // Another loop has one that is idler; its descriptor is free in a moment.
            idlest.loop.execute { idlest.shedIdlest() }
            if !isClosing {
                rest(forMilliseconds: Self.sheddingMilliseconds)
                return .over
            }
        }
        if host.turnAwayOne({ socket?.accept() ?? .wouldBlock }) { return .taken }
        rest()
        return .over
    }

    private func maySheddingHelp() -> Bool {
        let now = SystemTime.monotonicMilliseconds()
        if now >= vainSheddingEndMilliseconds {
            vainSheddingEndMilliseconds = now + host.limits.vainSheddingPauseMilliseconds
            vainSheddingCount = 0
        }
        return vainSheddingCount < host.limits.vainSheddingCountMax
    }

    /// What another loop needs to close a connection.
    private static let sheddingMilliseconds: Int64 = 2

    /// Without descriptors the waiting connections stay in the kernel's queue. The listener
    /// would be ready again at once, so it is not watched until some time has passed.
    private func rest(forMilliseconds pauseMilliseconds: Int64? = nil) {
        unwatch()
        endPause()
        if isClosing { return }
        let timer = LoopTimer { [unowned self] in resume() }
        pause = timer
        host.loop.arm(
            timer,
            afterMilliseconds: pauseMilliseconds ?? host.limits.acceptPauseMilliseconds)
    }

    /// The kernel's queue is no longer than this (listen(2)); clients that come faster than they
    /// are answered must not hold up the end.
    private static let backlogMax = 4_096

    /// Closes. Unless somebody goes on with the queue, what still waits there is taken first,
    /// because the last one to close resets it.
    func close(leavesQueue: Bool) {
        isClosing = true
        endPause()
        if !leavesQueue, !isInherited {
            for _ in 1...Self.backlogMax { if acceptNext() == .over { break } }
        }
        unwatch()
        socket = nil
    }

    private func endPause() {
        if let timer = pause.take() { host.loop.cancel(timer) }
    }

    private func unwatch() {
        guard let watch else { return }
        self.watch = nil
        socket?.unwatch(watch, on: host.loop)
    }
}
