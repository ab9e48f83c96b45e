import Glibc
import SQLite
import Testing

@Suite struct BackupTests {
    let folder = DatabaseFolder()

    private var copyPath: String { folder.path + "/copy.sqlite" }

    /// A source with a few hundred pages and the connection that writes it.
    private func filled(_ folder: DatabaseFolder) throws -> sending Connection {
        let writer = try folder.open()
        try writer.setAutocheckpoint(pageCount: 0)
        try writer.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB) STRICT")
        try fill(writer)
        close(open(copyPath, O_CREAT | O_EXCL, 0o600))
        return writer
    }

    private func fill(_ writer: borrowing Connection) throws {
        try writer.transaction(.immediate) { () throws(DatabaseError) in
            for _ in 0..<300 { try writer.execute("INSERT INTO t (b) VALUES (zeroblob(3000))") }
        }
    }

    /// What the copy holds once it is an ordinary file.
    private func count(in path: String) throws -> Int {
        do {
            let copy = try Connection(path: path, mode: .readWrite)
            try copy.endWriteAheadLog()
        }
        let copy = try Connection(path: path, mode: .readOnly)
        #expect(try copy.damages(countMax: 9) == [])
        return try copy.number("SELECT count(*) FROM t")
    }

    @Test("what the source writes meanwhile is in the copy, whoever checkpoints")
    func writesMeanwhile() throws {
        let writer = try filled(folder)
        let checkpointer = try folder.open(.readWrite)
        var backup = try Backup(of: writer, to: copyPath)
        var steps = 0
        while try !backup.step(pageCount: 10, of: writer) {
            steps += 1
            try writer.execute("INSERT INTO t (b) VALUES (zeroblob(10))")
            try writer.execute("UPDATE t SET b = zeroblob(20) WHERE a = \(steps)")
            try checkpointer.checkpoint(steps % 2 == 0 ? .passive : .restart)
            // It went on where it was: nothing of this begins it anew.
            #expect(backup.progress.copiedPageCount == steps * 10)
        }
        #expect(steps >= 30)
        _ = consume backup
        try writer.execute("INSERT INTO t (b) VALUES (zeroblob(10))")
        #expect(try count(in: copyPath) == 300 + steps)
        let copy = try Connection(path: copyPath, mode: .readOnly)
        #expect(try copy.number("SELECT count(*) FROM t WHERE length(b) = 20") == steps)
        #expect(folder.fileNames.contains { $0.hasPrefix("copy.sqlite-") } == false)
    }

    @Test("a rollback and another connection's commit begin it anew, and it ends right")
    func beginsAnew() throws {
        let writer = try filled(folder)
        let other = try folder.open(.readWrite)
        var backup = try Backup(of: writer, to: copyPath)
        #expect(try !backup.step(pageCount: 50, of: writer))
        _ = try? writer.transaction(.immediate) { () throws(DatabaseError) in
            try writer.execute("UPDATE t SET b = x'00'")
            throw DatabaseError(.misuse, message: "rolled back")
        }
        #expect(try !backup.step(pageCount: 10, of: writer))
        #expect(backup.progress.copiedPageCount == 10)
        try other.execute("INSERT INTO t (b) VALUES (x'01')")
        #expect(try !backup.step(pageCount: 5, of: writer))
        #expect(backup.progress.copiedPageCount == 5)
        while try !backup.step(pageCount: 100, of: writer) {}
        _ = consume backup
        #expect(try count(in: copyPath) == 301)
        let copy = try Connection(path: copyPath, mode: .readOnly)
        #expect(try copy.number("SELECT count(*) FROM t WHERE length(b) = 3000") == 300)
    }

    @Test("a copy that was not finished leaves the source as it was")
    func abandoned() throws {
        let writer = try filled(folder)
        do {
            var backup = try Backup(of: writer, to: copyPath)
            #expect(try !backup.step(pageCount: 5, of: writer))
        }
        try writer.execute("INSERT INTO t (b) VALUES (x'01')")
        #expect(try writer.number("SELECT count(*) FROM t") == 301)
    }

    @Test("a place that cannot be opened is an error")
    func noPlace() throws {
        let writer = try filled(folder)
        let error = #expect(throws: DatabaseError.self) {
            _ = try Backup(of: writer, to: folder.path + "/missing/copy")
        }
        #expect(error?.code == .cannotOpen)
    }

    @Test("the write-ahead log ends only where nobody else has the database open")
    func endsWriteAheadLog() throws {
        let writer = try folder.open()
        try writer.execute("CREATE TABLE t (a)")
        do {
            let other = try folder.open(.readOnly)
            #expect(try other.number("SELECT count(*) FROM t") == 0)
            let impatient = try folder.open(.readWrite, busyTimeoutMilliseconds: 1)
            let error = #expect(throws: DatabaseError.self) { try impatient.endWriteAheadLog() }
            #expect(error?.code == .busy)
        }
        try writer.endWriteAheadLog()
        #expect(folder.fileNames == ["test.sqlite"])
    }

    @Test("damage is named")
    func damage() throws {
        do {
            let writer = try filled(folder)
            try writer.endWriteAheadLog()
        }
        let file = open(folder.databasePath, O_RDWR)
        #expect(pwrite(file, [UInt8](repeating: 7, count: 64), 64, 5 * 4096) == 64)
        close(file)
        let reader = try folder.open(.readOnly)
        #expect(try !reader.damages(countMax: 3).isEmpty)
    }
}
