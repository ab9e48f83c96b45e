import Kernel
import SQLite

/// A database that is a file among others, and not in use.
enum DatabaseFile {
    /// What SQLite may put beside a database.
    static let companions = ["-wal", "-shm", "-journal"]

    /// Makes a database one ordinary file that needs no other and can be read from a medium that
    /// takes no writes.
    ///
    /// - Parameter body: called when it is; with a connection that writes.
    static func settle<Result>(
        _ path: String, _ body: (borrowing Connection) throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result {
        let connection = try Connection(path: path, mode: .readWrite)
        try connection.endWriteAheadLog()
        return try body(connection)
    }

    /// Changes a database that is one ordinary file, and leaves it one.
    static func amend(
        _ path: String, _ body: (borrowing Connection) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        let connection = try Connection(path: path, mode: .readWrite)
        try body(connection)
        try connection.endWriteAheadLog()
    }

    /// Pages between two looks at how far it is, 4 MB.
    private static let pagesPerStep = 1_024

    /// Copies a database, with what stands in its WAL, into an empty file.
    static func copy(_ path: String, to emptyPath: String) throws(DatabaseError) {
        let source = try Connection(path: path, mode: .readOnly)
        var backup = try Backup(of: source, to: emptyPath)
        while try !backup.step(pageCount: pagesPerStep, of: source) {}
    }

    /// Removes a database with all that SQLite put beside it.
    static func remove(_ path: String) {
        for suffix in [""] + companions {
            // A rest that cannot be removed is met by name the next time.
            try? FileSystem.remove(path + suffix)
        }
    }
}
