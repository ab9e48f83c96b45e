import Reporting
import SQLite

extension AuditLog {
    /// How many rows one page may look at: some two tenths of a second. A page that found fewer
    /// events than it may show says where to go on all the same.
    private static let scannedMax: Int64 = 500_000

    static func page(
        _ query: AuditQuery, in connection: borrowing Connection
    ) throws(DatabaseError) -> AuditPage {
        let last = try last(in: connection)?.number ?? 0
        let before = min(query.before ?? .max, last + 1)
        let floor = max(before - scannedMax, 1)
        return try connection.withStatement(
            """
            SELECT number, at, kind, actor, address, unit, subject, detail FROM audit
            WHERE number >= ?1 AND number < ?2 AND (?3 IS NULL OR kind = ?3)
                AND (?4 IS NULL OR actor = ?4) AND (?5 IS NULL OR subject = ?5)
                AND (?6 IS NULL OR at >= ?6) AND (?7 IS NULL OR at < ?7)
            ORDER BY number DESC
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(floor, at: 1)
            try statement.bind(before, at: 2)
            try statement.bind(query.kind, at: 3)
            try statement.bind(query.actor, at: 4)
            try statement.bind(query.subject, at: 5)
            try statement.bind(query.from, at: 6)
            try statement.bind(query.to, at: 7)
            var records: [AuditRecord] = []
            while try statement.step() {
                guard try isAsked(statement, query) else { continue }
                if records.count == query.limit {
                    return AuditPage(records: records, next: records.last?.number)
                }
                records.append(try record(statement))
            }
            return AuditPage(records: records, next: floor > 1 ? floor : nil)
        }
    }

    private static func isAsked(
        _ statement: borrowing Statement, _ query: AuditQuery
    ) throws(DatabaseError) -> Bool {
        guard let units = query.units else { return true }
        return statement.isNull(5) ? false : units.contains(try statement.int(5))
    }

    private static func record(
        _ statement: borrowing Statement
    ) throws(DatabaseError) -> AuditRecord {
        guard let detail = AuditDetail(json: try statement.text(7)) else {
            throw DatabaseError(.corrupt, message: "a row of the audit log cannot be read")
        }
        return AuditRecord(
            number: try statement.int64(0), at: try statement.int64(1),
            kind: try statement.text(2), actor: try statement.text(3),
            address: try statement.text(4),
            unit: statement.isNull(5) ? nil : try statement.int(5),
            subject: try statement.text(6), detail: detail.byName)
    }
}
