import CSQLite

/// What SQLite answered instead of doing the work: its code, its text and the SQL concerned.
///
/// Bound values are never part of it, so that it may go to a log
/// (<https://www.sqlite.org/rescode.html>).
public struct DatabaseError: Error, Hashable, Sendable {
    /// The primary result code, the low byte of `extendedCode`.
    public var code: ResultCode { extendedCode.primary }
    public let extendedCode: ResultCode
    /// SQLite's own sentence, in English.
    public let message: String
    /// The statement with its placeholders, if one was involved.
    public let sql: String?
    /// The `errno` of the system call that failed; 0 where none did.
    public let systemCode: Int32

    public init(
        _ extendedCode: ResultCode, message: String, sql: String? = nil, systemCode: Int32 = 0
    ) {
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
        self.systemCode = systemCode
    }
}

extension DatabaseError {
    /// There is no room: the disk is full, or the owner's share of it. SQLite has a code for one
    /// way of meeting that; a full disk may also show at a flush, or at the index of the WAL.
    public var isFull: Bool {
        code == .full || systemCode == Int32(csqlite_no_space.rawValue)
            || systemCode == Int32(csqlite_over_quota.rawValue)
    }

    /// The file system takes no writes, as after a remount.
    public var isReadOnly: Bool {
        extendedCode == .readOnly || systemCode == Int32(csqlite_read_only.rawValue)
    }

    /// The reason that the system gave for a result code, read right after the failing call.
    static func systemCode(for result: ResultCode) -> Int32 {
        result.primary == .ioError || result.primary == .cannotOpen ? csqlite_errno() : 0
    }
}

extension DatabaseError: CustomStringConvertible {
    /// A line for the log: `SQLite error 13: database or disk is full – while executing …`.
    public var description: String {
        let reason = systemCode == 0 ? "" : ", errno \(systemCode)"
        let head = "SQLite error \(extendedCode.rawValue)\(reason): \(message)"
        guard let sql else { return head }
        return "\(head) – while executing \(sql)"
    }
}

/// An error type with a case for a failed database call.
///
/// `withStatement` and `transaction` throw whatever their bodies throw. When SQLite itself
/// fails around the body, the failure is turned into that type through this initializer, so
/// that a caller's own refusals keep their type and nothing decays to `any Error`.
public protocol DatabaseFailure: Error {
    init(_ error: DatabaseError)
}

extension DatabaseError: DatabaseFailure {
    public init(_ error: DatabaseError) {
        self = error
    }
}
