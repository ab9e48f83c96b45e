import Reporting
import SQLite

/// The rows of `extension`.
enum ExtensionTable {
    /// Those in force: of one unit's, form's and month's the last.
    static func inForce(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [DeadlineExtension] {
        try records(in: connection, latestOnly: true).map(\.what)
    }

    /// All ever made, the latest first.
    static func all(in connection: borrowing Connection) throws(DatabaseError) -> [ExtensionRecord]
    {
        try records(in: connection, latestOnly: false)
    }

    private static func records(
        in connection: borrowing Connection, latestOnly: Bool
    ) throws(DatabaseError) -> [ExtensionRecord] {
        try connection.withStatement(
            """
            SELECT number, unit, form, month, until, reason, made_at, by FROM extension
            WHERE ?1 = 0 OR number IN
                (SELECT max(number) FROM extension GROUP BY unit, form, month)
            ORDER BY number DESC
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(latestOnly ? 1 : 0, at: 1)
            var records: [ExtensionRecord] = []
            while try statement.step() { records.append(try record(statement)) }
            return records
        }
    }

    private static func record(
        _ statement: borrowing Statement
    ) throws(DatabaseError) -> ExtensionRecord {
        ExtensionRecord(
            number: try statement.int64(0),
            what: DeadlineExtension(
                form: try statement.text(2), unit: try statement.int(1),
                month: Month(number: try statement.int(3)),
                until: Day(number: try statement.int(4))),
            reason: try statement.text(5), madeAt: try statement.int64(6),
            by: try statement.text(7))
    }

    static func add(
        _ record: ExtensionRecord, to connection: borrowing Connection
    ) throws(DatabaseError) -> ExtensionRecord {
        try connection.withStatement(
            """
            INSERT INTO extension (unit, form, month, until, reason, made_at, by)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(record.what.unit, at: 1)
            try statement.bind(record.what.form, at: 2)
            try statement.bind(record.what.month.number, at: 3)
            try statement.bind(record.what.until.number, at: 4)
            try statement.bind(record.reason, at: 5)
            try statement.bind(record.madeAt, at: 6)
            try statement.bind(record.by, at: 7)
            try statement.run()
        }
        return ExtensionRecord(
            number: connection.lastInsertedRowID, what: record.what, reason: record.reason,
            madeAt: record.madeAt, by: record.by)
    }
}
