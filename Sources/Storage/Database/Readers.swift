import Kernel
import SQLite
import Synchronization

/// Two threads with a read-only connection each: event loops never touch SQLite.
///
/// Small reads go first; long scans wait behind them and take one thread at most, so that a
/// cold national year does not hold up a clerk's form.
final class Readers: Sendable {
    typealias Read = @Sendable (borrowing Connection) -> Void

    private struct Queue {
        var small: [Read] = []
        var large: [Read] = []
        var runningLarge = 0
        var isStopping = false
    }

    private enum Next {
        case run(Read, isLarge: Bool)
        case wait
        case stop
    }

    static let threadCount = 2
    /// More waiting reads than this are refused (503).
    static let queueMax = 512

    private let queue = Mutex(Queue())
    private let waiting = Semaphore()
    private let ended = Semaphore()

    init(databasePath: String) throws(StoreError) {
        do throws(DatabaseError) {
            // Opened once here, so that what is wrong with the file is said at start.
            _ = try Connection(path: databasePath, mode: .readOnly)
        } catch {
            throw .database(error, while: "opening the database for reading")
        }
        for number in 1...Self.threadCount {
            do throws(KernelError) {
                _ = try Thread(named: "mebe-read-\(number)") { self.work(databasePath) }
            } catch {
                throw .breakdown("\(error)", isFull: false)
            }
        }
    }

    /// Runs `body` on a reader thread with its connection.
    func read<Value: Sendable>(
        isLarge: Bool = false,
        _ body: @escaping @Sendable (borrowing Connection) throws(DatabaseError) -> Value
    ) async throws(StoreError) -> Value {
        let wish = Wish()
        return try await withTaskCancellationHandler {
            await read(isLarge, wish, body)
        } onCancel: {
            wish.withdraw()
        }.get()
    }

    private func read<Value: Sendable>(
        _ isLarge: Bool, _ wish: Wish,
        _ body: @escaping @Sendable (borrowing Connection) throws(DatabaseError) -> Value
    ) async -> Result<Value, StoreError> {
        await withCheckedContinuation { continuation in
            let isTaken = enqueue(isLarge: isLarge) { connection in
                guard wish.stands else {
                    return continuation.resume(returning: .failure(.unavailable))
                }
                do throws(DatabaseError) {
                    continuation.resume(returning: .success(try body(connection)))
                } catch {
                    continuation.resume(
                        returning: .failure(.database(error, while: "reading")))
                }
            }
            if !isTaken { continuation.resume(returning: .failure(.unavailable)) }
        }
    }

    private func enqueue(isLarge: Bool, _ read: @escaping Read) -> Bool {
        let isTaken = queue.withLock { queue in
            let waitingCount = queue.small.count + queue.large.count
            guard !queue.isStopping, waitingCount < Self.queueMax else { return false }
            if isLarge { queue.large.append(read) } else { queue.small.append(read) }
            return true
        }
        if isTaken { waiting.signal() }
        return isTaken
    }

    /// Finishes what is queued, then ends the threads. Blocks.
    func stop() {
        queue.withLock { $0.isStopping = true }
        for _ in 1...Self.threadCount { waiting.signal() }
        for _ in 1...Self.threadCount { ended.wait() }
    }

    private func work(_ path: String) {
        defer { ended.signal() }
        let connection: Connection
        do {
            connection = try Connection(path: path, mode: .readOnly)
        } catch {
            preconditionFailure("the database opened a moment ago and no longer does: \(error)")
        }
        while true {
            switch next() {
            case .run(let read, let isLarge):
                read(connection)
                if isLarge { endLarge() }
            case .wait: waiting.wait()
            case .stop: return
            }
        }
    }

    private func next() -> Next {
        queue.withLock { queue in
            if !queue.small.isEmpty { return .run(queue.small.removeFirst(), isLarge: false) }
            if !queue.large.isEmpty, queue.runningLarge < Self.threadCount - 1 {
                queue.runningLarge += 1
                return .run(queue.large.removeFirst(), isLarge: true)
            }
            return queue.isStopping && queue.large.isEmpty ? .stop : .wait
        }
    }

    /// The next long read may have been passed over while this one ran.
    private func endLarge() {
        queue.withLock { $0.runningLarge -= 1 }
        waiting.signal()
    }
}

/// Whether somebody still waits for a read: a client that left takes its wish back, and the read
/// is skipped when its turn comes.
private final class Wish: Sendable {
    private let isWithdrawn = Atomic(false)

    var stands: Bool { !isWithdrawn.load(ordering: .relaxed) }

    func withdraw() {
        isWithdrawn.store(true, ordering: .relaxed)
    }
}
