import CSQLite

/// What every connection sets before it is used (<https://www.sqlite.org/security.html>).
extension Connection {
    /// Against a damaged or hostile file, and against SQL that means another thing than it
    /// says: foreign keys bind, a schema may not call functions with side effects nor be
    /// edited as a table, and "text" in double quotes is a name, never a string.
    func harden() throws(DatabaseError) {
        try set(SQLITE_DBCONFIG_ENABLE_FKEY, to: true)
        try set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, to: false)
        try set(SQLITE_DBCONFIG_DEFENSIVE, to: true)
        try set(SQLITE_DBCONFIG_DQS_DML, to: false)
        try set(SQLITE_DBCONFIG_DQS_DDL, to: false)
        try execute("PRAGMA cell_size_check = ON")
    }

    /// A commit that returned survives a power cut: WAL alone may lose the last ones under
    /// `synchronous=NORMAL` (<https://www.sqlite.org/pragma.html#pragma_synchronous>).
    func makeDurable() throws(DatabaseError) {
        let mode = try text("PRAGMA journal_mode = WAL")
        // A database in memory has no file to write ahead to.
        guard mode == "wal" || mode == "memory" else {
            throw DatabaseError(.error, message: "write-ahead logging refused, mode is \(mode)")
        }
        try execute("PRAGMA synchronous = FULL")
    }

    /// For a file that is thrown away when its making is interrupted.
    func leaveFlushingToOthers() throws(DatabaseError) {
        try execute("PRAGMA journal_mode = MEMORY")
        try execute("PRAGMA synchronous = OFF")
    }

    /// Brings everything into the one file, flushed, and does without a WAL from then on; the next
    /// writer begins one again. Throws `.busy` where another connection has the database open.
    public func endWriteAheadLog() throws(DatabaseError) {
        let mode = try text("PRAGMA journal_mode = DELETE")
        guard mode == "delete" else {
            throw DatabaseError(.error, message: "the journal mode stays \(mode)")
        }
    }

    private func text(_ sql: StaticString) throws(DatabaseError) -> String {
        try withStatement(sql) { statement throws(DatabaseError) in
            try statement.step() ? try statement.text(0) : ""
        }
    }

    /// After how many pages in the WAL a commit checkpoints by itself; 0 means never, for a
    /// writer that leaves it to another connection. SQLite's default is 1 000.
    public func setAutocheckpoint(pageCount: Int) throws(DatabaseError) {
        try check(unsafe sqlite3_wal_autocheckpoint(handle, Int32(clamping: pageCount)))
    }

    /// How much memory the connection may hold pages in; SQLite's default is 2 MB. It is taken as
    /// pages are read (<https://www.sqlite.org/pragma.html#pragma_cache_size>).
    public func setPageCache(byteCount: Int) throws(DatabaseError) {
        try execute("PRAGMA cache_size = -\(byteCount >> 10)")
    }

    private func set(_ option: Int32, to isOn: Bool) throws(DatabaseError) {
        var setting: Int32 = 0
        try check(unsafe csqlite_db_config_int(handle, option, isOn ? 1 : 0, &setting))
        // A library built without an option leaves it as it is instead of failing.
        guard setting == (isOn ? 1 : 0) else {
            throw DatabaseError(.error, message: "this SQLite lacks connection option \(option)")
        }
    }
}
