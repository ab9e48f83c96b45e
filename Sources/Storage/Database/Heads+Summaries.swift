import Reporting
import SQLite

extension Heads {
    static func summaries(
        of units: [OrgUnit.Number], form: String, months: [Month], edition: Edition,
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [ReportKey: ReportSummary] {
        guard let number = edition.number(ofForm: form) else { return [:] }
        return try connection.withStatement(
            """
            SELECT head.revision, head.seq, standing_seq, head.status, head.version,
                received_first, head."values", journal.received_at, explanations,
                reason, warnings, by
            FROM head LEFT JOIN journal ON journal.seq = standing_seq
            WHERE head.form = ? AND head.month = ? AND head.unit = ?
            """
        ) { statement throws(DatabaseError) in
            var summaries: [ReportKey: ReportSummary] = [:]
            try statement.bind(number, at: 1)
            for month in months {
                try statement.bind(month.number, at: 2)
                for unit in units {
                    try statement.bind(unit, at: 3)
                    let key = ReportKey(form: form, unit: unit, month: month)
                    if try statement.step() {
                        summaries[key] = try summary(statement, key, edition)
                    }
                    statement.rewind()
                }
            }
            return summaries
        }
    }

    private static func summary(
        _ statement: borrowing Statement, _ key: ReportKey, _ edition: Edition
    ) throws(DatabaseError) -> ReportSummary {
        let revision = try statement.int(0)
        guard !statement.isNull(2) else {
            return ReportSummary(revision: revision, isDraft: true, standing: nil)
        }
        return ReportSummary(
            revision: revision, isDraft: try statement.int64(1) != statement.int64(2),
            standing: try standing(statement, key, edition))
    }

    private static func standing(
        _ statement: borrowing Statement, _ key: ReportKey, _ edition: Edition
    ) throws(DatabaseError) -> ReportSummary.Standing {
        guard let status = ReportStatus(number: try statement.int(3)),
            let index = edition.index(ofVersionNumber: try statement.int(4))
        else { throw DatabaseError(.corrupt, message: "a head cannot be read") }
        let version = edition.catalogue.versions[index]
        let receivedFirst = try statement.int64(5)
        let values = PackedValues(bytes: try statement.bytes(6)).values(
            order: version.elements, elementCount: edition.catalogue.elements.count)
        return ReportSummary.Standing(
            status: status, formVersion: version,
            values: values,
            receivedAt: try statement.int64(7), receivedFirst: receivedFirst,
            isOnTime: edition.registry.isOnTime(
                key.form, of: key.unit, for: key.month, receivedAt: receivedFirst),
            explanations: Explanations(json: try statement.text(8))?.byRule ?? [:],
            warnings: try warnings(statement)
                ?? edition.registry.check(of: version).check(values).warnings,
            reason: statement.isNull(9) ? "" : try statement.text(9),
            by: try statement.text(11))
    }

    private static func warnings(
        _ statement: borrowing Statement
    ) throws(DatabaseError) -> [Finding]? {
        guard !statement.isNull(10) else { return nil }
        guard let stored = StoredWarnings(json: try statement.text(10)) else {
            throw DatabaseError(.corrupt, message: "the warnings of a report cannot be read")
        }
        return stored.findings
    }
}
