import Kernel
import SQLite
import Synchronization

/// Moves the WAL into the database file on a thread and connection of its own, so that no
/// commit waits for it.
final class Checkpointer: Sendable {
    /// A WAL of more pages (64 MB) makes the writer wait until it can begin anew; below, the
    /// checkpoint waits for nobody.
    private static let pageCountMax = 16_384
    /// Once a pass has copied no more new pages than this, or after so many passes, the writer is
    /// kept waiting for the rest.
    private static let lastPageCountMax = 256
    private static let passesMax = 4
    /// How long the WAL's new beginning waits for those who still read in it: the writer waits
    /// too. If they take longer, the WAL grows on until the next attempt.
    private static let readersWaitMilliseconds = 20
    /// At most one checkpoint in this time.
    private static let pauseMilliseconds: Int64 = 250

    private let isDue = Atomic(false)
    private let isStopping = Atomic(false)
    private let waiting = Semaphore()
    private let pause = Semaphore()
    private let ended = Semaphore()

    init(databasePath: String) throws(StoreError) {
        do throws(KernelError) {
            _ = try Thread(named: "mebe-checkpoint") { self.work(databasePath) }
        } catch {
            throw .breakdown("\(error)", isFull: false)
        }
    }

    /// Says that something was committed. Never blocks.
    func note() {
        if !isDue.exchange(true, ordering: .acquiringAndReleasing) { waiting.signal() }
    }

    /// Blocks until the thread has ended.
    func stop() {
        isStopping.store(true, ordering: .releasing)
        waiting.signal()
        pause.signal()
        ended.wait()
    }

    private func work(_ path: String) {
        defer { ended.signal() }
        while waitUntilDue() {
            // A full or failing disk may refuse even the opening. Commits go on meanwhile and
            // the WAL grows; each has it tried again.
            guard
                let connection = try? Connection(
                    path: path, mode: .readWrite,
                    busyTimeoutMilliseconds: Self.readersWaitMilliseconds)
            else { continue }
            repeat { checkpoint(connection) } while waitUntilDue()
            close(connection)
            return
        }
    }

    private func close(_ connection: consuming Connection) {}

    /// Returns after the next commit, and not sooner than the pause allows; false at the end.
    private func waitUntilDue() -> Bool {
        _ = pause.wait(timeoutMilliseconds: Self.pauseMilliseconds)
        waiting.wait()
        isDue.store(false, ordering: .releasing)
        return !isStopping.load(ordering: .acquiring)
    }

    private func checkpoint(_ connection: borrowing Connection) {
        // A failing checkpoint loses nothing: the WAL keeps every commit, and the next one
        // copies what this one could not.
        guard var done = try? connection.checkpoint(.passive),
            done.pageCount > Self.pageCountMax
        else { return }
        // The writer waits while the last pages are copied, so what came during one pass is left
        // to the next, which is shorter.
        for _ in 1...Self.passesMax {
            guard let next = try? connection.checkpoint(.passive) else { return }
            let newCount = next.pageCount - done.pageCount
            done = next
            if newCount <= Self.lastPageCountMax { break }
        }
        _ = try? connection.checkpoint(.restart)
    }
}
