import CSQLite

/// From result codes to typed errors.
extension Connection {
    func check(_ result: Int32) throws(DatabaseError) {
        guard result == SQLITE_OK else { throw error(result) }
    }

    func error(_ result: Int32, sql: String? = nil) -> DatabaseError {
        // Read at once: the text belongs to the connection's latest call.
        let message = unsafe String(cString: sqlite3_errmsg(handle))
        return DatabaseError(ResultCode(rawValue: result), message: message, sql: sql)
    }
}
