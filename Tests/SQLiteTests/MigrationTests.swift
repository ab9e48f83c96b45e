import SQLite
import Testing

@Suite struct MigrationTests {
    let folder = DatabaseFolder()
    let one = Migration(number: 1, name: "tables", sql: "CREATE TABLE a (x); CREATE TABLE b (y)")
    let two = Migration(number: 2, name: "row", sql: "INSERT INTO a VALUES (1)")

    @Test("each migration is applied once, in order, and recorded with the program's mark")
    func once() throws {
        let connection = try folder.open()
        try connection.migrate([one])
        #expect(try connection.schemaVersion() == 1)
        for _ in 0..<3 { try connection.migrate([one, two]) }
        #expect(try connection.schemaVersion() == 2)
        #expect(try connection.number("SELECT count(*) FROM a") == 1)
        #expect(try connection.number("PRAGMA application_id") == 0x6d65_6265)
    }

    @Test("a migration that fails leaves the database at the one before")
    func failing() throws {
        let connection = try folder.open()
        let bad = Migration(number: 2, name: "bad", sql: "CREATE TABLE c (z); nonsense")
        let error = #expect(throws: MigrationError.self) { try connection.migrate([one, bad]) }
        #expect(
            error?.description == "migration 2 (bad): SQLite error 1: near \"nonsense\": "
                + "syntax error – while executing nonsense")
        #expect(try connection.schemaVersion() == 1)
        #expect(try connection.number("SELECT count(*) FROM sqlite_schema") == 2)
        try connection.migrate([one, two])
        #expect(try connection.schemaVersion() == 2)
    }

    @Test("a database newer than the program is refused untouched")
    func newer() throws {
        let connection = try folder.open()
        try connection.migrate([one, two])
        let error = #expect(throws: MigrationError.self) { try connection.migrate([one]) }
        #expect(error == .newerDatabase(version: 2, newestKnown: 1))
        #expect(error?.description.contains("schema version 2, this program knows 1") == true)
    }

    @Test("another program's database is refused untouched")
    func foreign() throws {
        let connection = try folder.open()
        try connection.execute("CREATE TABLE theirs (a)")
        #expect(throws: MigrationError.foreignDatabase(applicationID: 0)) {
            try connection.migrate([one])
        }
        try connection.execute("PRAGMA application_id = 77")
        #expect(throws: MigrationError.foreignDatabase(applicationID: 77)) {
            try connection.migrate([one])
        }
        #expect(try connection.schemaVersion() == 0)
    }

    @Test(
        "a list with a gap, a repetition or a wrong beginning is refused",
        arguments: [[2], [1, 3], [1, 1], [0]])
    func misnumbered(numbers: [Int]) throws {
        let connection = try folder.open()
        let list = numbers.map { Migration(number: $0, name: "x", sql: "CREATE TABLE a (x)") }
        #expect(throws: MigrationError.self) { try connection.migrate(list) }
        #expect(try connection.number("SELECT count(*) FROM sqlite_schema") == 0)
    }

    @Test("many that begin at once apply each migration once")
    func atOnce() async throws {
        let (folder, one, two) = (folder, one, two)
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { try folder.open().migrate([one, two]) }
            }
            try await group.waitForAll()
        }
        let connection = try folder.open()
        #expect(try connection.schemaVersion() == 2)
        #expect(try connection.number("SELECT count(*) FROM a") == 1)
    }

    @Test("a read-only connection may ask whether all is up to date")
    func readOnly() throws {
        try folder.open().migrate([one])
        let reader = try folder.open(.readOnly)
        try reader.migrate([one])
        let error = #expect(throws: MigrationError.self) { try reader.migrate([one, two]) }
        guard case .failed(2, "row", let inner) = error else {
            Issue.record("not the second migration: \(String(describing: error))")
            return
        }
        #expect(inner.code == .readOnly)
    }

    @Test("a migration may not end its transaction itself")
    func ownCommit() throws {
        let connection = try folder.open()
        let bad = Migration(number: 1, name: "bad", sql: "CREATE TABLE a (x); COMMIT")
        #expect(throws: MigrationError.self) { try connection.migrate([bad]) }
        #expect(try connection.schemaVersion() == 0)
    }

    @Test("number and name come from the file's name")
    func fileNames() {
        let migration = Migration(fileName: "0012_heads_and_journal.sql", sql: "")
        #expect(migration == Migration(number: 12, name: "heads_and_journal", sql: ""))
        for name in [
            "0001.sql", "x_1.sql", "_a.sql", "0001_a.txt", "+1_a.sql", "99999999999999999999_a.sql",
        ] {
            #expect(Migration(fileName: name, sql: "") == nil)
        }
    }
}
