import Kernel
import Reporting
import SQLite
import Synchronization

/// The one thread that writes.
///
/// It takes everything that waits, puts it into one transaction, commits once, brings the sums
/// up to date, and only then answers each (group commit). While one batch is flushed to disk,
/// the next one gathers.
final class Writer: Sendable {
    typealias Answer<Value> = @Sendable (Result<Value, StoreError>) -> Void
    typealias Work = @Sendable (borrowing Connection) -> Void
    typealias BackupWork = @Sendable (borrowing Connection, inout Backup?) -> Void

    enum Job: Sendable {
        case entry(Entry, since: Int64, Answer<Receipt>)
        /// Anything else that writes; it opens its own transaction and answers by itself.
        case work(since: Int64, refuse: @Sendable () -> Void, Work)
        /// Begins, goes on with or ends the one backup that there may be at a time. It stays on
        /// this thread, since a commit writes into it.
        case backup(BackupWork)
    }

    /// What becomes a revision, many to a transaction.
    enum Entry: Sendable {
        case submission(Submission, EncodedValues)
        case act(ReviewAct)
    }

    private typealias Waiting = (entry: Entry, answer: Answer<Receipt>)

    struct Queue {
        var jobs: [Job] = []
        var isStopping = false
    }

    /// The most submissions of one transaction: bounds how long the first one waits.
    static let batchMax = 512
    /// More waiting submissions than this are refused (503): a flood slows writers, not readers.
    static let queueMax = 16_384

    /// How long anybody may wait for an import: a little less than is promised.
    static let waitMillisecondsMax: Int64 = 1_750

    private let tree: AggregationTree
    private let clock: @Sendable () -> Int64
    let queue = Mutex(Queue())
    private let signals = Semaphore()
    private let ended = Semaphore()

    /// - Parameters:
    ///   - connection: opened for writing; it belongs to the writer's thread from now on.
    ///   - clock: milliseconds UTC.
    ///   - didCommit: called on the writer's thread after anything was written.
    init(
        connection: consuming sending Connection, tree: AggregationTree,
        clock: @escaping @Sendable () -> Int64, didCommit: @escaping @Sendable () -> Void
    ) throws(StoreError) {
        self.tree = tree
        self.clock = clock
        let handover = Mutex<Connection?>(connection)
        let owner = HandedOver(handover)
        do throws(KernelError) {
            _ = try Thread(named: "mebe-write") {
                guard let connection = owner.take() else { return }
                self.work(connection, didCommit)
            }
        } catch {
            throw .breakdown("\(error)", isFull: false)
        }
    }

    func write(_ entry: Entry) async throws(StoreError) -> Receipt {
        let now = SystemTime.monotonicMilliseconds()
        return try await ask { .entry(entry, since: now, $0) }
    }

    /// Runs a piece of writing between two batches.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing Connection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let now = SystemTime.monotonicMilliseconds()
        return try await ask { (answer: @escaping Answer<Value>) in
            .work(since: now, refuse: { answer(.failure(.unavailable)) }) { connection in
                do throws(StoreError) {
                    answer(.success(try body(connection)))
                } catch {
                    answer(.failure(error))
                }
            }
        }
    }

    /// The same in one transaction, whose failed commit leaves nothing behind.
    func transact<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing Connection) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        try await perform { connection throws(StoreError) in
            try connection.transaction(.immediate) { () throws(StoreError) in
                try body(connection)
            }
        }
    }

    private func ask<Value: Sendable>(
        _ job: (@escaping Answer<Value>) -> Job
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            let answer: Answer<Value> = { continuation.resume(returning: $0) }
            if !enqueue(job(answer)) { answer(.failure(.unavailable)) }
        }
        return try result.get()
    }

    /// False where it is refused: too much waits, or the thread is ending.
    func enqueue(_ job: Job) -> Bool {
        let place: Int? = queue.withLock { queue in
            guard !queue.isStopping, queue.jobs.count < Self.queueMax else { return nil }
            queue.jobs.append(job)
            return queue.jobs.count
        }
        // Who comes behind others is taken with them.
        if place == 1 { signals.signal() }
        return place != nil
    }

    /// Answers who has waited for so long that they are to come again (503). For large pieces of
    /// writing, which call it again and again; what stands behind a commit waits for that too.
    func refuseOverdue(afterMilliseconds limit: Int64 = waitMillisecondsMax) {
        let latest = SystemTime.monotonicMilliseconds() - limit
        let overdue = queue.withLock { queue in
            let overdue = queue.jobs.filter { $0.hasWaited(since: latest) }
            if !overdue.isEmpty { queue.jobs.removeAll { $0.hasWaited(since: latest) } }
            return overdue
        }
        for job in overdue { job.refuse() }
    }

    /// Writes what is queued, then ends the thread and closes the database. Blocks.
    func stop() {
        queue.withLock { $0.isStopping = true }
        signals.signal()
        ended.wait()
    }

    // MARK: On the writer's thread

    private func work(
        _ connection: consuming Connection, _ didCommit: @Sendable () -> Void
    ) {
        var backup: Backup?
        while true {
            signals.wait()
            let (jobs, isStopping) = takeJobs()
            run(jobs, connection, &backup, didCommit)
            if isStopping, jobs.isEmpty { break }
            if isStopping { signals.signal() }
        }
        // It must end before its source does.
        backup = nil
        close(connection)
        ended.signal()
    }

    /// All that waits, or all up to a piece of other work: what comes after that stays where
    /// `refuseOverdue` finds it.
    private func takeJobs() -> (jobs: [Job], isStopping: Bool) {
        queue.withLock { queue in
            var jobs: [Job] = []
            swap(&jobs, &queue.jobs)
            if let last = jobs.firstIndex(where: \.isWork), last + 1 < jobs.count {
                queue.jobs = Array(jobs[(last + 1)...])
                jobs.removeSubrange((last + 1)...)
                signals.signal()
            }
            return (jobs, queue.isStopping)
        }
    }

    private func close(_ connection: consuming Connection) {}

    private func run(
        _ jobs: [Job], _ connection: borrowing Connection, _ backup: inout Backup?,
        _ didCommit: () -> Void
    ) {
        var batch: [Waiting] = []
        for job in jobs {
            switch job {
            case .entry(let entry, _, let answer):
                batch.append((entry, answer))
                if batch.count == Self.batchMax { commit(&batch, connection, didCommit) }
            case .work(_, _, let work):
                commit(&batch, connection, didCommit)
                work(connection)
                didCommit()
            case .backup(let work):
                commit(&batch, connection, didCommit)
                work(connection, &backup)
            }
        }
        commit(&batch, connection, didCommit)
    }

    private func commit(
        _ batch: inout [Waiting], _ connection: borrowing Connection, _ didCommit: () -> Void
    ) {
        guard !batch.isEmpty else { return }
        defer { batch = [] }
        var writing = BatchWriting(for: tree, seq: tree.seq, now: clock())
        do throws(StoreError) {
            let results = try connection.transaction(.immediate) {
                () throws(StoreError) in
                try batch.map { entry, _ throws(StoreError) in
                    try writing.result(of: entry, in: connection)
                }
            }
            tree.apply(writing.changes, seq: writing.seq)
            for (result, waiting) in zip(results, batch) { waiting.answer(result) }
            didCommit()
        } catch {
            for waiting in batch { waiting.answer(.failure(error)) }
        }
    }
}

extension Writer.Job {
    fileprivate var isWork: Bool {
        switch self {
        case .work, .backup: true
        case .entry: false
        }
    }

    /// A backup waits for everybody.
    fileprivate func hasWaited(since time: Int64) -> Bool {
        switch self {
        case .entry(_, let since, _), .work(let since, _, _): since <= time
        case .backup: false
        }
    }

    fileprivate func refuse() {
        switch self {
        case .entry(_, _, let answer): answer(.failure(.unavailable))
        case .work(_, let refuse, _): refuse()
        case .backup: break
        }
    }
}

/// Hands a connection to the one thread that will own it.
private final class HandedOver: Sendable {
    private let connection: Mutex<Connection?>

    init(_ connection: consuming sending Mutex<Connection?>) {
        self.connection = connection
    }

    func take() -> Connection? {
        connection.withLock { $0.take() }
    }
}
