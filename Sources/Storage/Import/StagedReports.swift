import JSON
public import Reporting
import SQLite

/// Checked reports on their way in: a database file of their own, so that checking a large file
/// disturbs nobody, and a bad row leaves no trace.
public struct StagedReports: ~Copyable {
    private let connection: Connection

    /// One report to be imported; its checks are done.
    public struct Row: Sendable {
        public let line: Int
        public let accepted: ReportIntake.Accepted
        public let status: ReportStatus
        public let explanations: [String: String]
        public let note: String
        /// Milliseconds UTC; nil takes the moment of the import.
        public let receivedAt: Int64?

        public init(
            line: Int, accepted: ReportIntake.Accepted, status: ReportStatus = .submitted,
            explanations: [String: String] = [:], note: String = "", receivedAt: Int64?
        ) {
            self.line = line
            self.accepted = accepted
            self.status = status
            self.explanations = explanations
            self.note = note
            self.receivedAt = receivedAt
        }
    }

    /// - Parameter path: a file that does not exist yet, in the data folder.
    public init(path: String, registry: Registry) throws(StoreError) {
        connection = try Self.open(path, registry)
    }

    private static func open(
        _ path: String, _ registry: Registry
    ) throws(StoreError) -> Connection {
        do throws(DatabaseError) {
            let connection = try Connection(path: path, mode: .readWriteCreate)
            // Nothing here has to outlive a crash, but a hardened connection refuses to work
            // without any journal.
            try connection.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
            try connection.execute(schema)
            try connection.execute("INSERT INTO edition VALUES (\(registry.version)); BEGIN")
            return connection
        } catch {
            throw .database(error, while: "making the file for checked reports")
        }
    }

    private static let schema = """
        CREATE TABLE edition (number INTEGER NOT NULL) STRICT;
        CREATE TABLE report (
            line INTEGER NOT NULL, form TEXT NOT NULL, version TEXT NOT NULL,
            month INTEGER NOT NULL, unit INTEGER NOT NULL, status INTEGER NOT NULL,
            note TEXT NOT NULL, explanations TEXT NOT NULL, received_at INTEGER,
            "values" BLOB NOT NULL, warnings TEXT NOT NULL,
            PRIMARY KEY (form, month, unit)
        ) STRICT;
        """

    /// Adds a report; the line of an earlier one of the same unit and month, if there is one.
    public mutating func add(_ row: Row) throws(StoreError) -> Int? {
        if let earlier = try line(of: row) { return earlier }
        try insert(row)
        return nil
    }

    private func line(of row: Row) throws(StoreError) -> Int? {
        try connection.withStatement(
            "SELECT line FROM report WHERE form = ? AND month = ? AND unit = ?",
            while: "staging reports"
        ) { statement throws(DatabaseError) in
            try statement.bind(row.accepted.version.form, at: 1)
            try statement.bind(row.accepted.month.number, at: 2)
            try statement.bind(row.accepted.unit, at: 3)
            return try statement.step() ? try statement.int(0) : nil
        }
    }

    private func insert(_ row: Row) throws(StoreError) {
        let version = row.accepted.version
        let packed = PackedValues(row.accepted.values, order: version.elements)
        try connection.withStatement(
            "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", while: "staging reports"
        ) { statement throws(DatabaseError) in
            try statement.bind(row.line, at: 1)
            try statement.bind(version.form, at: 2)
            try statement.bind(version.version, at: 3)
            try statement.bind(row.accepted.month.number, at: 4)
            try statement.bind(row.accepted.unit, at: 5)
            try statement.bind(row.status.number, at: 6)
            try statement.bind(row.note, at: 7)
            try statement.bind(Explanations(row.explanations).json, at: 8)
            try statement.bind(row.receivedAt, at: 9)
            try statement.bind(packed.bytes, at: 10)
            try statement.bind(StoredWarnings(row.accepted.warnings).json, at: 11)
            try statement.run()
        }
    }

    /// Ends the staging; the file can be adopted by the store.
    public consuming func finish() throws(StoreError) {
        do throws(DatabaseError) {
            try connection.execute("COMMIT")
        } catch {
            throw .database(error, while: "staging reports")
        }
    }
}
