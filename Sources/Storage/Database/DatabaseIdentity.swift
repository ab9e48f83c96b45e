import Crypto
import SQLite

/// Which database this is. It is renewed by a restore, after which seqs are used again.
enum DatabaseIdentity {
    static func id(in connection: borrowing Connection) throws(DatabaseError) -> String {
        try connection.withStatement("SELECT id FROM database_identity") {
            statement throws(DatabaseError) in
            guard try statement.step() else {
                throw DatabaseError(.corrupt, message: "the database has no identity")
            }
            return try statement.text(0)
        }
    }

    static func renew(in connection: borrowing Connection) throws(DatabaseError) {
        try connection.withStatement("UPDATE database_identity SET id = ?") {
            statement throws(DatabaseError) in
            try statement.bind(Hex.encode(SecureRandom.bytes(count: 16)), at: 1)
            try statement.run()
        }
    }
}
