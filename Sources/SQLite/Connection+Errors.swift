import CSQLite

/// From result codes to typed errors.
extension Connection {
    func check(_ result: Int32) throws(DatabaseError) {
        guard result == SQLITE_OK else { throw error(result) }
    }

    /// Of a call that answers nothing when it fails.
    func latestError() -> DatabaseError {
        error(unsafe sqlite3_extended_errcode(handle))
    }

    func error(_ result: Int32, sql: String? = nil) -> DatabaseError {
        let code = ResultCode(rawValue: result)
        // Both are read at once: they belong to the latest call.
        let systemCode = DatabaseError.systemCode(for: code)
        let message = unsafe String(cString: sqlite3_errmsg(handle))
        return DatabaseError(code, message: message, sql: sql, systemCode: systemCode)
    }
}
