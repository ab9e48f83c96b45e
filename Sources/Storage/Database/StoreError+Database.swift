public import SQLite

extension StoreError: DatabaseFailure {
    public init(_ error: DatabaseError) {
        self = .database(error, while: "using the database")
    }

    static func database(_ error: DatabaseError, while doing: String) -> StoreError {
        error.isReadOnly
            ? .readOnly("\(doing): \(error)")
            : .breakdown("\(doing): \(error)", isFull: error.isFull)
    }
}

extension Connection {
    /// `withStatement` for callers that throw `StoreError`.
    ///
    /// - Parameter doing: what a failure interrupts, for the log.
    func withStatement<Result>(
        _ sql: StaticString, while doing: String,
        _ body: (inout Statement) throws(DatabaseError) -> Result
    ) throws(StoreError) -> Result {
        do throws(DatabaseError) {
            return try withStatement(sql, body)
        } catch {
            throw .database(error, while: doing)
        }
    }
}
