import Crypto
import Reporting
import SQLite

/// What the journal gives, read from its first row on: whether its rows hold together, where
/// every report stands, and the figures of each form.
struct JournalCheck {
    /// A report as its revisions so far leave it.
    struct State {
        var revision: Int
        var seq: Int64
        var hash: [UInt8]
        var standing: Standing?
    }

    struct Standing {
        var seq: Int64
        var status: Int
        var version: Int
        var receivedFirst: Int64
        var values: [UInt8]
    }

    struct Key: Hashable {
        let form: Int
        let month: Int
        let unit: Int
    }

    private let units: [OrgUnit]
    private let versions: [Int: StoredVersion]
    private(set) var states: [Key: State] = [:]
    private(set) var figures: [String: PlainFigures] = [:]
    /// Up to where the journal has been read.
    private(set) var seq: Int64 = 0
    private(set) var differences: [Difference] = []

    static let chunkMax = 5_000

    init(
        registry: Registry, versions: [Int: StoredVersion], today: Day
    ) {
        units = registry.units.units
        self.versions = versions
        for form in registry.catalogue.forms {
            figures[form] = PlainFigures(
                units: units, successions: registry.units.successions,
                memberships: registry.units.memberships,
                catalogue: registry.catalogue, extensions: registry.extensions, form: form,
                today: today)
        }
    }

    /// Reads on through a position, in short transactions.
    mutating func advance(
        through last: Int64, in connection: borrowing Connection,
        progress: (Int64) -> Void = { _ in }
    ) throws(DatabaseError) {
        try read(through: last, in: connection, isInTransaction: false, progress)
        if seq < last { noteGap(before: last.addingClamped(1)) }
    }

    /// Reads on through the last row that a transaction sees, which the caller has open.
    mutating func catchUp(in connection: borrowing Connection) throws(DatabaseError) {
        let last = try StoredRows<JournalRow>.last(in: connection)
        try read(through: last, in: connection, isInTransaction: true) { _ in }
    }

    private mutating func read(
        through last: Int64, in connection: borrowing Connection, isInTransaction: Bool,
        _ progress: (Int64) -> Void
    ) throws(DatabaseError) {
        let rows = StoredRows<JournalRow>(
            chunkMax: Self.chunkMax, isInTransaction: isInTransaction)
        let start = seq
        try rows.walk(after: start, through: last, in: connection) { stored in
            take(stored)
            if seq % Int64(Self.chunkMax) == 0 { progress(seq) }
        }
        progress(seq)
    }

    mutating func takeDifferences() -> [Difference] {
        defer { differences = [] }
        return differences
    }

    // MARK: One row

    private mutating func noteGap(before next: Int64) {
        differences.append(
            Difference(
                .journal, at: next - seq == 2 ? "\(seq + 1)" : "\(seq + 1)–\(next - 1)",
                field: "seq", stored: "–", recomputed: "\(seq + 1)"))
        seq = next - 1
    }

    private mutating func take(_ stored: Stored<JournalRow>) {
        guard stored.number > seq else {
            return note(
                stored.number, "seq", "\(stored.number)", "\(seq.addingClamped(1))")
        }
        if stored.number - 1 > seq { noteGap(before: stored.number) }
        seq = stored.number
        switch stored {
        case .unreadable(let seq, let why): note(seq, "row", why, "readable")
        case .row(let row): take(row)
        }
    }

    private mutating func take(_ row: JournalRow) {
        let key = Key(form: row.form, month: row.month, unit: row.unit)
        let before = states[key]
        guard units.indices.contains(row.unit), let version = versions[row.version],
            let status = row.statusName
        else {
            note(row, "row", "?", "readable")
            return
        }
        let revision = (before?.revision ?? 0) &+ 1
        if row.revision != revision { note(row, "revision", "\(row.revision)", "\(revision)") }
        if row.previousSeq != before?.seq {
            note(row, "previous_seq", Self.text(row.previousSeq), Self.text(before?.seq))
        }
        checkForm(of: row, version)
        let hash = row.recomputedHash(
            after: before?.hash, unitID: units[row.unit].id, version: version, status: status)
        if hash != row.hash { note(row, "hash", Hex.encode(row.hash), Hex.encode(hash)) }
        put(row, key, before, version)
    }

    /// What the hash does not show, since other bytes mean the same: the form's number, and
    /// values written in another way than they are written here.
    private mutating func checkForm(of row: JournalRow, _ version: StoredVersion) {
        if row.form != version.formNumber {
            note(row, "form", "\(row.form)", "\(version.formNumber)")
        }
        let answers = PackedAnswers(row.values)
        if answers.bytes != row.values || answers.answers.count > version.codes.count {
            note(row, "values", Hex.encode(row.values), Hex.encode(answers.bytes))
        }
    }

    private mutating func put(
        _ row: JournalRow, _ key: Key, _ before: State?, _ version: StoredVersion
    ) {
        var state = State(
            revision: row.revision, seq: row.seq, hash: row.hash, standing: before?.standing)
        if row.statusName != "draft" {
            let standing = Standing(
                seq: row.seq, status: row.status, version: row.version,
                receivedFirst: before?.standing?.receivedFirst ?? row.receivedAt,
                values: row.values)
            state.standing = standing
            if row.isOfThisWorld { put(standing, key, version) }
        }
        states[key] = state
    }

    private mutating func put(_ standing: Standing, _ key: Key, _ version: StoredVersion) {
        let statuses: [Int: ReportStatus] = [1: .submitted, 2: .accepted, 3: .returned]
        guard let status = statuses[standing.status] else { return }
        figures[version.form]?.put(
            PlainReport(
                unit: key.unit, month: Month(number: key.month), packed: standing.values,
                order: version.order, status: status, seq: standing.seq,
                receivedFirst: standing.receivedFirst))
    }

    private mutating func note(
        _ row: JournalRow, _ field: String, _ stored: String, _ recomputed: String
    ) {
        let unit = units.indices.contains(row.unit) ? units[row.unit].id : "unit \(row.unit)"
        differences.append(
            Difference(
                .journal, at: "\(row.seq) \(unit)", period: row.monthCode, field: field,
                stored: stored, recomputed: recomputed))
    }

    private mutating func note(
        _ seq: Int64, _ field: String, _ stored: String, _ recomputed: String
    ) {
        differences.append(
            Difference(
                .journal, at: "\(seq)", field: field, stored: stored, recomputed: recomputed))
    }

    static func text(_ number: Int64?) -> String { number.map { String($0) } ?? "–" }
}
