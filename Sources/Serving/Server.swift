public import Kernel
internal import Synchronization

/// An HTTP/1.1 server: event loops, each with its own listener on every TCP address.
public final class Server: Sendable {
    private struct Running {
        var loops: [ServingLoop] = []
        var listeners: [SharedListener] = []
        var load: SharedLoad?
        var hasStarted = false
        var isDraining = false

        /// Each once, though the loops may have a socket each.
        var addresses: [SocketAddress] {
            listeners.map(\.address).reduce(into: []) { addresses, address in
                if !addresses.contains(address) { addresses.append(address) }
            }
        }

        /// Nobody goes on: the loops alone have the sockets then, and close them after a last
        /// look at their queues.
        mutating func abandonListeners() {
            for listener in listeners { listener.removeFile() }
            listeners = []
        }
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
    ///
    /// - Parameter adopted: sockets that listened before this process (`SocketActivation`). They
    ///   serve as they are, and in place of those that the configuration asks for at their
    ///   addresses. Keep none of them: the queue of one that is kept cannot be emptied.
    public func start(
        adopting adopted: [SharedListener] = []
    ) throws(KernelError) -> [SocketAddress] {
        let isFirst = running.withLock { running in
            defer { running.hasStarted = true }
            return !running.hasStarted
        }
        precondition(isFirst, "a server starts once")
        Signals.ignoreBrokenPipe()
        let load = try SharedLoad(configuration)
        let loops = try startLoops(load)
        load.setLoops(loops)
        do throws(KernelError) {
            try listen(loops, adopted)
            return running.withLock { running in
                running.loops = loops
                running.load = load
                return running.addresses
            }
        } catch {
            running.withLock { $0.abandonListeners() }
            for serving in loops { serving.stop() }
            load.setLoops([])
            throw error
        }
    }

    private func startLoops(_ load: SharedLoad) throws(KernelError) -> [ServingLoop] {
        var loops: [ServingLoop] = []
        for number in 0..<configuration.loopCount {
            do throws(KernelError) {
                loops.append(try ServingLoop("loop-\(number)", configuration, router, load))
            } catch {
                for serving in loops { serving.stop() }
                throw error
            }
        }
        return loops
    }

    private func listen(
        _ loops: [ServingLoop], _ adopted: [SharedListener]
    ) throws(KernelError) {
        for listener in adopted { try serve(listener, loops[...]) }
        for address in configuration.addresses
        where !adopted.contains(where: { $0.address.isOne(of: address) }) {
            try listen(at: address, loops)
        }
    }

    private func serve(
        _ listener: SharedListener, _ loops: ArraySlice<ServingLoop>
    ) throws(KernelError) {
        running.withLock { $0.listeners.append(listener) }
        for serving in loops {
            serving.listen(
                with: try listener.share(amongLoops: loops.count > 1),
                isInherited: listener.isInherited)
        }
    }

    /// A shared port could be shared with another process unawares, so a socket that does not
    /// share makes sure first that nobody else has it (and finds a port when 0 is asked for).
    private func listen(
        at address: SocketAddress, _ loops: [ServingLoop]
    ) throws(KernelError) {
        guard loops.count > 1, address.port != nil else {
            let socket = try ListeningSocket(address, mode: configuration.socketMode)
            return try serve(SharedListener(socket), loops[...])
        }
        let bound = try ListeningSocket.free(address)
        for index in loops.indices {
            let socket = try ListeningSocket(bound, sharesPort: true)
            try serve(SharedListener(socket), loops[index...index])
        }
    }

    /// Stops gracefully: accepts no more, answers what was begun with `Connection: close`,
    /// closes the idle, and after the limit's time cuts the rest. Returns when all loops have
    /// ended and nothing listens any more.
    ///
    /// A handler that runs on after its connection was cut is waited for; its task is
    /// cancelled then. Inherited sockets stay as they are: whoever keeps them goes on with them.
    public func drain() async {
        running.withLock { $0.abandonListeners() }
        await drainLoops(leavesQueues: false)
    }

    /// Stops like `drain`, but leaves what waits in the queues of all sockets to a successor,
    /// for whom they are returned. Clients that only keep it waiting are cut sooner
    /// (`ServerLimits.handoverTimeoutMilliseconds`).
    public func drainForSuccessor() async -> [SharedListener] {
        let listeners = running.withLock { running in
            defer { running.listeners = [] }
            return running.listeners
        }
        await drainLoops(leavesQueues: true)
        return listeners
    }

    private func drainLoops(leavesQueues: Bool) async {
        let (loops, load) = running.withLock { running in
            defer { running.isDraining = true }
            return (running.isDraining ? [] : running.loops, running.load)
        }
        await withTaskGroup(of: Void.self) { group in
            for serving in loops {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        serving.loop.execute {
                            serving.drain(leavesQueues: leavesQueues) { continuation.resume() }
                        }
                    }
                }
            }
        }
        for serving in loops { serving.loop.stop() }
        running.withLock { $0.loops = [] }
        load?.setLoops([])
    }

    /// Returns when every loop has come round once: the sign that none of them hangs. The same
    /// holds while they drain.
    public func pulse() async {
        for serving in running.withLock({ $0.loops }) {
            await withCheckedContinuation { continuation in
                serving.loop.execute { continuation.resume() }
            }
        }
    }
}

extension SocketAddress {
    /// Whether this is what listening at `asked` comes to; port 0 is any.
    fileprivate func isOne(of asked: SocketAddress) -> Bool {
        self == asked || asked.port == 0 && port != nil && host == asked.host
    }
}

extension ServingLoop {
    /// Ends a loop that has not served anything yet.
    fileprivate func stop() {
        loop.execute { self.drain(leavesQueues: false) {} }
        loop.stop()
    }
}
