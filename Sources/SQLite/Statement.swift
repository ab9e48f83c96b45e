import CSQLite

/// One prepared statement: bind its placeholders, step through its rows, read their columns.
///
/// Only `Connection.withStatement` makes one, and lends it for the time of a closure. As it
/// can neither be copied nor kept, it cannot outlive its connection, and a row's bytes cannot
/// be read after the next step. Placeholders count from 1 and columns from 0, as in SQLite.
@safe
public struct Statement: ~Copyable {
    let handle: OpaquePointer

    /// Takes over a prepared handle; the end of the statement finalizes it.
    init(owning handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    deinit {
        // The result repeats the error of the last step, which was thrown there.
        unsafe _ = sqlite3_finalize(handle)
    }

    /// Moves to the next row; false when there is none left.
    ///
    /// A step after the last row would begin anew, so a loop stops at the first false.
    public mutating func step() throws(DatabaseError) -> Bool {
        let result = ResultCode(rawValue: unsafe sqlite3_step(handle))
        switch result {
        case .row: return true
        case .done: return false
        default: throw error(result)
        }
    }

    /// Executes a statement whose rows, if any, do not matter, and makes it ready to be bound
    /// and run again. Bound values stay until they are bound anew.
    public mutating func run() throws(DatabaseError) {
        while try step() {}
        rewind()
    }

    /// Ends the current execution, so that values may be bound again.
    public mutating func rewind() {
        // The result repeats the error of the last step, which was thrown there.
        unsafe _ = sqlite3_reset(handle)
    }

    /// Leaves nothing of this use for the next one; an open row would also keep the read
    /// snapshot, and with it the WAL, from moving on.
    mutating func clear() {
        rewind()
        unsafe _ = sqlite3_clear_bindings(handle)
    }

    /// The SQL with its placeholders, never with bound values.
    var sql: String? {
        guard let text = unsafe sqlite3_sql(handle) else { return nil }
        return unsafe String(cString: text)
    }

    func error(_ code: ResultCode) -> DatabaseError {
        // Both are read at once: they belong to the latest call.
        let systemCode = DatabaseError.systemCode(for: code)
        let database = unsafe sqlite3_db_handle(handle)
        let message = unsafe String(cString: sqlite3_errmsg(database))
        return DatabaseError(code, message: message, sql: sql, systemCode: systemCode)
    }
}
