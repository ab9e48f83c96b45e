import Reporting
import SQLite

/// What an import did.
public struct ImportResult: Sendable {
    public internal(set) var created = 0
    public internal(set) var corrected = 0
    public internal(set) var unchanged = 0
}

extension SQLiteStore {
    /// Takes over staged reports in one transaction: all or none.
    ///
    /// Nobody else can write meanwhile. Who has waited for as long as the contract allows is told
    /// to come again.
    ///
    /// - Throws: `.badData` with the lines that the store refuses (an accepted report, empty
    ///   values over a report that has some), `.outdated` if units or catalogue changed since
    ///   they were checked.
    public func adoptReports(
        stagedAt path: String, by name: String
    ) async throws(StoreError) -> ImportResult {
        let now = self.now
        return try await writer.perform { [tree, writer] connection throws(StoreError) in
            try Self.attach(path, to: connection)
            defer { try? connection.execute("DETACH staged") }
            var adoption = Adoption(for: tree, now: now, by: name)
            try connection.transaction(.immediate) { () throws(StoreError) in
                try adoption.run(in: connection) { writer.refuseOverdue() }
                try Self.note(adoption.result, by: name, at: now, tree.edition.registry, connection)
            }
            adoption.publish()
            return adoption.result
        }
    }

    /// An import that changed nothing leaves nothing.
    private static func note(
        _ result: ImportResult, by name: String, at now: Int64, _ registry: Registry,
        _ connection: borrowing Connection
    ) throws(StoreError) {
        guard result.created + result.corrected > 0 else { return }
        let event = AuditEvent(
            kind: .reportsImported, actor: name, address: "", unit: nil, subject: "",
            detail: [
                "created": String(result.created), "corrected": String(result.corrected),
                "unchanged": String(result.unchanged),
            ])
        try append(event, at: now, registry, connection)
    }

    private static func attach(
        _ path: String, to connection: borrowing Connection
    ) throws(StoreError) {
        try connection.withStatement(
            "ATTACH ? AS staged", while: "opening the checked reports"
        ) { statement throws(DatabaseError) in
            try statement.bind(path, at: 1)
            try statement.run()
        }
    }
}
