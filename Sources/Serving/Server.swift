public import Kernel
internal import Synchronization

/// An HTTP/1.1 server: event loops, each with its own listener on every TCP address.
public final class Server: Sendable {
    private struct Running {
        var loops: [ServingLoop] = []
        var hasStarted = false
    }

    private let configuration: ServerConfiguration
    private let router: Router
    private let running = Mutex(Running())

    public init(_ configuration: ServerConfiguration, router: Router) {
        self.configuration = configuration
        self.router = router
    }

    /// Listens and serves; call once. Returns the addresses as bound, with the real ports.
    ///
    /// Throws, and serves nothing, if any address is not to be had.
    public func start() throws(KernelError) -> [SocketAddress] {
        let isFirst = running.withLock { running in
            defer { running.hasStarted = true }
            return !running.hasStarted
        }
        precondition(isFirst, "a server starts once")
        Signals.ignoreBrokenPipe()
        let loops = try startLoops()
        do throws(KernelError) {
            var bound: [SocketAddress] = []
            for address in configuration.addresses { bound.append(try listen(at: address, loops)) }
            running.withLock { $0.loops = loops }
            return bound
        } catch {
            for serving in loops { serving.stop() }
            throw error
        }
    }

    private func startLoops() throws(KernelError) -> [ServingLoop] {
        var loops: [ServingLoop] = []
        for number in 0..<configuration.loopCount {
            do throws(KernelError) {
                loops.append(try ServingLoop("loop-\(number)", configuration, router))
            } catch {
                for serving in loops { serving.stop() }
                throw error
            }
        }
        return loops
    }

    /// A shared port could be shared with another process unawares, so a socket that does not
    /// share makes sure first that nobody else has it (and finds a port when 0 is asked for).
    private func listen(
        at address: SocketAddress, _ loops: [ServingLoop]
    ) throws(KernelError) -> SocketAddress {
        let sharers = address.port == nil ? loops.prefix(1) : loops[...]
        guard sharers.count > 1 else {
            let socket = try ListeningSocket(address)
            let bound = socket.address
            loops[0].listen(with: socket)
            return bound
        }
        let bound = try ListeningSocket.free(address)
        for serving in sharers {
            serving.listen(with: try ListeningSocket(bound, sharesPort: true))
        }
        return bound
    }

    /// Stops gracefully: accepts no more, answers what was begun with `Connection: close`,
    /// closes the idle, and after the limit's time cuts the rest. Returns when all loops have
    /// ended and nothing listens any more.
    ///
    /// A handler that runs on after its connection was cut is waited for; its task is
    /// cancelled then.
    public func drain() async {
        let loops = running.withLock { running in
            let loops = running.loops
            running.loops = []
            return loops
        }
        await withTaskGroup(of: Void.self) { group in
            for serving in loops {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        serving.loop.execute { serving.drain { continuation.resume() } }
                    }
                }
            }
        }
        for serving in loops { serving.loop.stop() }
    }
}

extension ServingLoop {
    /// Ends a loop that has not served anything yet.
    fileprivate func stop() {
        loop.execute { self.drain {} }
        loop.stop()
    }
}
