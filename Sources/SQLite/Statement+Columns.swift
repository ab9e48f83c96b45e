import CSQLite

/// Columns of the current row, counted from 0.
///
/// SQLite would turn NULL into 0 and text into a number in silence. Here a column must hold
/// what is asked for, otherwise `.mismatch` is thrown; `isNull` tells beforehand.
extension Statement {
    public func isNull(_ column: Int) -> Bool {
        type(of: column) == SQLITE_NULL
    }

    public func int64(_ column: Int) throws(DatabaseError) -> Int64 {
        guard type(of: column) == SQLITE_INTEGER else { throw mismatch(column, "an integer") }
        return unsafe sqlite3_column_int64(handle, Int32(clamping: column))
    }

    public func int(_ column: Int) throws(DatabaseError) -> Int {
        Int(try int64(column))
    }

    /// A number; integers come as the nearest double.
    public func double(_ column: Int) throws(DatabaseError) -> Double {
        let type = type(of: column)
        guard type == SQLITE_FLOAT || type == SQLITE_INTEGER else {
            throw mismatch(column, "a number")
        }
        return unsafe sqlite3_column_double(handle, Int32(clamping: column))
    }

    public func text(_ column: Int) throws(DatabaseError) -> String {
        guard type(of: column) == SQLITE_TEXT else { throw mismatch(column, "text") }
        guard let text = unsafe String(validating: rawBytes(column), as: UTF8.self) else {
            throw mismatch(column, "text in UTF-8")
        }
        return text
    }

    /// A blob, copied.
    public func bytes(_ column: Int) throws(DatabaseError) -> [UInt8] {
        guard type(of: column) == SQLITE_BLOB else { throw mismatch(column, "a blob") }
        return unsafe [UInt8](rawBytes(column))
    }

    /// A blob in SQLite's own memory, lent for the time of the closure without a copy.
    public func withBytes<Result: ~Copyable>(
        _ column: Int, _ body: (Span<UInt8>) throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result {
        guard type(of: column) == SQLITE_BLOB else { throw mismatch(column, "a blob") }
        return try body(unsafe rawBytes(column).span)
    }

    /// Text and blobs as stored. The pointer is asked for before the length, the order that
    /// <https://www.sqlite.org/c3ref/column_blob.html> calls safe.
    private func rawBytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        let index = Int32(clamping: column)
        let start = unsafe sqlite3_column_blob(handle, index)
        let length = unsafe Int(sqlite3_column_bytes(handle, index))
        return unsafe UnsafeBufferPointer(
            start: start?.assumingMemoryBound(to: UInt8.self), count: length)
    }

    /// A column past the last one, or without a current row, counts as NULL.
    private func type(of column: Int) -> Int32 {
        unsafe sqlite3_column_type(handle, Int32(clamping: column))
    }

    private func mismatch(_ column: Int, _ wanted: String) -> DatabaseError {
        DatabaseError(.mismatch, message: "column \(column) does not hold \(wanted)", sql: sql)
    }
}
