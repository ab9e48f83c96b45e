import Kernel
import SQLite
import Synchronization

/// One backup of a store that goes on writing, on a plain thread of its own.
///
/// The copying itself is done by the writer, a slice between two batches: what it commits
/// meanwhile goes into the copy too, so that nothing begins anew and no snapshot pins the WAL.
/// This thread brings the copy to the disk in small pieces. A disk that is given all of it at
/// once would keep the commits' own flushes waiting.
final class BackupRun: Sendable {
    private typealias Part<Value> =
        @Sendable (borrowing Connection, inout Backup?) throws(BackupError) -> Value
    typealias Outcome = Result<StoreContents, BackupError>

    /// How long a slice holds up a report, at most a step longer.
    private static let sliceMicroseconds: Int64 = 3_000
    /// Pages between two looks at the clock.
    private static let pagesPerStep = 64
    /// 8 MB.
    private static let pagesPerFlush = 2_048

    private let path: String
    private let writer: Writer
    private let isWithdrawn = Atomic(false)

    init(to path: String, by writer: Writer) {
        self.path = path
        self.writer = writer
    }

    /// Ends it soon, with nothing left behind.
    func withdraw() {
        isWithdrawn.store(true, ordering: .relaxed)
    }

    /// Blocks until it is done.
    func run() -> Outcome {
        do throws(BackupError) {
            let file = try BackupFile.make(path)
            try copy(to: file)
            return .success(try file.publish())
        } catch {
            return .failure(error)
        }
    }

    private func copy(to file: borrowing BackupFile) throws(BackupError) {
        let partPath = file.partPath
        try onWriter { connection, backup throws(BackupError) in
            guard backup == nil else { throw .running }
            backup = try Self.begin(connection, partPath)
        }
        // Refused where the writer is ending, which ends the backup as well.
        defer { try? onWriter { _, backup throws(BackupError) in backup = nil } }
        var flushed = 0
        while let copied = try slice() {
            // Where it began anew, it counts from the beginning again.
            if copied < flushed { flushed = 0 }
            guard copied - flushed >= Self.pagesPerFlush else { continue }
            try file.flush()
            flushed = copied
        }
    }

    /// How many pages are copied by now; nil when all are.
    private func slice() throws(BackupError) -> Int? {
        guard !isWithdrawn.load(ordering: .relaxed) else { throw .stopped }
        return try onWriter { connection, backup throws(BackupError) in
            let end = SystemTime.monotonicMicroseconds() + Self.sliceMicroseconds
            repeat {
                if try Self.step(&backup, connection) { return nil }
            } while SystemTime.monotonicMicroseconds() < end
            return backup?.progress.copiedPageCount
        }
    }

    private static func begin(
        _ connection: borrowing Connection, _ path: String
    ) throws(BackupError) -> Backup {
        do throws(DatabaseError) {
            return try Backup(of: connection, to: path)
        } catch {
            throw BackupError(error)
        }
    }

    /// Whether the copy is whole.
    private static func step(
        _ backup: inout Backup?, _ connection: borrowing Connection
    ) throws(BackupError) -> Bool {
        do throws(DatabaseError) {
            guard let isDone = try backup?.step(pageCount: pagesPerStep, of: connection) else {
                preconditionFailure("a slice of a backup that was not begun")
            }
            return isDone
        } catch {
            throw BackupError(error)
        }
    }

    private func onWriter<Value: Sendable>(
        _ body: @escaping Part<Value>
    ) throws(BackupError) -> Value {
        let answer = Awaited<Result<Value, BackupError>>()
        let isTaken = writer.enqueue(
            .backup { connection, backup in
                do throws(BackupError) {
                    answer.set(.success(try body(connection, &backup)))
                } catch {
                    answer.set(.failure(error))
                }
            })
        guard isTaken else { throw .stopped }
        return try answer.get().get()
    }
}

/// A value that one plain thread waits for and another one gives.
private final class Awaited<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let isThere = Semaphore()

    func set(_ value: Value) {
        self.value.withLock { $0 = value }
        isThere.signal()
    }

    func get() -> Value {
        isThere.wait()
        guard let value = value.withLock({ $0 }) else {
            preconditionFailure("signalled without a value")
        }
        return value
    }
}
