import JSON
import Reporting
import SQLite

/// Reading and writing the rows of `unit_change`.
enum UnitChangeTable {
    private static let columns: StaticString = """
        SELECT number, change, trace, made_at, by, undone_at, undone_by FROM unit_change
        ORDER BY number DESC
        """

    /// All changes, the latest first.
    static func all(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [UnitChangeRecord] {
        try connection.withStatement(columns) { statement throws(DatabaseError) in
            var records: [UnitChangeRecord] = []
            while try statement.step() { records.append(try record(statement)) }
            return records
        }
    }

    static func record(
        _ number: Int, in connection: borrowing Connection
    ) throws(DatabaseError) -> UnitChangeRecord? {
        try connection.withStatement(
            """
            SELECT number, change, trace, made_at, by, undone_at, undone_by FROM unit_change
            WHERE number = ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(number, at: 1)
            return try statement.step() ? try record(statement) : nil
        }
    }

    private static func record(
        _ statement: borrowing Statement
    ) throws(DatabaseError) -> UnitChangeRecord {
        guard let change = change(try statement.bytes(1)),
            let trace = UnitChangeTrace(json: try statement.bytes(2))
        else { throw DatabaseError(.corrupt, message: "a change of units cannot be read") }
        return UnitChangeRecord(
            number: try statement.int(0), change: change, madeAt: try statement.int64(3),
            by: try statement.text(4),
            undoneAt: statement.isNull(5) ? nil : try statement.int64(5),
            undoneBy: statement.isNull(6) ? nil : try statement.text(6), trace: trace)
    }

    private static func change(_ json: [UInt8]) -> UnitChange? {
        guard let root = try? JSONDocument(parsing: json).root else { return nil }
        return try? UnitChange(json: root)
    }

    /// Stores a change; its number is given here.
    static func add(
        _ record: UnitChangeRecord, to connection: borrowing Connection
    ) throws(DatabaseError) -> UnitChangeRecord {
        var writer = JSONWriter()
        record.change.write(to: &writer)
        let json = writer.bytes
        try connection.withStatement(
            """
            INSERT INTO unit_change (effective, change, trace, made_at, by)
            VALUES (?, ?, ?, ?, ?)
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(record.change.effective.number, at: 1)
            try statement.bind(json, at: 2)
            try statement.bind(record.trace.json, at: 3)
            try statement.bind(record.madeAt, at: 4)
            try statement.bind(record.by, at: 5)
            try statement.run()
        }
        return UnitChangeRecord(
            number: Int(connection.lastInsertedRowID), change: record.change,
            madeAt: record.madeAt, by: record.by, undoneAt: nil, undoneBy: nil,
            trace: record.trace)
    }

    static func markUndone(
        _ record: UnitChangeRecord, at instant: Int64, by name: String,
        in connection: borrowing Connection
    ) throws(DatabaseError) -> UnitChangeRecord {
        try connection.withStatement(
            "UPDATE unit_change SET undone_at = ?, undone_by = ? WHERE number = ?"
        ) { statement throws(DatabaseError) in
            try statement.bind(instant, at: 1)
            try statement.bind(name, at: 2)
            try statement.bind(record.number, at: 3)
            try statement.run()
        }
        return UnitChangeRecord(
            number: record.number, change: record.change, madeAt: record.madeAt, by: record.by,
            undoneAt: instant, undoneBy: name, trace: record.trace)
    }
}
