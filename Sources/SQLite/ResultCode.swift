import CSQLite

/// A result code of SQLite, primary or extended (<https://www.sqlite.org/rescode.html>).
public struct ResultCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The primary code: extended codes carry their detail above the low byte.
    public var primary: ResultCode { ResultCode(rawValue: rawValue & 0xff) }

    /// SQLite's standing sentence for this code.
    var text: String {
        unsafe String(cString: sqlite3_errstr(rawValue))
    }
}

/// The codes that callers tell apart; every other code is still carried as it came.
extension ResultCode {
    static let ok = ResultCode(rawValue: SQLITE_OK)
    static let row = ResultCode(rawValue: SQLITE_ROW)
    static let done = ResultCode(rawValue: SQLITE_DONE)
    /// The SQL is wrong, or was used where it may not be.
    public static let error = ResultCode(rawValue: SQLITE_ERROR)
    /// Another connection holds the lock, and still did when the busy timeout ended.
    public static let busy = ResultCode(rawValue: SQLITE_BUSY)
    static let locked = ResultCode(rawValue: SQLITE_LOCKED)
    public static let readOnly = ResultCode(rawValue: SQLITE_READONLY)
    public static let ioError = ResultCode(rawValue: SQLITE_IOERR)
    public static let corrupt = ResultCode(rawValue: SQLITE_CORRUPT)
    /// The disk, or the database's own page limit, is full.
    public static let full = ResultCode(rawValue: SQLITE_FULL)
    public static let cannotOpen = ResultCode(rawValue: SQLITE_CANTOPEN)
    public static let constraint = ResultCode(rawValue: SQLITE_CONSTRAINT)
    /// A column held another type, or no value, where the reader asked for one.
    public static let mismatch = ResultCode(rawValue: SQLITE_MISMATCH)
    /// The library was called out of order, or a value was bound to a statement midway.
    public static let misuse = ResultCode(rawValue: SQLITE_MISUSE)
    /// A placeholder or column number outside the statement.
    public static let range = ResultCode(rawValue: SQLITE_RANGE)
    public static let notADatabase = ResultCode(rawValue: SQLITE_NOTADB)
    // Extended codes are written as in sqlite3.h, whose macros for them Swift cannot import.
    public static let foreignKey = ResultCode(rawValue: SQLITE_CONSTRAINT | 3 << 8)
    public static let unique = ResultCode(rawValue: SQLITE_CONSTRAINT | 8 << 8)
    public static let primaryKey = ResultCode(rawValue: SQLITE_CONSTRAINT | 6 << 8)
}
