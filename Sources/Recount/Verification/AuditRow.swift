import Crypto
import JSON
import SQLite

/// One row of the audit log as it stands in the database, not yet believed.
struct AuditRow: StoredRow {
    let number: Int64
    let at: Int64
    let kind: String
    let actor: String
    let address: String
    let unit: Int?
    let subject: String
    let detail: String
    let hash: [UInt8]

    static let rows: StaticString = """
        SELECT number, at, kind, actor, address, unit, subject, detail, hash FROM audit
        WHERE number > ? AND number <= ? ORDER BY number LIMIT ?
        """
    static let row: StaticString = """
        SELECT number, at, kind, actor, address, unit, subject, detail, hash FROM audit
        WHERE number = ?
        """
    static let last: StaticString = "SELECT max(number) FROM audit"

    init(_ statement: borrowing Statement) throws(DatabaseError) {
        number = try statement.int64(0)
        at = try statement.int64(1)
        kind = try statement.text(2)
        actor = try statement.text(3)
        address = try statement.text(4)
        unit = statement.isNull(5) ? nil : try statement.int(5)
        subject = try statement.text(6)
        detail = try statement.text(7)
        hash = try statement.bytes(8)
    }

    /// SHA-256 over the canonical JSON of the row and the hash of the row before.
    func recomputedHash(after previous: [UInt8]?, unitID: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("number")
        writer.value(number)
        writer.key("at")
        writer.value(at)
        let texts: [(String, String?)] = [
            ("kind", kind), ("actor", actor), ("address", address), ("unit", unitID),
            ("subject", subject),
        ]
        for (name, text) in texts {
            writer.key(name)
            if let text { writer.value(text) } else { writer.null() }
        }
        writer.key("detail")
        writer.raw(detail.utf8)
        writer.key("previous_hash")
        if let previous { writer.value(Hex.encode(previous)) } else { writer.null() }
        writer.endObject()
        return SHA256.digest(of: writer.bytes).bytes
    }
}
