import SQLite
import Testing

/// A caller's own refusal, and a database error carried through it.
private enum Refusal: DatabaseFailure, Equatable {
    case tooMany
    case database(DatabaseError)

    init(_ error: DatabaseError) {
        self = .database(error)
    }
}

@Suite struct TransactionTests {
    let folder = DatabaseFolder()

    private func table() throws -> Connection {
        let connection = try folder.open()
        try connection.execute("CREATE TABLE t (a BLOB) STRICT")
        return connection
    }

    @Test("a body that returns is committed", arguments: [TransactionKind.deferred, .immediate])
    func commit(kind: TransactionKind) throws {
        let connection = try table()
        let result = try connection.transaction(kind) { () throws(DatabaseError) in
            #expect(connection.isInTransaction == true)
            try connection.execute("INSERT INTO t VALUES (x'00')")
            return 5
        }
        #expect(result == 5)
        #expect(connection.isInTransaction == false)
        #expect(try folder.open(.readOnly).number("SELECT count(*) FROM t") == 1)
    }

    @Test("a body that throws its own refusal is rolled back, and the refusal keeps its type")
    func refusal() throws {
        let connection = try table()
        let error = #expect(throws: Refusal.self) {
            try connection.transaction(.immediate) { () throws(Refusal) in
                do throws(DatabaseError) {
                    try connection.execute("INSERT INTO t VALUES (x'00')")
                } catch {
                    throw Refusal(error)
                }
                throw .tooMany
            }
        }
        #expect(error == .tooMany)
        #expect(connection.isInTransaction == false)
        #expect(try connection.number("SELECT count(*) FROM t") == 0)
    }

    @Test("a failure of SQLite itself arrives as the caller's type")
    func carried() throws {
        let connection = try folder.open()
        let error = #expect(throws: Refusal.self) {
            try connection.withStatement("SELECT * FROM missing") { _ throws(Refusal) in }
        }
        guard case .database(let inner) = error else {
            Issue.record("not a database error: \(String(describing: error))")
            return
        }
        #expect(inner.message == "no such table: missing")
    }

    @Test("a transaction within a transaction is refused, and the outer one rolled back")
    func nested() throws {
        let connection = try table()
        #expect(throws: DatabaseError.self) {
            try connection.transaction(.immediate) { () throws(DatabaseError) in
                try connection.execute("INSERT INTO t VALUES (x'00')")
                try connection.transaction(.immediate) { () throws(DatabaseError) in }
            }
        }
        #expect(connection.isInTransaction == false)
        #expect(try connection.number("SELECT count(*) FROM t") == 0)
    }

    @Test("a reader's snapshot does not move while others commit")
    func snapshot() throws {
        let writer = try table()
        let reader = try folder.open(.readOnly)
        try reader.transaction(.deferred) { () throws(DatabaseError) in
            #expect(try reader.number("SELECT count(*) FROM t") == 0)
            try writer.execute("INSERT INTO t VALUES (x'00')")
            #expect(try reader.number("SELECT count(*) FROM t") == 0)
        }
        #expect(try reader.number("SELECT count(*) FROM t") == 1)
    }

    @Test("a snapshot that is no longer the newest cannot be written")
    func staleSnapshot() throws {
        let first = try table()
        let second = try folder.open()
        let error = #expect(throws: DatabaseError.self) {
            try first.transaction(.deferred) { () throws(DatabaseError) in
                _ = try first.number("SELECT count(*) FROM t")
                try second.execute("INSERT INTO t VALUES (x'00')")
                try first.execute("INSERT INTO t VALUES (x'01')")
            }
        }
        #expect(error?.code == .busy)
        #expect(try first.number("SELECT count(*) FROM t") == 1)
    }

    @Test("a full disk rolls the whole transaction back, and smaller work goes on")
    func full() throws {
        let connection = try table()
        try connection.execute("PRAGMA max_page_count = 20")
        let error = #expect(throws: DatabaseError.self) {
            try connection.transaction(.immediate) { () throws(DatabaseError) in
                for _ in 0..<100 {
                    try connection.execute("INSERT INTO t VALUES (zeroblob(4000))")
                }
            }
        }
        #expect(error?.code == .full)
        #expect(error?.message == "database or disk is full")
        #expect(connection.isInTransaction == false)
        #expect(try connection.number("SELECT count(*) FROM t") == 0)
        try connection.execute("INSERT INTO t VALUES (x'00')")
    }

    @Test("a deferred constraint that fails at the commit rolls back")
    func failingCommit() throws {
        let connection = try folder.open()
        try connection.execute(
            """
            CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE child (
                parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED) STRICT;
            """)
        let error = #expect(throws: DatabaseError.self) {
            try connection.transaction(.immediate) { () throws(DatabaseError) in
                try connection.execute("INSERT INTO child VALUES (1)")
            }
        }
        #expect(error?.extendedCode == .foreignKey)
        #expect(error?.sql == "COMMIT")
        #expect(connection.isInTransaction == false)
        #expect(try connection.number("SELECT count(*) FROM child") == 0)
    }
}
