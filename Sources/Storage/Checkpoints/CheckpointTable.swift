import SQLite

/// Reading and writing the rows of `checkpoint`.
enum CheckpointTable {
    static func last(
        in connection: borrowing Connection
    ) throws(DatabaseError) -> SignedCheckpoint? {
        try connection.withStatement(
            """
            SELECT number, first_seq, last_seq, digest, audit_number, audit_hash, made_at, key,
                signature
            FROM checkpoint ORDER BY number DESC LIMIT 1
            """
        ) { statement throws(DatabaseError) in
            guard try statement.step() else { return nil }
            return SignedCheckpoint(
                number: try statement.int64(0), firstSeq: try statement.int64(1),
                lastSeq: try statement.int64(2), digest: try statement.bytes(3),
                auditNumber: try statement.int64(4), auditHash: try statement.bytes(5),
                madeAt: try statement.int64(6), key: try statement.bytes(7),
                signature: try statement.bytes(8))
        }
    }

    static func append(
        _ checkpoint: SignedCheckpoint, to connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.withStatement("INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)") {
            statement throws(DatabaseError) in
            try statement.bind(checkpoint.number, at: 1)
            try statement.bind(checkpoint.firstSeq, at: 2)
            try statement.bind(checkpoint.lastSeq, at: 3)
            try statement.bind(checkpoint.digest, at: 4)
            try statement.bind(checkpoint.auditNumber, at: 5)
            try statement.bind(checkpoint.auditHash, at: 6)
            try statement.bind(checkpoint.madeAt, at: 7)
            try statement.bind(checkpoint.key, at: 8)
            try statement.bind(checkpoint.signature, at: 9)
            try statement.run()
        }
    }

    /// The hashes of revisions after a position, one behind the other.
    static func hashes(
        after seq: Int64, through last: Int64, limit: Int, in connection: borrowing Connection
    ) throws(DatabaseError) -> [UInt8] {
        try connection.withStatement(
            "SELECT hash FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
        ) { statement throws(DatabaseError) in
            try statement.bind(seq, at: 1)
            try statement.bind(last, at: 2)
            try statement.bind(limit, at: 3)
            var hashes: [UInt8] = []
            while try statement.step() { hashes += try statement.bytes(0) }
            return hashes
        }
    }
}
