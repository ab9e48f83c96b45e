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
    let latest: Latest?

    struct Latest {
        let revision: Int
        let seq: Int64
        let receivedFirst: Int64?
        let version: FormVersion
        let status: ReportStatus
        let note: String
        let explanations: String
        let packed: PackedValues
        let hash: [UInt8]
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
        latest = statement.isNull(10) ? nil : try Latest(statement, edition)
    }

    /// Whether a repeated import would say nothing new. What a reviewer has answered since was an
    /// answer to the same.
    func isSame(as latest: Latest, _ edition: Edition) -> Bool {
        guard note == latest.note, explanations == latest.explanations,
            status == latest.status || (status == .submitted && latest.status.isAnswered)
        else { return false }
        if version.version == latest.version.version { return packed == latest.packed }
        let elementCount = edition.catalogue.elements.count
        return packed.values(order: version.elements, elementCount: elementCount)
            == latest.packed.values(order: latest.version.elements, elementCount: elementCount)
    }

    func revision(seq: Int64, receivedAt: Int64, by name: String, _ edition: Edition) -> Revision {
        let unhashed = Revision(
            key: key, seq: seq, revision: (latest?.revision ?? 0) + 1, previousSeq: latest?.seq,
            formVersion: version, status: status,
            values: packed.values(
                order: version.elements, elementCount: edition.catalogue.elements.count),
            explanations: Explanations(json: explanations)?.byRule ?? [:], note: note,
            receivedAt: receivedAt, source: .imported, by: name, hash: [])
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
        guard let index = edition.index(ofVersionNumber: try statement.int(13)),
            let status = ReportStatus(number: try statement.int(14))
        else { throw DatabaseError(.corrupt, message: "a journal row cannot be read") }
        self.init(
            revision: try statement.int(10), seq: try statement.int64(11),
            receivedFirst: statement.isNull(12) ? nil : try statement.int64(12),
            version: edition.catalogue.versions[index], status: status,
            note: try statement.text(15), explanations: try statement.text(16),
            packed: PackedValues(bytes: try statement.bytes(17)), hash: try statement.bytes(18))
    }
}

extension ReportStatus {
    /// Whether a reviewer has seen it.
    fileprivate var isAnswered: Bool { self == .accepted || self == .returned }
}
