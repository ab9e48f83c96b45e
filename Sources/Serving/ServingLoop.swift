internal import HTTPWire
internal import Kernel
internal import Synchronization

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

    let load: SharedLoad
    var connections = ConnectionTable()
    /// Octets held since the shared sum was told last.
    var untoldLength = 0
    /// Octets that handlers of connections that are closed already will give back.
    var abandonedLength = 0
    /// The rank of the connection that would be closed first, for the other loops to see.
    let idlenessRank = Atomic(Idleness.none.rank)
    let isAskedForMemory = Atomic(false)
    /// Given up for a moment when there is no other descriptor left to accept with.
    var spareDescriptor: FileDescriptor?

    private var listeners: [Listener] = []
    private var runningHandlerCount = 0
    /// Nil without an access log.
    let notes: AccessNotes?
    private var date = DateCache()
    var requestIDs = RequestIDs()
    var knownAnswers: KnownAnswers
    private(set) var isDraining = false
    private var whenDrained: (() -> Void)?
    private var drainDeadline: LoopTimer?
    private var handoverTimer: LoopTimer?

    init(
        _ name: String, _ configuration: ServerConfiguration, _ router: Router,
        _ load: SharedLoad
    ) throws(KernelError) {
        self.load = load
        spareDescriptor = try FileDescriptor.spare()
        loop = try EventLoop.start(named: name)
        self.configuration = configuration
        notes = configuration.accessLog.map { [loop] in AccessNotes($0, on: loop) }
        self.router = router
        knownAnswers = KnownAnswers(share: configuration.loopCount)
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

    /// The `Date` of a response written at a time that was read just now.
    func dateText(at milliseconds: Int64) -> String {
        date.update(milliseconds)
        return date.text
    }

    var nowSeconds: Int64 {
        date.update()
        return date.seconds
    }

    func listen(with socket: consuming ListeningSocket, isInherited: Bool) {
        socket.limitUnsent(length: limits.unsentLengthMax)
        let listener = Listener(socket, isInherited: isInherited, host: self)
        loop.execute {
            self.listeners.append(listener)
            listener.resume()
        }
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
        for connection in connections.all { connection.drain() }
        let deadline = LoopTimer { [unowned self] in cutAll() }
        drainDeadline = deadline
        loop.arm(deadline, afterMilliseconds: limits.drainTimeoutMilliseconds)
        if leavesQueues { endSlowOnes() }
        reportIfDrained()
    }

    /// Ends, now and again, those who alone keep a successor waiting; requests that are worked
    /// at go on.
    private func endSlowOnes() {
        for connection in connections.all { connection.endIfSlow() }
        guard connections.count > 0 else { return }
        let timer = LoopTimer { [unowned self] in endSlowOnes() }
        handoverTimer = timer
        loop.arm(timer, afterMilliseconds: limits.handoverTimeoutMilliseconds)
    }

    private func cutAll() {
        for connection in connections.all { connection.endNow() }
    }

    func reportIfDrained() {
        guard isDraining, connections.count == 0, runningHandlerCount == 0 else { return }
        for timer in [drainDeadline.take(), handoverTimer.take()].compactMap({ $0 }) {
            loop.cancel(timer)
        }
        notes?.end()
        whenDrained?()
        whenDrained = nil
    }
}
