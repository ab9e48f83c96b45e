import CSQLite

/// When a transaction takes its lock.
public enum TransactionKind: Sendable {
    /// At the first read, and then one unchanging snapshot; for readers. A write in it may
    /// meet `.busy` at once, because a snapshot that is no longer the newest cannot be changed.
    case deferred
    /// At the beginning, after waiting for its turn; for writers.
    case immediate
}

/// All or nothing (<https://www.sqlite.org/lang_transaction.html>).
extension Connection {
    /// Runs `body` in one transaction: committed when it returns, rolled back when it or the
    /// commit throws. There are no transactions in a transaction.
    ///
    /// A body lets database errors pass: after a full disk SQLite may have rolled back by
    /// itself, and what follows would be written outside of any transaction.
    public func transaction<Result: ~Copyable, Failure: DatabaseFailure>(
        _ kind: TransactionKind, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try run(kind == .immediate ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED", Failure.self)
        do throws(Failure) {
            let result = try body()
            try commit(kind, Failure.self)
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Whether a transaction is open.
    public var isInTransaction: Bool {
        unsafe sqlite3_get_autocommit(handle) == 0
    }

    /// How many rows the latest INSERT, UPDATE or DELETE changed.
    public var changedRowCount: Int {
        unsafe Int(sqlite3_changes64(handle))
    }

    /// The key that the latest INSERT gave its row.
    public var lastInsertedRowID: Int64 {
        unsafe sqlite3_last_insert_rowid(handle)
    }

    /// SQLite rolls back what it could not commit: nobody reads it, and the next commit writes
    /// over it. Until then it may stand whole in the WAL, with only its flush failed, and would
    /// be found there after a crash. What is refused must not come back, so it is written over
    /// at once by a commit that changes nothing. If that fails too, the disk is still ill, and
    /// whether the refused would survive a crash is not known.
    private func commit<Failure: DatabaseFailure>(
        _ kind: TransactionKind, _: Failure.Type
    ) throws(Failure) {
        do throws(DatabaseError) {
            try withStatement("COMMIT") { statement throws(DatabaseError) in try statement.run() }
        } catch {
            if kind == .immediate, error.code == .ioError, !isInTransaction {
                // The first error is what the caller needs.
                try? execute("PRAGMA user_version = \(schemaVersion())")
            }
            throw Failure(error)
        }
    }

    private func rollBack() {
        // After some errors SQLite has rolled back already.
        guard isInTransaction else { return }
        // The first error is what the caller needs; a failing rollback leaves a journal that
        // the next opening rolls back.
        try? execute("ROLLBACK")
    }

    private func run<Failure: DatabaseFailure>(
        _ sql: StaticString, _: Failure.Type
    ) throws(Failure) {
        do throws(DatabaseError) {
            try withStatement(sql) { statement throws(DatabaseError) in try statement.run() }
        } catch {
            throw Failure(error)
        }
    }
}
