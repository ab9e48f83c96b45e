import Reporting
import SQLite

extension SQLiteStore {
    /// Keeps an event that no other change goes with, such as a sign-in that failed.
    public func record(_ event: AuditEvent) async throws(StoreError) {
        let now = self.now
        try await writer.transact { [tree] connection throws(StoreError) in
            try Self.append(event, at: now, tree.edition.registry, connection)
        }
    }

    /// Within a transaction that throws `StoreError`.
    static func append(
        _ event: AuditEvent, at now: Int64, _ registry: Registry,
        _ connection: borrowing Connection
    ) throws(StoreError) {
        do throws(DatabaseError) {
            try AuditLog.append(event, at: now, registry: registry, in: connection)
        } catch {
            throw .database(error, while: "writing the audit log")
        }
    }

    /// Events that meet the conditions, the latest first.
    public func auditEvents(_ query: AuditQuery) async throws(StoreError) -> AuditPage {
        try await readers.read(isLarge: true) { connection throws(DatabaseError) in
            try AuditLog.page(query, in: connection)
        }
    }
}
