import Crypto
import SQLite

/// One checkpoint as it stands in the database, not yet believed.
struct CheckpointRow: StoredRow {
    let number: Int64
    let firstSeq: Int64
    let lastSeq: Int64
    let digest: [UInt8]
    let auditNumber: Int64
    let auditHash: [UInt8]
    let madeAt: Int64
    let key: [UInt8]
    let signature: [UInt8]

    static let rows: StaticString = """
        SELECT number, first_seq, last_seq, digest, audit_number, audit_hash, made_at, key,
            signature
        FROM checkpoint WHERE number > ? AND number <= ? ORDER BY number LIMIT ?
        """
    static let row: StaticString = """
        SELECT number, first_seq, last_seq, digest, audit_number, audit_hash, made_at, key,
            signature
        FROM checkpoint WHERE number = ?
        """
    static let last: StaticString = "SELECT max(number) FROM checkpoint"

    init(_ statement: borrowing Statement) throws(DatabaseError) {
        number = try statement.int64(0)
        firstSeq = try statement.int64(1)
        lastSeq = try statement.int64(2)
        digest = try statement.bytes(3)
        auditNumber = try statement.int64(4)
        auditHash = try statement.bytes(5)
        madeAt = try statement.int64(6)
        key = try statement.bytes(7)
        signature = try statement.bytes(8)
    }

    /// What is signed, and what an auditor keeps.
    private var statement: String {
        "mebe-checkpoint \(number) seq=\(firstSeq)-\(lastSeq) digest=\(Hex.encode(digest))"
            + " audit=\(auditNumber):\(Hex.encode(auditHash)) made=\(madeAt)"
            + " key=\(Base64URL.encode(key))"
    }

    var line: String { statement + " signature=\(Base64URL.encode(signature))" }

    var isSigned: Bool {
        VerifyingKey(key)?.accepts(signature, of: Array(statement.utf8)) ?? false
    }
}
