import CSQLite

/// One open database, closed when the value ends.
///
/// A connection belongs to one thread at a time: it may be sent to another (it is not copyable,
/// so the sender has it no longer), but SQLite is opened without its own lock and must not be
/// entered by two at once. Readers and the writer each have their own.
@safe
public struct Connection: ~Copyable {
    /// Whether the file may be written, and made if missing.
    public enum Mode: Sendable {
        case readWriteCreate
        case readWrite
        case readOnly
        /// A file that nobody else opens yet, and whose bytes whoever makes it flushes itself.
        case unflushed
    }

    let handle: OpaquePointer
    let statements: StatementCache

    /// Opens the file at `path` and makes it safe: foreign keys are enforced, the schema is
    /// not trusted to call functions, and a writer uses a WAL that is flushed at each commit.
    ///
    /// A call that meets another connection's lock waits `busyTimeoutMilliseconds` before it
    /// throws `.busy`.
    public init(
        path: String, mode: Mode, busyTimeoutMilliseconds: Int = 5_000
    ) throws(DatabaseError) {
        self = try Connection.prepared(path, mode, busyTimeoutMilliseconds)
    }

    private init(owning handle: OpaquePointer) {
        unsafe self.handle = handle
        statements = StatementCache()
    }

    deinit {
        statements.removeAll()
        // With no statement left it cannot fail (https://www.sqlite.org/c3ref/close.html).
        unsafe _ = sqlite3_close_v2(handle)
    }

    /// Apart from `init`, because what fails here after the opening must also close the file.
    private static func prepared(
        _ path: String, _ mode: Mode, _ busyTimeoutMilliseconds: Int
    ) throws(DatabaseError) -> Connection {
        _ = libraryIsConfigured
        let connection = unsafe Connection(owning: try open(path, mode))
        let timeout = Int32(clamping: busyTimeoutMilliseconds)
        try connection.check(unsafe sqlite3_busy_timeout(connection.handle, timeout))
        try connection.harden()
        switch mode {
        case .readWriteCreate, .readWrite: try connection.makeDurable()
        case .unflushed: try connection.leaveFlushingToOthers()
        case .readOnly: break
        }
        return connection
    }

    /// SQLite itself opens its files with O_CLOEXEC.
    private static func open(_ path: String, _ mode: Mode) throws(DatabaseError) -> OpaquePointer {
        var handle: OpaquePointer?
        let flags = mode.flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let result = unsafe sqlite3_open_v2(path, &handle, flags, nil)
        if result == SQLITE_OK, let handle = unsafe handle { return unsafe handle }
        let code = ResultCode(rawValue: result)
        let systemCode = DatabaseError.systemCode(for: code)
        unsafe _ = sqlite3_close_v2(handle)
        throw DatabaseError(
            code, message: "\(code.text), opening \(path)", systemCode: systemCode)
    }
}

extension Connection.Mode {
    fileprivate var flags: Int32 {
        switch self {
        case .readWriteCreate: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .readWrite, .unflushed: SQLITE_OPEN_READWRITE
        case .readOnly: SQLITE_OPEN_READONLY
        }
    }
}

/// Options of the whole library, set before its first use, once.
///
/// Memory statistics take a lock shared by all connections at each allocation. Names that
/// begin with `file:` are names, not URIs with options: they come from the command line.
/// If something else has initialized SQLite first, it keeps its settings and works as well.
private let libraryIsConfigured: Bool = {
    let results = [
        csqlite_config_int(SQLITE_CONFIG_MEMSTATUS, 0), csqlite_config_int(SQLITE_CONFIG_URI, 0),
    ]
    return results == [SQLITE_OK, SQLITE_OK]
}()
