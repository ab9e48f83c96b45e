import Crypto
import JSON
import Reporting
import SQLite

/// Reading and writing the journal's rows.
enum Journal {
    static func lastSeq(in connection: borrowing Connection) throws(DatabaseError) -> Int64 {
        try connection.withStatement("SELECT max(seq) FROM journal") {
            statement throws(DatabaseError) in
            guard try statement.step(), !statement.isNull(0) else { return 0 }
            return try statement.int64(0)
        }
    }

    static func revision(
        seq: Int64, edition: Edition, in connection: borrowing Connection
    ) throws(DatabaseError) -> Revision {
        try connection.withStatement(
            """
            SELECT seq, month, unit, revision, previous_seq, version, status, received_at,
                   source, by, note, explanations, "values", hash, reason, warnings
            FROM journal WHERE seq = ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(seq, at: 1)
            guard try statement.step() else {
                throw DatabaseError(.corrupt, message: "the journal lacks seq \(seq)")
            }
            return try revision(from: statement, edition)
        }
    }

    private static func revision(
        from statement: borrowing Statement, _ edition: Edition
    ) throws(DatabaseError) -> Revision {
        guard let index = edition.index(ofVersionNumber: try statement.int(5)),
            let status = ReportStatus(number: try statement.int(6)),
            let source = Revision.Source(rawValue: try statement.text(8)),
            let explanations = Explanations(json: try statement.text(11)),
            let warnings = StoredWarnings(
                json: statement.isNull(15) ? "" : try statement.text(15))
        else { throw DatabaseError(.corrupt, message: "a journal row cannot be read") }
        let version = edition.catalogue.versions[index]
        let values = PackedValues(bytes: try statement.bytes(12)).values(
            order: version.elements, elementCount: edition.catalogue.elements.count)
        return Revision(
            key: ReportKey(
                form: version.form, unit: try statement.int(2),
                month: Month(number: try statement.int(1))),
            seq: try statement.int64(0), revision: try statement.int(3),
            previousSeq: statement.isNull(4) ? nil : try statement.int64(4),
            formVersion: version, status: status, values: values,
            explanations: explanations.byRule, note: try statement.text(10),
            reason: statement.isNull(14) ? "" : try statement.text(14),
            warnings: statement.isNull(15) ? nil : warnings.findings,
            receivedAt: try statement.int64(7), source: source, by: try statement.text(9),
            hash: try statement.bytes(13))
    }

    static func append(
        _ revision: Revision, packed: PackedValues, edition: Edition,
        to connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let form = edition.number(ofForm: revision.key.form),
            let version = edition.number(of: revision.formVersion)
        else { throw DatabaseError(.corrupt, message: "a form was never numbered") }
        try connection.withStatement(
            """
            INSERT INTO journal (seq, form, month, unit, revision, previous_seq, version, status,
                received_at, source, by, note, explanations, "values", hash, reason, warnings)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(revision.seq, at: 1)
            try statement.bind(form, at: 2)
            try statement.bind(revision.key.month.number, at: 3)
            try statement.bind(revision.key.unit, at: 4)
            try statement.bind(revision.revision, at: 5)
            try statement.bind(revision.previousSeq, at: 6)
            try statement.bind(version, at: 7)
            try statement.bind(revision.status.number, at: 8)
            try statement.bind(revision.receivedAt, at: 9)
            try statement.bind(revision.source.rawValue, at: 10)
            try statement.bind(revision.by, at: 11)
            try statement.bind(revision.note, at: 12)
            try statement.bind(Explanations(revision.explanations).json, at: 13)
            try statement.bind(packed.bytes, at: 14)
            try statement.bind(revision.hash, at: 15)
            try statement.bind(revision.reason, at: 16)
            try statement.bind(StoredWarnings(revision.warnings ?? []).json, at: 17)
            try statement.run()
        }
    }
}

extension ReportStatus {
    /// As the database names it.
    var number: Int {
        switch self {
        case .draft: 0
        case .submitted: 1
        case .accepted: 2
        case .returned: 3
        }
    }

    init?(number: Int) {
        guard let status = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = status
    }
}

/// Explanations of warnings as one canonical text: a JSON object ordered by rule code.
struct Explanations {
    let byRule: [String: String]

    init(_ byRule: [String: String]) {
        self.byRule = byRule
    }

    init?(json text: String) {
        guard !text.isEmpty else {
            byRule = [:]
            return
        }
        guard let document = try? JSONDocument(parsing: Array(text.utf8)) else { return nil }
        var byRule: [String: String] = [:]
        for member in document.root.members { byRule[member.key] = member.value.string }
        self.byRule = byRule
    }

    /// Empty without explanations, as most reports are.
    var json: String {
        guard !byRule.isEmpty else { return "" }
        var writer = JSONWriter()
        write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (rule, sentence) in byRule.sorted(by: { $0.key < $1.key }) {
            writer.key(rule)
            writer.value(sentence)
        }
        writer.endObject()
    }
}
