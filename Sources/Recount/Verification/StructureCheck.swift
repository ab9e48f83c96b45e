import SQLite

/// What the pages of the journal, the audit log and the checkpoints hold beside the columns:
/// bytes such as a row's length or the order of rows.
struct StructureCheck {
    private(set) var differences: [Difference] = []

    /// More of one table tell nothing new.
    private static let countMax = 20

    mutating func run(in connection: borrowing Connection) throws(DatabaseError) {
        try check(.journal, "PRAGMA integrity_check(journal)", connection)
        try check(.audit, "PRAGMA integrity_check(audit)", connection)
        try check(.checkpoint, "PRAGMA integrity_check(checkpoint)", connection)
        try checkKeys(.journal, in: connection)
        try checkKeys(.audit, in: connection)
        try checkKeys(.checkpoint, in: connection)
    }

    /// What SQLite itself finds (<https://www.sqlite.org/pragma.html#pragma_integrity_check>).
    private mutating func check(
        _ kind: Difference.Kind, _ sql: StaticString, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        for text in try connection.damages(countMax: Self.countMax, checkedBy: sql) {
            let line = text.split(separator: "\n").joined(separator: "; ")
            differences.append(
                Difference(kind, at: "–", field: "page", stored: line, recomputed: "sound"))
        }
    }

    /// In the place of a row's number, which is its key, there stands the type NULL; SQLite never
    /// looks at it, so that another byte there would be seen by nobody.
    ///
    /// Pages that are in the write-ahead log are left out: those in the file are former ones.
    private mutating func checkKeys(
        _ kind: Difference.Kind, in connection: borrowing Connection
    ) throws(DatabaseError) {
        let length = try connection.pageLength()
        let inLog = connection.pagesInLog(pageLength: length)
        for page in try Self.pages(of: kind.rawValue, in: connection) where !inLog.contains(page) {
            guard let bytes = connection.storedPage(page, length: length) else { continue }
            let wrong = LeafPage(bytes).rows.filter { $0.type != 0 }
            guard !wrong.isEmpty, isAsItWas(page, bytes, connection) else { continue }
            differences += wrong.prefix(Self.countMax).map { row in
                Difference(
                    kind, at: "\(row.number)", field: "page \(page) byte \(row.place)",
                    stored: "\(row.type)", recomputed: "0")
            }
        }
    }

    /// A page that is being written meanwhile is not judged.
    private func isAsItWas(
        _ page: Int, _ bytes: [UInt8], _ connection: borrowing Connection
    ) -> Bool {
        connection.storedPage(page, length: bytes.count) == bytes
            && !connection.pagesInLog(pageLength: bytes.count).contains(page)
    }

    private static func pages(
        of table: String, in connection: borrowing Connection
    ) throws(DatabaseError) -> [Int] {
        do throws(DatabaseError) {
            return try connection.withStatement(
                "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'"
            ) { statement throws(DatabaseError) in
                try statement.bind(table, at: 1)
                var pages: [Int] = []
                while try statement.step() { pages.append(try statement.int(0)) }
                return pages
            }
        } catch {
            // Damage that ends this was found by SQLite's own check before; a library without
            // this table has no other way to name pages.
            guard error.isDamage || error.code == .error else { throw error }
            return []
        }
    }
}
