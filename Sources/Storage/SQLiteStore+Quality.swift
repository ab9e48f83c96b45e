public import Reporting
import SQLite

extension SQLiteStore {
    /// Looking through more units than this counts as a long read; one takes 13 rows.
    private static let largeFrom = 100

    public func quality(_ query: QualityQuery) async throws(StoreError) -> QualityFigures {
        let edition = tree.edition
        let isLarge = query.units.count > Self.largeFrom
        return try await readers.read(isLarge: isLarge) { connection throws(DatabaseError) in
            let (seq, histories) = try connection.transaction(.deferred) {
                () throws(DatabaseError) in
                (
                    try Journal.lastSeq(in: connection),
                    try Heads.histories(query, edition: edition, in: connection)
                )
            }
            let report = QualityReport(
                unit: query.unit, form: query.form, month: query.month, histories: histories,
                catalogue: edition.catalogue)
            return QualityFigures(report: report, seq: seq, registry: edition.registry)
        }
    }

    public func history(before key: ReportKey) async throws(StoreError) -> [ReportValues?] {
        if let held = tree.history(before: key) { return held }
        let edition = tree.edition
        return try await readers.read { connection throws(DatabaseError) in
            try connection.transaction(.deferred) { () throws(DatabaseError) in
                try Heads.earlier(than: key, edition: edition, in: connection)
            }
        }
    }
}
