import CSQLite

/// Ways to run SQL.
extension Connection {
    /// Lends the prepared statement of a literal, ready to be bound, for the time of `body`.
    ///
    /// It is prepared once and kept by the literal's address; afterwards it is reset and its
    /// bindings are cleared. A body may use other statements, and this one again within itself.
    public func withStatement<Result: ~Copyable, Failure: DatabaseFailure>(
        _ sql: StaticString, _ body: (inout Statement) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let slot = statements.slot(for: sql)
        var statement: Statement
        do throws(DatabaseError) {
            if let waiting = slot.take() {
                statement = waiting
            } else {
                statement = try prepare(sql)
            }
        } catch {
            throw Failure(error)
        }
        let lent = unsafe statement.handle
        do throws(Failure) {
            let result = try body(&statement)
            unsafe putBack(statement, lent, slot)
            return result
        } catch {
            unsafe putBack(statement, lent, slot)
            throw error
        }
    }

    /// Executes every statement of `sql` in turn, and stops at the first that fails.
    ///
    /// For schema and settings; values belong in placeholders of `withStatement`.
    public func execute(_ sql: String) throws(DatabaseError) {
        let script = sql.utf8Span.span
        var offset = 0
        while var statement = try prepare(script, from: &offset, flags: 0) {
            try statement.run()
        }
    }

    /// Bodies that hold two statements could exchange them, and each would then be kept under
    /// the other's SQL.
    private func putBack(
        _ statement: consuming Statement, _ lent: OpaquePointer, _ slot: StatementCache.Slot
    ) {
        unsafe precondition(statement.handle == lent, "a statement was exchanged for another")
        statement.clear()
        slot.putBack(statement)
    }
}

/// From SQL to statements.
extension Connection {
    private func prepare(_ sql: StaticString) throws(DatabaseError) -> Statement {
        let text = unsafe UnsafeBufferPointer(start: sql.utf8Start, count: sql.utf8CodeUnitCount)
        let script = unsafe text.span
        var offset = 0
        let flags = UInt32(bitPattern: SQLITE_PREPARE_PERSISTENT)
        guard let statement = try prepare(script, from: &offset, flags: flags) else {
            throw DatabaseError(.misuse, message: "no statement in the SQL", sql: "\(sql)")
        }
        // What follows the first statement would otherwise be dropped in silence.
        guard try prepare(script, from: &offset, flags: 0) == nil else {
            throw DatabaseError(.misuse, message: "more than one statement", sql: "\(sql)")
        }
        return statement
    }

    /// Prepares the next statement of a script and moves `offset` behind it; nil when only
    /// blanks and comments were left.
    private func prepare(
        _ script: Span<UInt8>, from offset: inout Int, flags: UInt32
    ) throws(DatabaseError) -> Statement? {
        while offset < script.count {
            let rest = script.extracting(offset...)
            var handle: OpaquePointer?
            var used = 0
            let result = unsafe compile(rest, flags, &handle, &used)
            guard result == SQLITE_OK else { throw error(result, sql: text(of: rest)) }
            offset += used
            if let handle = unsafe handle { return unsafe Statement(owning: handle) }
            // SQLite stops at a NUL byte as if the script ended there.
            guard used > 0 else {
                throw DatabaseError(.misuse, message: "a NUL byte in the SQL", sql: text(of: rest))
            }
        }
        return nil
    }

    private func compile(
        _ sql: Span<UInt8>, _ flags: UInt32, _ handle: inout OpaquePointer?, _ used: inout Int
    ) -> Int32 {
        unsafe sql.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            var tail = unsafe start
            let result = unsafe sqlite3_prepare_v3(
                self.handle, start, Int32(clamping: bytes.count), flags, &handle, &tail)
            if let start = unsafe start, let tail = unsafe tail { unsafe used = tail - start }
            return result
        }
    }

    private func text(of sql: Span<UInt8>) -> String {
        let text = unsafe sql.withUnsafeBufferPointer { bytes in
            unsafe String(decoding: bytes, as: UTF8.self)
        }
        return String(text.drop { $0.isWhitespace })
    }
}
