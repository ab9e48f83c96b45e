import Reporting
import SQLite

extension SQLiteStore {
    /// Extends a deadline; who is on time follows at the next request.
    ///
    /// - Parameters:
    ///   - record: its number and instant are given here.
    ///   - address: the client's, for the audit log.
    public func extend(
        _ record: ExtensionRecord, address: String
    ) async throws(StoreError) -> ExtensionRecord {
        try await replaceEdition { connection, edition, now throws(StoreError) in
            let dated = ExtensionRecord(
                what: record.what, reason: record.reason, madeAt: now, by: record.by)
            do throws(DatabaseError) {
                try AuditLog.append(
                    dated.event(address), at: now, registry: edition.registry, in: connection)
                return try ExtensionTable.add(dated, to: connection)
            } catch {
                throw .database(error, while: "extending a deadline")
            }
        }
    }

    /// All ever made, the latest first.
    public func extensions() async throws(StoreError) -> [ExtensionRecord] {
        try await readers.read { connection throws(DatabaseError) in
            try ExtensionTable.all(in: connection)
        }
    }
}

extension ExtensionRecord {
    fileprivate func event(_ address: String) -> AuditEvent {
        AuditEvent(
            kind: .deadlineExtended, actor: by, address: address, unit: what.unit,
            subject: "\(what.form) \(what.month.code)",
            detail: ["until": what.until.iso, "reason": reason])
    }
}
