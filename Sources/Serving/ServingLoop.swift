internal import HTTPWire
internal import Kernel

/// One event loop's share of a server: its listeners, its connections, and what they share.
///
/// Everything here is touched on the loop's thread alone, hence `@unchecked Sendable`; other
/// threads come in through `loop.execute`.
@safe final class ServingLoop: @unchecked Sendable {
    let loop: EventLoop
    let configuration: ServerConfiguration
    let router: Router
    let finisher: Finisher

    /// Where every connection receives into and reads files into; nothing stays in it.
    let scratch: UnsafeMutableRawBufferPointer

    /// Memory that connections take while they hold octets and give back when they rest.
    var spareInput: [UInt8] = []
    var spareOutput: [UInt8] = []

    private var listeners: [Listener] = []
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var runningHandlerCount = 0
    /// Nil without an access log.
    let notes: AccessNotes?
    private var date = DateCache()
    var requestIDs = RequestIDs()
    private(set) var isDraining = false
    private var whenDrained: (() -> Void)?
    private var drainDeadline: LoopTimer?

    init(
        _ name: String, _ configuration: ServerConfiguration, _ router: Router
    ) throws(KernelError) {
        loop = try EventLoop.start(named: name)
        self.configuration = configuration
        notes = configuration.accessLog.map { [loop] in AccessNotes($0, on: loop) }
        self.router = router
        let level = configuration.compressionLevel
        finisher = Finisher(
            limits: configuration.limits,
            compressor: level > 0 ? Compressor(level: level) : nil)
        unsafe scratch = .allocate(byteCount: 65_536, alignment: 16)
    }

    deinit {
        unsafe scratch.deallocate()
    }

    var limits: ServerLimits {
        configuration.limits
    }

    /// The `Date` of a response written now.
    var dateText: String {
        date.update()
        return date.text
    }

    var nowSeconds: Int64 {
        date.update()
        return date.seconds
    }

    func listen(with socket: consuming ListeningSocket, isInherited: Bool) {
        let listener = Listener(socket, isInherited: isInherited, host: self)
        loop.execute {
            self.listeners.append(listener)
            listener.resume()
        }
    }

    /// Takes a new connection in.
    func admit(_ socket: consuming StreamSocket, peer: PeerAddress) {
        // At a Unix-domain socket is a proxy of this machine, which speaks plain HTTP.
        let isLocal = peer.port == nil
        guard let channel = Channel(socket, isLocal ? nil : configuration.tls) else { return }
        let isFull = connections.count >= limits.connectionCountMax
        let connection = Connection(channel, peer: peer, host: self)
        connections[ObjectIdentifier(connection)] = connection
        connection.start(isFull ? .overloaded : nil)
    }

    func forget(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        reportIfDrained()
    }

    /// A handler that runs keeps the loop alive, since its task has nowhere else to go on.
    func handlerStarted() {
        runningHandlerCount += 1
    }

    func handlerEnded() {
        runningHandlerCount -= 1
        reportIfDrained()
    }

    /// What a refused request is answered with; it never fails itself.
    func response(to fault: Fault, _ request: Request?, _ id: String) -> Response {
        var response = configuration.faultResponse(fault, request, id)
        // The refusal of a refusal would have no end.
        response.fault = nil
        for field in fault.fields { response.fields.set(field.name, field.value) }
        return response
    }
}

/// Draining.
extension ServingLoop {
    /// Stops listening, ends what was begun, and calls `whenDrained` when nothing is left.
    func drain(leavesQueues: Bool, _ whenDrained: @escaping @Sendable () -> Void) {
        loop.assertOnLoop()
        isDraining = true
        self.whenDrained = whenDrained
        for listener in listeners { listener.close(leavesQueue: leavesQueues) }
        listeners = []
        for connection in connections.values { connection.drain() }
        let deadline = LoopTimer { [unowned self] in cutAll() }
        drainDeadline = deadline
        loop.arm(deadline, afterMilliseconds: limits.drainTimeoutMilliseconds)
        reportIfDrained()
    }

    private func cutAll() {
        for connection in connections.values { connection.cut() }
    }

    private func reportIfDrained() {
        guard isDraining, connections.isEmpty, runningHandlerCount == 0 else { return }
        if let timer = drainDeadline.take() { loop.cancel(timer) }
        notes?.end()
        whenDrained?()
        whenDrained = nil
    }
}
