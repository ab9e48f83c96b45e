import Kernel
import Synchronization

/// The one thread on which passwords are digested: each takes a tenth of a second and tens of
/// megabytes, so they come one after another, and event loops never wait for them.
public final class HashingThread: Sendable {
    private typealias Job = @Sendable () -> Void

    /// What the thread shares with its owner; it outlives the owner until the thread has ended.
    private final class Queue: Sendable {
        let jobs = Mutex<[Job]>([])
        let waiting = Semaphore()
        let isStopping = Atomic(false)

        func work() {
            while true {
                waiting.wait()
                let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                if let job { job() } else if isStopping.load(ordering: .acquiring) { return }
            }
        }
    }

    /// More waiting digests than this are refused (503): some three seconds of work.
    public static let queueMax = 24

    private let queue = Queue()

    public init() throws(StoreError) {
        do throws(KernelError) {
            _ = try Thread(named: "mebe-scrypt") { [queue] in queue.work() }
        } catch {
            throw .breakdown("\(error)", isFull: false)
        }
    }

    /// Finishes what waits, then ends the thread.
    deinit {
        queue.isStopping.store(true, ordering: .releasing)
        queue.waiting.signal()
    }

    /// Runs `body` on the thread; refused while too much waits.
    public func run<Value: Sendable>(
        _ body: @escaping @Sendable () -> Value
    ) async throws(StoreError) -> Value {
        let value: Value? = await withCheckedContinuation { continuation in
            let isTaken = queue.jobs.withLock { jobs in
                guard jobs.count < Self.queueMax else { return false }
                jobs.append { continuation.resume(returning: body()) }
                return true
            }
            if isTaken { queue.waiting.signal() } else { continuation.resume(returning: nil) }
        }
        guard let value else { throw .unavailable }
        return value
    }
}
