import JSON
import Reporting
import SQLite

/// A staged report beside the latest revision of the same report, if there is one.
struct AdoptedRow {
    let line: Int
    let key: ReportKey
    let version: FormVersion
    let status: ReportStatus
    let note: String
    /// Canonical JSON, empty without any.
    let explanations: String
    let receivedAt: Int64?
    let packed: PackedValues
    let warnings: [Finding]
    let latest: Latest?

    struct Latest {
        let revision: Int
        let seq: Int64
        let receivedFirst: Int64?
        let sent: Sent
        let hash: [UInt8]
        /// The standing revision, where the latest one is a draft over it.
        let standing: Sent?
    }

    /// What a revision says.
    struct Sent {
        let version: FormVersion
        let status: ReportStatus
        let note: String
        let explanations: String
        let packed: PackedValues
    }

    /// - Parameter statement: at a row of `Adoption.rows`.
    init(_ statement: borrowing Statement, _ edition: Edition) throws(DatabaseError) {
        line = try statement.int(0)
        let versionName = try statement.text(2)
        let number = try statement.int(1)
        guard
            let version = edition.catalogue.versions.first(where: {
                $0.version == versionName && edition.number(ofForm: $0.form) == number
            }), let status = ReportStatus(number: try statement.int(5))
        else { throw DatabaseError(.corrupt, message: "a checked report cannot be read") }
        self.version = version
        self.status = status
        key = ReportKey(
            form: version.form, unit: try statement.int(4),
            month: Month(number: try statement.int(3)))
        note = try statement.text(6)
        explanations = try statement.text(7)
        receivedAt = statement.isNull(8) ? nil : try statement.int64(8)
        packed = PackedValues(bytes: try statement.bytes(9))
        warnings = StoredWarnings(json: try statement.text(24))?.findings ?? []
        latest = statement.isNull(10) ? nil : try Latest(statement, edition)
    }

    /// Whether the row says nothing new, as when an import is repeated. What a reviewer has
    /// answered since was an answer to the same, and a draft that somebody types over it meanwhile
    /// is left alone.
    func isSame(as latest: Latest, _ edition: Edition) -> Bool {
        isSame(as: latest.sent, edition) || latest.standing.map { isSame(as: $0, edition) } ?? false
    }

    private func isSame(as sent: Sent, _ edition: Edition) -> Bool {
        guard note == sent.note, explanations == sent.explanations,
            status == sent.status || (status == .submitted && sent.status.isAnswered)
        else { return false }
        if version.version == sent.version.version { return packed == sent.packed }
        let elementCount = edition.catalogue.elements.count
        return packed.values(order: version.elements, elementCount: elementCount)
            == sent.packed.values(order: sent.version.elements, elementCount: elementCount)
    }

    func revision(seq: Int64, receivedAt: Int64, by name: String, _ edition: Edition) -> Revision {
        let unhashed = Revision(
            key: key, seq: seq, revision: (latest?.revision ?? 0) + 1, previousSeq: latest?.seq,
            formVersion: version, status: status,
            values: packed.values(
                order: version.elements, elementCount: edition.catalogue.elements.count),
            explanations: Explanations(json: explanations)?.byRule ?? [:], note: note, reason: "",
            warnings: warnings, receivedAt: receivedAt, source: .imported, by: name, hash: [])
        let encoded = EncodedValues(packed, of: version, edition: edition)
        return unhashed.with(
            hash: Revision.hash(
                of: unhashed, values: encoded.json, after: latest?.hash,
                registry: edition.registry))
    }
}

extension AdoptedRow.Latest {
    fileprivate init(
        _ statement: borrowing Statement, _ edition: Edition
    ) throws(DatabaseError) {
        self.init(
            revision: try statement.int(10), seq: try statement.int64(11),
            receivedFirst: statement.isNull(12) ? nil : try statement.int64(12),
            sent: try AdoptedRow.Sent(statement, from: 14, edition),
            hash: try statement.bytes(13),
            standing: statement.isNull(19) ? nil : try AdoptedRow.Sent(statement, from: 19, edition)
        )
    }
}

extension AdoptedRow.Sent {
    /// - Parameter column: the first of five.
    fileprivate init(
        _ statement: borrowing Statement, from column: Int, _ edition: Edition
    ) throws(DatabaseError) {
        guard let index = edition.index(ofVersionNumber: try statement.int(column)),
            let status = ReportStatus(number: try statement.int(column + 1))
        else { throw DatabaseError(.corrupt, message: "a journal row cannot be read") }
        self.init(
            version: edition.catalogue.versions[index], status: status,
            note: try statement.text(column + 2), explanations: try statement.text(column + 3),
            packed: PackedValues(bytes: try statement.bytes(column + 4)))
    }
}

extension ReportStatus {
    /// Whether a reviewer has seen it.
    fileprivate var isAnswered: Bool { self == .accepted || self == .returned }
}
