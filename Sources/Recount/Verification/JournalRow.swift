import Crypto
import JSON
import SQLite

/// One row of the journal as it stands in the database, not yet believed.
struct JournalRow {
    let seq: Int64
    let form: Int
    let month: Int
    let unit: Int
    let revision: Int
    let previousSeq: Int64?
    let version: Int
    let status: Int
    let receivedAt: Int64
    let source: String
    let by: String
    let note: String
    let explanations: String
    let values: [UInt8]
    let hash: [UInt8]
    /// Both nil in rows of a time before they were kept.
    let reason: String?
    let warnings: String?

    /// Rows after a position, in order.
    static func rows(
        after seq: Int64, through last: Int64, limit: Int, in connection: borrowing Connection
    ) throws(DatabaseError) -> [JournalRow] {
        try connection.withStatement(
            """
            SELECT seq, form, month, unit, revision, previous_seq, version, status, received_at,
                source, by, note, explanations, "values", hash, reason, warnings
            FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(seq, at: 1)
            try statement.bind(last, at: 2)
            try statement.bind(limit, at: 3)
            var rows: [JournalRow] = []
            while try statement.step() { rows.append(try row(statement)) }
            return rows
        }
    }

    private static func row(
        _ statement: borrowing Statement
    ) throws(DatabaseError) -> JournalRow {
        JournalRow(
            seq: try statement.int64(0), form: try statement.int(1), month: try statement.int(2),
            unit: try statement.int(3), revision: try statement.int(4),
            previousSeq: statement.isNull(5) ? nil : try statement.int64(5),
            version: try statement.int(6), status: try statement.int(7),
            receivedAt: try statement.int64(8), source: try statement.text(9),
            by: try statement.text(10), note: try statement.text(11),
            explanations: try statement.text(12), values: try statement.bytes(13),
            hash: try statement.bytes(14),
            reason: statement.isNull(15) ? nil : try statement.text(15),
            warnings: statement.isNull(16) ? nil : try statement.text(16))
    }

    static func lastSeq(in connection: borrowing Connection) throws(DatabaseError) -> Int64 {
        try connection.withStatement("SELECT max(seq) FROM journal") {
            statement throws(DatabaseError) in
            guard try statement.step(), !statement.isNull(0) else { return 0 }
            return try statement.int64(0)
        }
    }

    /// `draft`, `submitted`, …; nil for a number that means none.
    var statusName: String? {
        let names = ["draft", "submitted", "accepted", "returned"]
        return names.indices.contains(status) ? names[status] : nil
    }

    /// SHA-256 over the canonical JSON of the row and the hash of the report's revision before.
    func recomputedHash(
        after previous: [UInt8]?, unitID: String, version: StoredVersion, status: String
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("seq", seq)
        writer.member("org_unit", unitID)
        writer.member("form", version.form)
        writer.member("form_version", version.name)
        writer.member("period", monthCode)
        writer.member("revision", Int64(revision))
        writer.key("previous_seq")
        if let previousSeq { writer.value(previousSeq) } else { writer.null() }
        writer.member("status", status)
        writer.key("values")
        write(values, of: version, to: &writer)
        writer.key("explanations")
        writer.raw((explanations.isEmpty ? "{}" : explanations).utf8)
        writer.member("note", note)
        if let reason { writer.member("reason", reason) }
        if let warnings {
            writer.key("warnings")
            writer.raw((warnings.isEmpty ? "[]" : warnings).utf8)
        }
        writer.member("received_at", receivedAt)
        writer.member("source", source)
        writer.member("by", by)
        writer.key("previous_hash")
        if let previous { writer.value(Hex.encode(previous)) } else { writer.null() }
        writer.endObject()
        return SHA256.digest(of: writer.bytes).bytes
    }

    private func write(_ values: [UInt8], of version: StoredVersion, to writer: inout JSONWriter) {
        writer.beginObject()
        for (place, answer) in PackedAnswers(values).answers.prefix(version.codes.count)
            .enumerated()
        {
            switch answer {
            case .blank: continue
            case .notApplicable: writer.member(version.codes[place], "na")
            case .count(let count): writer.member(version.codes[place], count)
            }
        }
        writer.endObject()
    }

    /// `2024-01`.
    var monthCode: String {
        let year = String(month / 12)
        let number = month % 12 + 1
        return String(repeating: "0", count: max(0, 4 - year.count)) + year
            + (number < 10 ? "-0" : "-") + String(number)
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: String, _ text: String) {
        self.key(key)
        value(text)
    }

    fileprivate mutating func member(_ key: String, _ number: Int64) {
        self.key(key)
        value(number)
    }
}
