import Glibc
import SQLite
import Synchronization
import Testing

@Suite struct ConnectionTests {
    let folder = DatabaseFolder()

    @Test("a writer is durable and distrusts the file")
    func settings() throws {
        let connection = try folder.open()
        #expect(try connection.text("PRAGMA journal_mode") == "wal")
        #expect(try connection.number("PRAGMA synchronous") == 2)
        #expect(try connection.number("PRAGMA foreign_keys") == 1)
        #expect(try connection.number("PRAGMA trusted_schema") == 0)
        #expect(try connection.number("PRAGMA cell_size_check") == 1)
    }

    @Test(
        "a missing file is made only when asked for",
        arguments: [Connection.Mode.readWrite, .readOnly])
    func missingFile(mode: Connection.Mode) throws {
        let error = #expect(throws: DatabaseError.self) { _ = try folder.open(mode) }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains(folder.databasePath) == true)
        #expect(folder.fileNames.isEmpty)
    }

    @Test("a file that is no database is refused at opening")
    func notADatabase() throws {
        let file = try #require(fopen(folder.databasePath, "w"))
        fputs(String(repeating: "no database ", count: 100), file)
        fclose(file)
        let error = #expect(throws: DatabaseError.self) { _ = try folder.open() }
        #expect(error?.code == .notADatabase)
    }

    @Test("a read-only connection reads what a writer wrote and cannot write")
    func readOnly() throws {
        let writer = try folder.open()
        try writer.execute("CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (7)")
        let reader = try folder.open(.readOnly)
        #expect(try reader.number("SELECT a FROM t") == 7)
        let error = #expect(throws: DatabaseError.self) { try reader.execute("DELETE FROM t") }
        #expect(error?.code == .readOnly)
        #expect(error?.sql == "DELETE FROM t")
    }

    @Test("a name that begins with file: is a name, not a URI")
    func uriName() throws {
        let connection = try Connection(
            path: "\(folder.path)/file:a?mode=memory", mode: .readWriteCreate)
        try connection.execute("CREATE TABLE t (a)")
        #expect(folder.fileNames.contains("file:a?mode=memory"))
    }

    @Test("foreign keys bind")
    func foreignKeys() throws {
        let connection = try folder.open()
        try connection.execute(
            """
            CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
            CREATE TABLE child (parent INTEGER NOT NULL REFERENCES parent) STRICT;
            """)
        let error = #expect(throws: DatabaseError.self) {
            try connection.execute("INSERT INTO child VALUES (1)")
        }
        #expect(error?.code == .constraint)
        #expect(error?.extendedCode == .foreignKey)
    }

    @Test("a word in double quotes is a name, never a string")
    func doubleQuotes() throws {
        let connection = try folder.open()
        #expect(throws: DatabaseError.self) { try connection.execute("SELECT \"missing\"") }
    }

    @Test("the schema cannot be edited as a table")
    func defensive() throws {
        let connection = try folder.open()
        try connection.execute("PRAGMA writable_schema = ON; CREATE TABLE t (a)")
        #expect(throws: DatabaseError.self) { try connection.execute("DELETE FROM sqlite_schema") }
    }

    @Test("no descriptor is inherited by another program, and none stays open")
    func descriptors() throws {
        do {
            let connection = try folder.open()
            try connection.execute("CREATE TABLE t (a)")
            let descriptors = openDescriptors()
            #expect(descriptors.count >= 2)
            #expect(descriptors.allSatisfy { fcntl($0, F_GETFD) & FD_CLOEXEC != 0 })
        }
        #expect(openDescriptors().isEmpty)
        #expect(folder.fileNames == ["test.sqlite"])
    }

    @Test("a connection can be handed to another owner")
    func transfer() async throws {
        let shared = Mutex(try folder.open())
        try await Task.detached {
            try shared.withLock { connection in try connection.execute("CREATE TABLE t (a)") }
        }.value
        let count = try shared.withLock { try $0.number("SELECT count(*) FROM sqlite_schema") }
        #expect(count == 1)
    }

    @Test("a writer that meets a lock throws busy after its timeout")
    func busy() throws {
        let first = try folder.open()
        let second = try folder.open(.readWrite, busyTimeoutMilliseconds: 1)
        try first.execute("CREATE TABLE t (a)")
        try first.transaction(.immediate) { () throws(DatabaseError) in
            let error = #expect(throws: DatabaseError.self) {
                try second.execute("INSERT INTO t VALUES (1)")
            }
            #expect(error?.code == .busy)
        }
        try second.execute("INSERT INTO t VALUES (1)")
        #expect(try first.number("SELECT count(*) FROM t") == 1)
    }

    @Test("many threads may open a new database at once")
    func openingAtOnce() async throws {
        let folder = folder
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    let connection = try folder.open()
                    #expect(try connection.text("PRAGMA journal_mode") == "wal")
                }
            }
            try await group.waitForAll()
        }
    }

    /// The descriptors of this test's own files; other tests run at the same time.
    private func openDescriptors() -> [Int32] {
        entryNames(of: "/proc/self/fd").compactMap { name in
            var target = [CChar](repeating: 0, count: 4_096)
            let length = readlink("/proc/self/fd/\(name)", &target, target.count)
            let bytes = target.prefix(max(0, length)).map(UInt8.init(bitPattern:))
            let isOurs = String(decoding: bytes, as: UTF8.self).hasPrefix(folder.path)
            return isOurs ? Int32(name) : nil
        }
    }
}
