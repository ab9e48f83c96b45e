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

    public init(_ extendedCode: ResultCode, message: String, sql: String? = nil) {
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
    }
}

extension DatabaseError: CustomStringConvertible {
    /// A line for the log: `SQLite error 13: database or disk is full – while executing …`.
    public var description: String {
        let head = "SQLite error \(extendedCode.rawValue): \(message)"
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
