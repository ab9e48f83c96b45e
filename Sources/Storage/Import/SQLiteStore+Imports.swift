import Reporting
import SQLite

/// What an import did.
public struct ImportResult: Sendable {
    public let created: Int
    public let corrected: Int
    public let unchanged: Int
}

extension SQLiteStore {
    /// Takes over staged reports in one transaction: all or none.
    ///
    /// - Throws: `.badData` with the lines that the store refuses (an accepted report, empty
    ///   values over a report that has some), `.outdated` if units or catalogue changed since
    ///   they were checked.
    public func adoptReports(
        stagedAt path: String, by name: String
    ) async throws(StoreError) -> ImportResult {
        let now = self.now
        return try await writer.perform { [tree] connection throws(StoreError) in
            try Self.attach(path, to: connection)
            defer { try? connection.execute("DETACH staged") }
            var writing = BatchWriting(edition: tree.edition, seq: tree.seq, now: now)
            let result = try connection.transaction(.immediate) { () throws(StoreError) in
                try Self.adopt(in: connection, &writing, edition: tree.edition, by: name)
            }
            tree.apply(writing.changes, seq: writing.seq)
            return result
        }
    }

    private static func attach(
        _ path: String, to connection: borrowing Connection
    ) throws(StoreError) {
        try connection.withStatement(
            "ATTACH ? AS staged", while: "opening the checked reports"
        ) { statement throws(DatabaseError) in
            try statement.bind(path, at: 1)
            try statement.run()
        }
    }

    private static func adopt(
        in connection: borrowing Connection, _ writing: inout BatchWriting, edition: Edition,
        by name: String
    ) throws(StoreError) -> ImportResult {
        var counts = (created: 0, corrected: 0, unchanged: 0)
        var refused: [String] = []
        try forEachStaged(in: connection, edition: edition, by: name) {
            (line, submission, encoded) throws(StoreError) in
            switch try writing.result(of: submission, encoded, in: connection) {
            case .success(let receipt):
                switch receipt.outcome {
                case .created: counts.created += 1
                case .corrected: counts.corrected += 1
                case .unchanged: counts.unchanged += 1
                }
            case .failure(.outdated): throw .outdated
            case .failure(let error): refused.append(Self.line(line, error))
            }
        }
        guard refused.isEmpty else { throw .badData(refused) }
        return ImportResult(
            created: counts.created, corrected: counts.corrected, unchanged: counts.unchanged)
    }

    private static func line(_ line: Int, _ error: StoreError) -> String {
        let texts =
            switch error {
            case .emptyOverValues:
                (
                    "báo cáo trống đè lên báo cáo đã có số liệu",
                    "empty values over a report with some"
                )
            case .accepted: ("báo cáo đã được duyệt", "the report is accepted")
            default: ("không lưu được", "cannot be stored")
            }
        return ImportProblem(
            line: line, column: nil, messageVI: texts.0, messageEN: texts.1
        ).description
    }

    private static func forEachStaged(
        in connection: borrowing Connection, edition: Edition, by name: String,
        _ body: (Int, Submission, EncodedValues) throws(StoreError) -> Void
    ) throws(StoreError) {
        let checkedWith = try stagedEdition(in: connection)
        guard checkedWith == edition.registry.version else { throw .outdated }
        try connection.withStatement(
            """
            SELECT line, form, version, month, unit, status, note, explanations, received_at,
                "values"
            FROM staged.report ORDER BY line
            """
        ) { statement throws(StoreError) in
            while let (line, submission, encoded) = try Self.next(
                &statement, edition, name, checkedWith)
            {
                try body(line, submission, encoded)
            }
        }
    }

    private static func stagedEdition(in connection: borrowing Connection) throws(StoreError) -> Int
    {
        try connection.withStatement(
            "SELECT number FROM staged.edition", while: "reading the checked reports"
        ) { statement throws(DatabaseError) in
            try statement.step() ? try statement.int(0) : 0
        }
    }

    private static func next(
        _ statement: inout Statement, _ edition: Edition, _ name: String, _ checkedWith: Int
    ) throws(StoreError) -> (Int, Submission, EncodedValues)? {
        do throws(DatabaseError) {
            guard try statement.step() else { return nil }
            let version = edition.catalogue.version(
                of: try statement.text(1), named: try statement.text(2))
            guard let version, let status = ReportStatus(number: try statement.int(5)) else {
                throw DatabaseError(.corrupt, message: "a checked report cannot be read")
            }
            let values = PackedValues(bytes: try statement.bytes(9)).values(
                order: version.elements, elementCount: edition.catalogue.elements.count)
            let submission = Submission(
                key: ReportKey(
                    form: version.form, unit: try statement.int(4),
                    month: Month(number: try statement.int(3))),
                formVersion: version, registryVersion: checkedWith, values: values,
                status: status,
                explanations: Explanations(json: try statement.text(7))?.byRule ?? [:],
                note: try statement.text(6), source: .imported, by: name,
                receivedAt: statement.isNull(8) ? nil : try statement.int64(8))
            let encoded = EncodedValues(values, of: version, catalogue: edition.catalogue)
            return (try statement.int(0), submission, encoded)
        } catch {
            throw .database(error, while: "reading the checked reports")
        }
    }
}
