import SQLite
import Testing

@Suite struct CheckpointTests {
    let folder = DatabaseFolder()

    @Test("a separate connection copies the WAL, and truncating leaves it empty")
    func separateConnection() throws {
        let writer = try folder.open()
        try writer.setAutocheckpoint(pageCount: 0)
        try writer.execute("CREATE TABLE t (a BLOB) STRICT")
        for _ in 0..<1_200 { try writer.execute("INSERT INTO t VALUES (zeroblob(3000))") }
        let checkpointer = try folder.open(.readWrite)
        let result = try checkpointer.checkpoint(.passive)
        #expect(result.pageCount > 2_000)
        #expect(result.isComplete)
        #expect(try checkpointer.checkpoint(.truncate).pageCount == 0)
        #expect(try writer.number("SELECT count(*) FROM t") == 1_200)
    }

    @Test("a reader's old snapshot holds back a passive checkpoint and stops a waiting one")
    func oldReader() throws {
        let writer = try folder.open()
        try writer.execute("CREATE TABLE t (a)")
        let reader = try folder.open(.readOnly)
        let checkpointer = try folder.open(.readWrite, busyTimeoutMilliseconds: 1)
        try reader.transaction(.deferred) { () throws(DatabaseError) in
            _ = try reader.number("SELECT count(*) FROM t")
            try writer.execute("INSERT INTO t VALUES (1)")
            #expect(try !checkpointer.checkpoint(.passive).isComplete)
            let error = #expect(throws: DatabaseError.self) { try checkpointer.checkpoint(.full) }
            #expect(error?.code == .busy)
        }
        #expect(try checkpointer.checkpoint(.full).isComplete)
    }

    @Test("a database in memory has nothing to checkpoint")
    func memory() throws {
        let connection = try Connection(path: ":memory:", mode: .readWriteCreate)
        #expect(try connection.checkpoint(.passive).pageCount == 0)
    }
}
