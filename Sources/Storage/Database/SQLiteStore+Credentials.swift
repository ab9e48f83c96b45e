import Reporting
import SQLite

extension SQLiteStore {
    public func tokens() async throws(StoreError) -> [TokenRecord] {
        try await readers.read { connection throws(DatabaseError) in
            try connection.withStatement(
                """
                SELECT number, name, unit, role, hash, created_at, expires_at
                FROM token ORDER BY number
                """
            ) { statement throws(DatabaseError) in
                var records: [TokenRecord] = []
                while try statement.step() {
                    records.append(
                        TokenRecord(
                            number: try statement.int64(0), name: try statement.text(1),
                            unit: try statement.int(2), role: try statement.text(3),
                            hash: try statement.bytes(4), createdAt: try statement.int64(5),
                            expiresAt: statement.isNull(6) ? nil : try statement.int64(6)))
                }
                return records
            }
        }
    }

    /// Stores a token; its number is given here.
    public func add(_ token: TokenRecord) async throws(StoreError) -> TokenRecord {
        try await writer.transact { connection throws(StoreError) in
            try connection.withStatement(
                """
                INSERT INTO token (name, unit, role, hash, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, while: "storing a token"
            ) { statement throws(DatabaseError) in
                try statement.bind(token.name, at: 1)
                try statement.bind(token.unit, at: 2)
                try statement.bind(token.role, at: 3)
                try statement.bind(token.hash, at: 4)
                try statement.bind(token.createdAt, at: 5)
                try statement.bind(token.expiresAt, at: 6)
                try statement.run()
            }
            return TokenRecord(
                number: connection.lastInsertedRowID, name: token.name, unit: token.unit,
                role: token.role, hash: token.hash, createdAt: token.createdAt,
                expiresAt: token.expiresAt)
        }
    }

    public func sessions() async throws(StoreError) -> [SessionRecord] {
        try await readers.read { connection throws(DatabaseError) in
            try connection.withStatement(
                "SELECT hash, token, created_at, expires_at FROM session"
            ) { statement throws(DatabaseError) in
                var records: [SessionRecord] = []
                while try statement.step() {
                    records.append(
                        SessionRecord(
                            hash: try statement.bytes(0), token: try statement.int64(1),
                            createdAt: try statement.int64(2),
                            expiresAt: try statement.int64(3)))
                }
                return records
            }
        }
    }

    /// Stores a session and forgets those that ended before it began.
    public func add(_ session: SessionRecord) async throws(StoreError) {
        try await writer.transact { connection throws(StoreError) in
            try connection.withStatement(
                "DELETE FROM session WHERE expires_at <= ?", while: "forgetting old sessions"
            ) {
                statement throws(DatabaseError) in
                try statement.bind(session.createdAt, at: 1)
                try statement.run()
            }
            try connection.withStatement(
                "INSERT INTO session (hash, token, created_at, expires_at) VALUES (?, ?, ?, ?)",
                while: "storing a session"
            ) { statement throws(DatabaseError) in
                try statement.bind(session.hash, at: 1)
                try statement.bind(session.token, at: 2)
                try statement.bind(session.createdAt, at: 3)
                try statement.bind(session.expiresAt, at: 4)
                try statement.run()
            }
        }
    }

    public func removeSession(hash: [UInt8]) async throws(StoreError) {
        try await writer.transact { connection throws(StoreError) in
            try connection.withStatement(
                "DELETE FROM session WHERE hash = ?", while: "ending a session"
            ) {
                statement throws(DatabaseError) in
                try statement.bind(hash, at: 1)
                try statement.run()
            }
        }
    }
}
