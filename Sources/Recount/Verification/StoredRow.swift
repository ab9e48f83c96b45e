import SQLite

/// A row of a table whose rows are numbered from 1 without a gap and never change.
protocol StoredRow {
    /// Its number, its hash and all the rest, in an order of its own; placeholders are the
    /// number to begin after, the last one and how many.
    static var rows: StaticString { get }
    /// The same of the one row of a number.
    static var row: StaticString { get }
    /// The highest number.
    static var last: StaticString { get }

    var number: Int64 { get }

    init(_ statement: borrowing Statement) throws(DatabaseError)
}

/// What stands at a number.
enum Stored<Row: StoredRow> {
    case row(Row)
    /// Something does, and cannot be read.
    case unreadable(Int64, why: String)

    var number: Int64 {
        switch self {
        case .row(let row): row.number
        case .unreadable(let number, _): number
        }
    }
}

/// Reads rows in order and goes round what cannot be read: a row that holds something else than
/// it must, a page that SQLite calls corrupt.
struct StoredRows<Row: StoredRow> {
    /// So many rows are read in one transaction: a fraction of a second, so that the write-ahead
    /// log is never held for long.
    private let chunkMax: Int
    /// Rows that are looked for one by one where a page is damaged. A damaged root would have
    /// all of them looked for.
    private let lookupsMax = 100_000
    /// Whether the caller has a transaction open.
    private let isInTransaction: Bool

    init(chunkMax: Int, isInTransaction: Bool = false) {
        self.chunkMax = chunkMax
        self.isInTransaction = isInTransaction
    }

    static func last(in connection: borrowing Connection) throws(DatabaseError) -> Int64 {
        try connection.withStatement(Row.last) { statement throws(DatabaseError) in
            guard try statement.step(), !statement.isNull(0) else { return 0 }
            return try statement.int64(0)
        }
    }

    /// Calls `take` with what stands after a number. Numbers at which there is nothing are left
    /// out, and a row may come whose number is out of order.
    func walk(
        after start: Int64, through last: Int64, in connection: borrowing Connection,
        _ take: (Stored<Row>) -> Void
    ) throws(DatabaseError) {
        var position = start
        var lookups = 0
        while position < last {
            let (found, isDamaged) = try chunk(after: position, through: last, in: connection)
            let before = position
            for stored in found {
                take(stored)
                position = max(position, stored.number)
            }
            if !isDamaged {
                guard position > before else { return }
                continue
            }
            let end = min(last, position.addingClamped(Int64(chunkMax)))
            while position < end {
                position += 1
                lookups += 1
                if let stored = one(position, in: connection) { take(stored) }
            }
            guard lookups < lookupsMax else { return }
        }
    }

    private func chunk(
        after number: Int64, through last: Int64, in connection: borrowing Connection
    ) throws(DatabaseError) -> (found: [Stored<Row>], isDamaged: Bool) {
        guard !isInTransaction else { return try read(number, last, connection) }
        return try connection.transaction(.deferred) { () throws(DatabaseError) in
            try read(number, last, connection)
        }
    }

    private func read(
        _ number: Int64, _ last: Int64, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (found: [Stored<Row>], isDamaged: Bool) {
        var found: [Stored<Row>] = []
        do throws(DatabaseError) {
            try connection.withStatement(Row.rows) { statement throws(DatabaseError) in
                try statement.bind(number, at: 1)
                try statement.bind(last, at: 2)
                try statement.bind(chunkMax, at: 3)
                while try statement.step() { found.append(try Self.stored(statement)) }
            }
        } catch {
            guard error.isDamage else { throw error }
            return (found, true)
        }
        return (found, false)
    }

    private static func stored(
        _ statement: borrowing Statement
    ) throws(DatabaseError) -> Stored<Row> {
        let number = try statement.int64(0)
        do throws(DatabaseError) {
            return .row(try Row(statement))
        } catch {
            guard error.isDamage else { throw error }
            return .unreadable(number, why: error.message)
        }
    }

    private func one(_ number: Int64, in connection: borrowing Connection) -> Stored<Row>? {
        do throws(DatabaseError) {
            return try connection.withStatement(Row.row) { statement throws(DatabaseError) in
                try statement.bind(number, at: 1)
                return try statement.step() ? try Self.stored(statement) : nil
            }
        } catch {
            return .unreadable(number, why: error.message)
        }
    }
}

extension DatabaseError {
    /// Something in the file is not what it must be; everything else is an obstacle. To who only
    /// reads, "full" is a page whose number is past any end.
    var isDamage: Bool {
        switch code {
        case .corrupt, .mismatch, .notADatabase, .full: true
        default: false
        }
    }
}

extension Int64 {
    /// Numbers of a damaged file may lie anywhere.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, isTooLarge) = addingReportingOverflow(other)
        return isTooLarge ? .max : sum
    }
}
