import SQLite
import Testing

@Suite struct StatementTests {
    let folder = DatabaseFolder()

    /// An empty table of one column of any type.
    private func table() throws -> Connection {
        let connection = try folder.open()
        try connection.execute("CREATE TABLE t (a ANY) STRICT")
        return connection
    }

    @Test("integers come back as they went in", arguments: [0, 1, -1, .max, .min] as [Int64])
    func integers(value: Int64) throws {
        let connection = try table()
        try connection.withStatement("INSERT INTO t VALUES (?1)") {
            statement throws(DatabaseError) in
            try statement.bind(value, at: 1)
            try statement.run()
        }
        try connection.withStatement("SELECT a FROM t") { statement throws(DatabaseError) in
            #expect(try statement.step())
            #expect(try statement.int64(0) == value)
            #expect(try statement.int(0) == Int(value))
            #expect(try !statement.step())
        }
    }

    @Test(
        "text comes back as it went in", arguments: ["", "Bắc Quang", "a\0b", "👩‍🍼'; DROP TABLE t"])
    func text(value: String) throws {
        let connection = try table()
        try connection.withStatement("INSERT INTO t VALUES (?1)") {
            statement throws(DatabaseError) in
            try statement.bind(value, at: 1)
            try statement.run()
        }
        #expect(try connection.text("SELECT a FROM t") == value)
        #expect(try connection.text("SELECT typeof(a) FROM t") == "text")
    }

    @Test(
        "blobs come back as they went in",
        arguments: [[], [0], [0, 255, 0], [UInt8](repeating: 7, count: 9_000)])
    func blobs(value: [UInt8]) throws {
        let connection = try table()
        try connection.withStatement("INSERT INTO t VALUES (?1)") {
            statement throws(DatabaseError) in
            try statement.bind(value, at: 1)
            try statement.run()
        }
        try connection.withStatement("SELECT a FROM t") { statement throws(DatabaseError) in
            #expect(try statement.step())
            #expect(statement.isNull(0) == false)
            #expect(try statement.bytes(0) == value)
            let sum = try statement.withBytes(0) { bytes in
                bytes.indices.reduce(0) { $0 + Int(bytes[$1]) }
            }
            #expect(sum == value.reduce(0) { $0 + Int($1) })
        }
    }

    @Test("nil of every type binds NULL, and nothing reads NULL as a value")
    func null() throws {
        let connection = try table()
        try connection.withStatement("SELECT ?1, ?2, ?3, ?4, ?5, ?6") {
            statement throws(DatabaseError) in
            try statement.bind(nil as Int64?, at: 1)
            try statement.bind(nil as Int?, at: 2)
            try statement.bind(nil as Double?, at: 3)
            try statement.bind(nil as String?, at: 4)
            try statement.bind(nil as [UInt8]?, at: 5)
            try statement.bindNull(at: 6)
            #expect(try statement.step())
            for column in 0..<6 { #expect(statement.isNull(column) == true) }
            #expect(throws: DatabaseError.self) { _ = try statement.int64(0) }
            #expect(throws: DatabaseError.self) { _ = try statement.double(0) }
            #expect(throws: DatabaseError.self) { _ = try statement.text(0) }
            #expect(throws: DatabaseError.self) { _ = try statement.bytes(0) }
            #expect(throws: DatabaseError.self) { try statement.withBytes(0) { _ in } }
        }
    }

    @Test("a column gives only the type it holds")
    func mismatch() throws {
        let connection = try table()
        try connection.withStatement("SELECT '12', 1.5, 3, x'ff', CAST(x'ff' AS TEXT)") {
            statement throws(DatabaseError) in
            #expect(try statement.step())
            let error = #expect(throws: DatabaseError.self) { _ = try statement.int64(0) }
            #expect(error?.code == .mismatch)
            #expect(throws: DatabaseError.self) { _ = try statement.int64(1) }
            #expect(try statement.double(1) == 1.5)
            #expect(try statement.double(2) == 3)
            #expect(throws: DatabaseError.self) { _ = try statement.text(3) }
            #expect(throws: DatabaseError.self) { _ = try statement.text(4) }
            #expect(throws: DatabaseError.self) { _ = try statement.bytes(0) }
            #expect(throws: DatabaseError.self) { _ = try statement.int64(5) }
            #expect(throws: DatabaseError.self) { _ = try statement.int64(-1) }
        }
    }

    @Test("what is not a number is refused")
    func notANumber() throws {
        let connection = try table()
        let error = #expect(throws: DatabaseError.self) {
            try connection.withStatement("INSERT INTO t VALUES (?1)") {
                statement throws(DatabaseError) in
                try statement.bind(Double.nan, at: 1)
            }
        }
        #expect(error?.code == .mismatch)
    }

    @Test("a placeholder outside the statement is refused", arguments: [-1, 0, 2, .max])
    func range(index: Int) throws {
        let connection = try table()
        let error = #expect(throws: DatabaseError.self) {
            try connection.withStatement("INSERT INTO t VALUES (?1)") {
                statement throws(DatabaseError) in
                try statement.bind(1, at: index)
            }
        }
        #expect(error?.code == .range)
    }

    @Test("one use leaves no value and no open row to the next")
    func cleared() throws {
        let connection = try table()
        func use(_ value: Int?) throws(DatabaseError) -> Bool {
            try connection.withStatement("SELECT ?1 UNION ALL SELECT 2") {
                statement throws(DatabaseError) in
                if let value { try statement.bind(value, at: 1) }
                _ = try statement.step()
                return statement.isNull(0)
            }
        }
        #expect(try !use(1))
        #expect(try use(nil))
    }

    @Test("a statement runs again with new values within one use")
    func repeated() throws {
        let connection = try table()
        try connection.withStatement("INSERT INTO t VALUES (?1)") {
            statement throws(DatabaseError) in
            for value in 1...100 {
                try statement.bind(value, at: 1)
                try statement.run()
            }
        }
        #expect(try connection.number("SELECT sum(a) FROM t") == 5_050)
        #expect(connection.lastInsertedRowID == 100)
        try connection.execute("DELETE FROM t WHERE a > 90")
        #expect(connection.changedRowCount == 10)
    }

    @Test("the same literal may be used within itself")
    func recursive() throws {
        let connection = try table()
        func depth(_ rest: Int) throws(DatabaseError) -> Int {
            try connection.withStatement("SELECT ?1") { statement throws(DatabaseError) in
                try statement.bind(rest, at: 1)
                _ = try statement.step()
                let below = rest == 0 ? 0 : try depth(rest - 1)
                return try statement.int(0) + below
            }
        }
        #expect(try depth(4) == 10)
        #expect(try depth(4) == 10)
    }

    @Test("a statement that failed can be used again")
    func afterFailure() throws {
        let connection = try table()
        try connection.execute("CREATE UNIQUE INDEX u ON t (a)")
        func insert(_ value: Int) throws(DatabaseError) {
            try connection.withStatement("INSERT INTO t VALUES (?1)") {
                statement throws(DatabaseError) in
                try statement.bind(value, at: 1)
                try statement.run()
            }
        }
        try insert(1)
        let error = #expect(throws: DatabaseError.self) { try insert(1) }
        #expect(error?.extendedCode == .unique)
        try insert(2)
        #expect(try connection.number("SELECT count(*) FROM t") == 2)
    }

    @Test("an error names the SQL and never a bound value")
    func errorText() throws {
        let connection = try folder.open()
        try connection.execute("CREATE TABLE t (a INTEGER CHECK (a < 5)) STRICT")
        let error = #expect(throws: DatabaseError.self) {
            try connection.withStatement("INSERT INTO t VALUES (?1)") {
                statement throws(DatabaseError) in
                try statement.bind(987_654, at: 1)
                try statement.run()
            }
        }
        #expect(
            error?.description
                == "SQLite error 275: CHECK constraint failed: a < 5 – while executing "
                + "INSERT INTO t VALUES (?1)")
        #expect(error?.code == .constraint)
    }

    @Test("a literal is exactly one statement")
    func oneStatement() throws {
        let connection = try table()
        func run(_ sql: StaticString) throws(DatabaseError) {
            try connection.withStatement(sql) { statement throws(DatabaseError) in
                try statement.run()
            }
        }
        for sql in ["", "  ", "-- nothing", "SELECT 1; SELECT 2"] as [StaticString] {
            let error = #expect(throws: DatabaseError.self) { try run(sql) }
            #expect(error?.code == .misuse)
        }
        try run("SELECT 1; -- the end\n")
        #expect(throws: DatabaseError.self) { try run("SELECT 1; nonsense") }
    }

    @Test("a script stops at the first statement that fails and names it")
    func script() throws {
        let connection = try folder.open()
        try connection.execute("")
        let error = #expect(throws: DatabaseError.self) {
            try connection.execute("CREATE TABLE a (x); CREATE TABLE a (y); CREATE TABLE b (z)")
        }
        #expect(error?.code == .error)
        #expect(error?.message == "table a already exists")
        #expect(try connection.number("SELECT count(*) FROM sqlite_schema") == 1)
    }

    @Test("SQL behind a NUL byte is not dropped in silence")
    func nul() throws {
        let connection = try folder.open()
        let error = #expect(throws: DatabaseError.self) {
            try connection.execute("CREATE TABLE a (x);\0CREATE TABLE b (y)")
        }
        #expect(error?.code == .misuse)
    }

    @Test("statements that were exchanged end the process instead of running the wrong SQL")
    func exchanged() async {
        await #expect(processExitsWith: .failure) {
            let connection = try Connection(path: ":memory:", mode: .readWriteCreate)
            try connection.withStatement("SELECT 1") { first throws(DatabaseError) in
                try connection.withStatement("SELECT 2") { second throws(DatabaseError) in
                    swap(&first, &second)
                }
            }
        }
    }
}
