import SQLite

extension SQLiteStore {
    public func state() async throws(StoreError) -> ServerState {
        let id = databaseID
        let seq = self.seq
        return try await readers.read { connection throws(DatabaseError) in
            var backups = AuditQuery(limit: 1)
            backups.kind = AuditEvent.Kind.backedUp.rawValue
            return ServerState(
                seq: seq, eventCount: try AuditLog.last(in: connection)?.number ?? 0,
                databaseID: id, databaseLength: try Self.databaseLength(in: connection),
                lastCheckpoint: try CheckpointTable.last(in: connection),
                lastBackup: try AuditLog.page(backups, in: connection).records.first)
        }
    }

    private static func databaseLength(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> Int64 {
        let pageCount = try connection.withStatement("PRAGMA page_count") {
            statement throws(DatabaseError) in
            try statement.step() ? try statement.int64(0) : 0
        }
        return pageCount * Int64(try connection.pageLength())
    }
}
