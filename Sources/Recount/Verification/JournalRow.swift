import Crypto
import JSON
import SQLite

/// One row of the journal as it stands in the database, not yet believed.
struct JournalRow: StoredRow {
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

    static let rows: StaticString = """
        SELECT seq, form, month, unit, revision, previous_seq, version, status, received_at,
            source, by, note, explanations, "values", hash, reason, warnings
        FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?
        """
    static let row: StaticString = """
        SELECT seq, form, month, unit, revision, previous_seq, version, status, received_at,
            source, by, note, explanations, "values", hash, reason, warnings
        FROM journal WHERE seq = ?
        """
    static let last: StaticString = "SELECT max(seq) FROM journal"

    var number: Int64 { seq }

    init(_ statement: borrowing Statement) throws(DatabaseError) {
        seq = try statement.int64(0)
        form = try statement.int(1)
        month = try statement.int(2)
        unit = try statement.int(3)
        revision = try statement.int(4)
        previousSeq = statement.isNull(5) ? nil : try statement.int64(5)
        version = try statement.int(6)
        status = try statement.int(7)
        receivedAt = try statement.int64(8)
        source = try statement.text(9)
        by = try statement.text(10)
        note = try statement.text(11)
        explanations = try statement.text(12)
        values = try statement.bytes(13)
        hash = try statement.bytes(14)
        reason = statement.isNull(15) ? nil : try statement.text(15)
        warnings = statement.isNull(16) ? nil : try statement.text(16)
    }

    /// Months and instants beyond these are no one's; sums are not even tried with them.
    private static let months = 1_900 * 12..<2_200 * 12
    private static let instants: Range<Int64> = 0..<7_258_118_400_000

    var isOfThisWorld: Bool {
        Self.months.contains(month) && Self.instants.contains(receivedAt)
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
