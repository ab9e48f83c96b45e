import CSQLite

/// Values for placeholders, counted from 1. Nil binds NULL; bytes and text are copied.
extension Statement {
    public mutating func bind(_ value: Int64?, at index: Int) throws(DatabaseError) {
        guard let value else { return try bindNull(at: index) }
        try check(unsafe sqlite3_bind_int64(handle, Int32(clamping: index), value))
    }

    public mutating func bind(_ value: Int?, at index: Int) throws(DatabaseError) {
        try bind(value.map(Int64.init), at: index)
    }

    /// A value that is not a number is refused, because SQLite would store NULL in its place.
    public mutating func bind(_ value: Double?, at index: Int) throws(DatabaseError) {
        guard let value else { return try bindNull(at: index) }
        guard !value.isNaN else {
            throw DatabaseError(.mismatch, message: "not a number bound at \(index)", sql: sql)
        }
        try check(unsafe sqlite3_bind_double(handle, Int32(clamping: index), value))
    }

    public mutating func bind(_ value: String?, at index: Int) throws(DatabaseError) {
        guard let value else { return try bindNull(at: index) }
        let result = unsafe value.utf8Span.span.withUnsafeBytes { text in
            unsafe csqlite_bind_text_copy(
                handle, Int32(clamping: index), text.baseAddress, UInt64(text.count))
        }
        try check(result)
    }

    public mutating func bind(_ value: [UInt8]?, at index: Int) throws(DatabaseError) {
        guard let value else { return try bindNull(at: index) }
        try bind(value.span, at: index)
    }

    /// Bytes from anywhere, without an array in between.
    public mutating func bind(_ value: Span<UInt8>, at index: Int) throws(DatabaseError) {
        let result = unsafe value.withUnsafeBytes { bytes in
            unsafe csqlite_bind_blob_copy(
                handle, Int32(clamping: index), bytes.baseAddress, UInt64(bytes.count))
        }
        try check(result)
    }

    public mutating func bindNull(at index: Int) throws(DatabaseError) {
        try check(unsafe sqlite3_bind_null(handle, Int32(clamping: index)))
    }

    private func check(_ result: Int32) throws(DatabaseError) {
        guard result == SQLITE_OK else { throw error(ResultCode(rawValue: result)) }
    }
}
