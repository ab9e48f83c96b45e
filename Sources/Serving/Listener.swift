internal import Kernel

/// A listening socket of one loop.
final class Listener: Pollable, @unchecked Sendable {
    // `@unchecked Sendable`: handed to its loop's thread once and touched there alone.
    private var socket: ListeningSocket?
    private var watch: Watch?
    private var pause: LoopTimer?
    private unowned let host: ServingLoop

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
            rest(error)
        }
    }

    func becameReady(_ readiness: Readiness) {
        for _ in 0..<acceptsPerTurn {
            guard acceptNext() else { return }
        }
    }

    /// One from a queue that other loops watch too: a loop that took all that wait would keep
    /// them, and the others would have nothing to do.
    private var acceptsPerTurn: Int {
        socket?.isShared == true ? 1 : host.limits.acceptsPerTurnMax
    }

    /// False when there is nothing more to accept now.
    private func acceptNext() -> Bool {
        switch socket?.accept() ?? .wouldBlock {
        case .connection(let stream, let peer):
            host.admit(stream, peer: peer)
            return true
        case .aborted:
            return true
        case .wouldBlock:
            return false
        case .exhausted(let error):
            rest(error)
            return false
        }
    }

    /// Without descriptors the waiting connections stay in the kernel's queue. The listener
    /// would be ready again at once, so it is not watched until some time has passed.
    private func rest(_ error: KernelError) {
        host.configuration.log(.acceptPaused(error))
        unwatch()
        let timer = LoopTimer { [unowned self] in resume() }
        pause = timer
        host.loop.arm(timer, afterMilliseconds: host.limits.acceptPauseMilliseconds)
    }

    /// The kernel's queue is no longer than this (listen(2)); clients that come faster than they
    /// are answered must not hold up the end.
    private static let backlogMax = 4_096

    /// Closes. Unless somebody goes on with the queue, what still waits there is taken first,
    /// because the last one to close resets it.
    func close(leavesQueue: Bool) {
        if !leavesQueue, !isInherited {
            for _ in 1...Self.backlogMax where !acceptNext() { break }
        }
        if let timer = pause.take() { host.loop.cancel(timer) }
        unwatch()
        socket = nil
    }

    private func unwatch() {
        guard let watch else { return }
        self.watch = nil
        socket?.unwatch(watch, on: host.loop)
    }
}
