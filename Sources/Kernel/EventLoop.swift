internal import Glibc
internal import Synchronization

/// Something an event loop watches.
public protocol Pollable: AnyObject {
    /// Called on the loop's thread when the descriptor has become ready.
    func becameReady(_ readiness: Readiness)
}

/// One thread that waits for descriptors and deadlines and runs the jobs of Swift tasks.
///
/// The loop is a `TaskExecutor`: a task that prefers it runs on the loop's own thread, next to
/// the connections the loop owns, and needs no lock to touch them. Members marked "on the
/// loop" must be called on its thread; `execute`, `enqueue` and `stop` may be called
/// from anywhere.
// `@unchecked Sendable`: `inbox` is locked, `owner` atomic, the rest is the loop thread's alone.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
    enum Work {
        case job(UnownedJob)
        case block(@Sendable () -> Void)
    }

    struct Inbox {
        var work: [Work] = []
        var isStopped = false
    }

    let inbox = Mutex(Inbox())
    let wakeUp: WakeUp
    var queue: [Work] = []
    private let owner = Atomic<UInt>(0)
    private let poller: Poller
    private var timers = TimerQueue()
    private var watched = WatchTable()
    private var thread: Thread?
    private var isStopping = false

    /// The loop's time, read once a turn (monotonic).
    private var nowMilliseconds = SystemTime.monotonicMilliseconds()

    /// Makes the loop and starts its thread.
    public static func start(named name: String) throws(KernelError) -> EventLoop {
        let loop = try EventLoop()
        loop.thread = try Thread(named: name) { [loop] in loop.run() }
        return loop
    }

    private init() throws(KernelError) {
        poller = try Poller()
        wakeUp = try WakeUp()
        try poller.add(wakeUp.descriptor, as: .stream, number: WatchTable.wakeUpNumber)
    }

    /// True on the loop's own thread.
    public var isCurrent: Bool {
        owner.load(ordering: .relaxed) == UInt(pthread_self())
    }

    private func run() {
        owner.store(UInt(pthread_self()), ordering: .relaxed)
        repeat {
            let count = poller.wait(timeoutMilliseconds: waitMilliseconds())
            nowMilliseconds = SystemTime.monotonicMilliseconds()
            for index in 0..<count {
                let event = poller.event(index)
                watched.target(of: event.number)?.becameReady(event.readiness)
            }
            takeInbox()
            runQueue()
            nowMilliseconds = SystemTime.monotonicMilliseconds()
            while let timer = timers.takeDue(at: nowMilliseconds) { timer.action() }
        } while !isStopping || !close()
        // A later thread may get this one's id (pthread_self(3)) and must not pass for it.
        owner.store(0, ordering: .relaxed)
    }

    private func waitMilliseconds() -> Int32 {
        if !queue.isEmpty || isStopping { return 0 }
        guard let next = timers.nextTime else { return -1 }
        return Int32(clamping: max(0, next - SystemTime.monotonicMilliseconds()))
    }

    /// After this, jobs run on the thread that enqueues them. False if some have just come.
    private func close() -> Bool {
        queue.isEmpty
            && inbox.withLock { inbox in
                inbox.isStopped = inbox.work.isEmpty
                return inbox.isStopped
            }
    }

    /// Ends the loop when its queue has run dry, and waits for its thread.
    ///
    /// Call from another thread, once. Tasks that still prefer this loop go on elsewhere.
    public func stop() {
        precondition(!isCurrent, "a loop cannot wait for its own end")
        execute { self.isStopping = true }
        if let thread = thread.take() { thread.join() }
    }
}

/// Watching and timing: on the loop.
extension EventLoop {
    fileprivate func watch(
        _ descriptor: borrowing FileDescriptor, as interest: Interest, _ target: any Pollable
    ) throws(KernelError) -> Watch {
        assertOnLoop()
        let watch = watched.insert(target)
        do {
            try poller.add(descriptor, as: interest, number: watch.number)
        } catch {
            watched.remove(watch)
            throw error
        }
        return watch
    }

    fileprivate func unwatch(_ watch: Watch, _ descriptor: borrowing FileDescriptor) {
        assertOnLoop()
        watched.remove(watch)
        poller.remove(descriptor)
    }

    /// Sets a timer's deadline, in place of the one it had, and returns the time it is now
    /// (monotonic).
    @discardableResult
    public func arm(_ timer: LoopTimer, afterMilliseconds delay: Int64) -> Int64 {
        assertOnLoop()
        // Not the turn's time: what has run in this turn may have taken a while.
        let now = SystemTime.monotonicMilliseconds()
        timers.arm(timer, at: now + delay)
        return now
    }

    /// Has the loop forget a timer for good.
    public func cancel(_ timer: LoopTimer) {
        assertOnLoop()
        timers.remove(timer)
    }

    /// Stops a debug build that is on another thread.
    public func assertOnLoop() {
        assert(isCurrent, "called off the loop's thread")
    }
}

extension ListeningSocket {
    /// Has the loop tell `target`, on the loop, when connections wait, until `unwatch`.
    public borrowing func watch(
        on loop: EventLoop, _ target: any Pollable
    ) throws(KernelError) -> Watch {
        try loop.watch(descriptor, as: isShared ? .sharedListener : .listener, target)
    }

    /// Ends a watch; events of it that were already fetched are dropped.
    public borrowing func unwatch(_ watch: Watch, on loop: EventLoop) {
        loop.unwatch(watch, descriptor)
    }
}

extension StreamSocket {
    /// Has the loop tell `target`, on the loop, of each change of either direction.
    public borrowing func watch(
        on loop: EventLoop, _ target: any Pollable
    ) throws(KernelError) -> Watch {
        try loop.watch(descriptor, as: .stream, target)
    }

    /// Ends a watch; events of it that were already fetched are dropped.
    public borrowing func unwatch(_ watch: Watch, on loop: EventLoop) {
        loop.unwatch(watch, descriptor)
    }
}
