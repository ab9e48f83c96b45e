import CSQLite

/// A copy of a database, made page by page while the database goes on being written
/// (<https://www.sqlite.org/c3ref/backup_finish.html>).
///
/// What the source connection itself writes between two steps is written into the copy too, so
/// the copy ends as the database is at the last step, and no snapshot keeps the WAL from moving
/// on. Two things begin it anew: a commit by another connection, and a transaction of the source
/// that changed something and was rolled back, which SQLite cannot undo in the copy. A
/// checkpoint does not, by whichever connection.
///
/// It belongs to the source's thread, and must end before the source does.
@safe
public struct Backup: ~Copyable {
    private let handle: OpaquePointer
    private let source: OpaquePointer
    private let copy: Connection

    /// Prepares to fill the file at `path`, which must be there and empty. The bytes get to the
    /// disk when the caller has them flushed.
    public init(of source: borrowing Connection, to path: String) throws(DatabaseError) {
        let copy = try Connection(path: path, mode: .unflushed)
        guard let handle = unsafe sqlite3_backup_init(copy.handle, "main", source.handle, "main")
        else { throw copy.latestError() }
        unsafe self.handle = handle
        unsafe self.source = source.handle
        self.copy = copy
    }

    deinit {
        // The result repeats the error of the last step, which was thrown there.
        unsafe _ = sqlite3_backup_finish(handle)
    }

    /// Copies the next pages; true when the copy is whole.
    ///
    /// The source is given again, because it must still be open and on this thread.
    public mutating func step(
        pageCount: Int, of source: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        unsafe precondition(source.handle == self.source, "a backup of another connection")
        let result = unsafe sqlite3_backup_step(handle, Int32(clamping: pageCount))
        let code = ResultCode(rawValue: result)
        switch code.primary {
        case .done: return true
        // Both are to be tried again, says SQLite.
        case .ok, .busy, .locked: return false
        default:
            throw DatabaseError(
                code, message: "\(code.text), copying the database",
                systemCode: DatabaseError.systemCode(for: code))
        }
    }

    /// How many pages the database had at the latest step, and how many of them are copied.
    public var progress: (copiedPageCount: Int, pageCount: Int) {
        let pageCount = unsafe Int(sqlite3_backup_pagecount(handle))
        let remainingCount = unsafe Int(sqlite3_backup_remaining(handle))
        return (pageCount - remainingCount, pageCount)
    }
}
