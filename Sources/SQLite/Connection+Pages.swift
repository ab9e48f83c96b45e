import CSQLite

/// Pages as they stand in the file, for who looks for damage that no column shows
/// (<https://www.sqlite.org/fileformat2.html>).
extension Connection {
    public func pageLength() throws(DatabaseError) -> Int {
        try withStatement("PRAGMA page_size") { statement throws(DatabaseError) in
            try statement.step() ? try statement.int(0) : 0
        }
    }

    /// A page's bytes in the database file, whatever the write-ahead log has of it; nil where the
    /// file ends before it.
    ///
    /// - Parameter number: from 1.
    public func storedPage(_ number: Int, length: Int) -> [UInt8]? {
        read(SQLITE_FCNTL_FILE_POINTER, length, at: Int64(number - 1) * Int64(length))
    }

    /// The pages that the write-ahead log has, or had before it began anew.
    public func pagesInLog(pageLength: Int) -> Set<Int> {
        var pages: Set<Int> = []
        var offset: Int64 = 32
        while let head = read(SQLITE_FCNTL_JOURNAL_POINTER, 4, at: offset) {
            pages.insert(head.reduce(0) { $0 << 8 | Int($1) })
            offset += 24 + Int64(pageLength)
        }
        return pages
    }

    private func read(_ operation: Int32, _ length: Int, at offset: Int64) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: length)
        let result = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe csqlite_read_file(
                handle, operation, buffer.baseAddress, Int32(clamping: length), offset)
        }
        return result == SQLITE_OK ? bytes : nil
    }
}
