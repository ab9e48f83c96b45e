import Reporting
import SQLite

extension SQLiteStore {
    public func credentials() async throws(StoreError) -> Credentials {
        try await readers.read { connection throws(DatabaseError) in
            try connection.transaction(.deferred) { () throws(DatabaseError) in
                var all = Credentials()
                all.people = try CredentialTables.people(in: connection)
                all.tokens = try CredentialTables.tokens(in: connection)
                all.sessions = try CredentialTables.sessions(in: connection)
                all.links = try CredentialTables.links(in: connection)
                all.recoveryCodes = try CredentialTables.recoveryCodes(in: connection)
                return all
            }
        }
    }

    public func keep(
        _ changes: [CredentialChange], _ events: [AuditEvent]
    ) async throws(StoreError) -> [Int64] {
        let now = self.now
        return try await writer.transact { [tree] connection throws(StoreError) in
            let registry = tree.edition.registry
            do throws(DatabaseError) {
                var numbers: [Int64] = []
                for change in changes {
                    if let number = try CredentialTables.keep(change, in: connection) {
                        numbers.append(number)
                    }
                }
                for event in events {
                    try AuditLog.append(event, at: now, registry: registry, in: connection)
                }
                return numbers
            } catch {
                throw .database(error, while: "storing who may sign in")
            }
        }
    }
}
