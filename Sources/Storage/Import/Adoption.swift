import Reporting
import SQLite

/// Takes staged reports over, one after the other, within the one transaction of an import.
///
/// All that a row needs comes with one statement, so that a country's year is done in the time
/// that others may be kept waiting.
struct Adoption {
    private let tree: AggregationTree
    private let edition: Edition
    private let now: Int64
    private let by: String
    /// The journal's last position so far.
    private var seq: Int64
    private(set) var result = ImportResult()
    private var refused: [String] = []
    /// What the commit changes in the sums, as long as each is moved singly.
    private var changes: [Change] = []
    private var shelves: Set<Shelf.Key> = []

    /// Rows between two looks at who waits.
    private static let rowsPerLook = 256

    /// - Parameter tree: what it holds tells what the changes have to bring.
    init(for tree: AggregationTree, now: Int64, by name: String) {
        self.tree = tree
        edition = tree.edition
        seq = tree.seq
        self.now = now
        by = name
    }

    /// - Parameter look: called every few milliseconds.
    mutating func run(
        in connection: borrowing Connection, _ look: () -> Void
    ) throws(StoreError) {
        try checkEdition(in: connection)
        do throws(DatabaseError) {
            try connection.withStatement(Self.rows) { statement throws(DatabaseError) in
                var rowCount = 0
                while try statement.step() {
                    try take(AdoptedRow(statement, edition), in: connection)
                    rowCount += 1
                    if rowCount % Self.rowsPerLook == 0 { look() }
                }
            }
        } catch {
            throw .database(error, while: "importing reports")
        }
        guard refused.isEmpty else {
            throw .badData(refused)
        }
    }

    /// In the file's order, as the reports were staged.
    private static let rows: StaticString = """
        SELECT line, form.number, report.version, report.month, report.unit, report.status,
            report.note, report.explanations, report.received_at, report."values",
            head.revision, head.seq, head.received_first, latest.hash,
            latest.version, latest.status, latest.note, latest.explanations, latest."values",
            standing.version, standing.status, standing.note, standing.explanations,
            standing."values", report.warnings
        FROM staged.report CROSS JOIN main.form ON form.code = report.form
            LEFT JOIN main.head ON head.form = form.number AND head.month = report.month
                AND head.unit = report.unit
            LEFT JOIN main.journal AS latest ON latest.seq = head.seq
            LEFT JOIN main.journal AS standing
                ON standing.seq = head.standing_seq AND head.standing_seq <> head.seq
        ORDER BY report.rowid
        """

    private func checkEdition(in connection: borrowing Connection) throws(StoreError) {
        let checkedWith = try connection.withStatement(
            "SELECT number FROM staged.edition", while: "reading the checked reports"
        ) { statement throws(DatabaseError) in
            try statement.step() ? try statement.int(0) : 0
        }
        guard checkedWith == edition.registry.version else { throw .outdated }
    }

    private mutating func take(
        _ row: AdoptedRow, in connection: borrowing Connection
    ) throws(DatabaseError) {
        if let latest = row.latest, row.isSame(as: latest, edition) {
            result.unchanged += 1
            return
        }
        if let closing = tree.closings.closing(of: row.key, in: edition.registry) {
            return refuse(
                row, "tháng đã khóa sổ: \(closing.reason)",
                "the month is closed: \(closing.reason)")
        }
        guard let latest = row.latest else {
            result.created += 1
            return try write(row, in: connection)
        }
        if row.packed.bytes.isEmpty, !latest.sent.packed.bytes.isEmpty {
            refuse(
                row, "báo cáo trống đè lên báo cáo đã có số liệu",
                "empty values over a report with some")
        } else if latest.sent.status == .accepted {
            refuse(row, "báo cáo đã được duyệt", "the report is accepted")
        } else {
            result.corrected += 1
            try write(row, in: connection)
        }
    }

    private mutating func refuse(_ row: AdoptedRow, _ vi: String, _ en: String) {
        let problem = ImportProblem(line: row.line, column: nil, messageVI: vi, messageEN: en)
        refused.append(problem.description)
    }

    private mutating func write(
        _ row: AdoptedRow, in connection: borrowing Connection
    ) throws(DatabaseError) {
        seq += 1
        let revision = row.revision(seq: seq, receivedAt: row.receivedAt ?? now, by: by, edition)
        let receivedFirst =
            row.latest?.receivedFirst ?? (row.status.isStanding ? revision.receivedAt : nil)
        let former = isMovedSingly ? try tree.former(of: revision, edition, in: connection) : nil
        try Journal.append(revision, packed: row.packed, edition: edition, to: connection)
        try Heads.put(
            revision, packed: row.packed, receivedFirst: receivedFirst, edition: edition,
            in: connection)
        let change = Change(
            revision, row.packed, receivedFirst: receivedFirst, former: former, edition)
        guard let change else { return }
        shelves.insert(change.shelf)
        if isMovedSingly { changes.append(change) }
    }

    /// False as soon as there is one more than that.
    private var isMovedSingly: Bool { changes.count <= AggregationTree.movedSinglyMax }

    /// Brings the sums up to date, after the commit.
    func publish() {
        if isMovedSingly {
            tree.apply(changes, seq: seq)
        } else {
            tree.forget(shelves, seq: seq)
        }
    }
}
