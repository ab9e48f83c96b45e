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

    /// So many rows are read in one transaction: a fraction of a second, so that the write-ahead
    /// log is never held for long.
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
        while seq < last {
            let after = seq
            let rows = try connection.transaction(.deferred) { () throws(DatabaseError) in
                try JournalRow.rows(
                    after: after, through: last, limit: Self.chunkMax, in: connection)
            }
            guard !rows.isEmpty else { return noteGap(before: last + 1) }
            for row in rows { take(row) }
            progress(seq)
        }
    }

    /// Reads on through the last row that a transaction sees, which the caller has open.
    mutating func catchUp(in connection: borrowing Connection) throws(DatabaseError) {
        let last = try JournalRow.lastSeq(in: connection)
        while seq < last {
            let rows = try JournalRow.rows(
                after: seq, through: last, limit: Self.chunkMax, in: connection)
            guard !rows.isEmpty else { return }
            for row in rows { take(row) }
        }
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

    private mutating func take(_ row: JournalRow) {
        if row.seq != seq + 1 { noteGap(before: row.seq) }
        seq = row.seq
        let key = Key(form: row.form, month: row.month, unit: row.unit)
        let before = states[key]
        guard units.indices.contains(row.unit), let version = versions[row.version],
            let status = row.statusName
        else {
            note(row, "row", "?", "readable")
            return
        }
        if row.revision != (before?.revision ?? 0) + 1 {
            note(row, "revision", "\(row.revision)", "\((before?.revision ?? 0) + 1)")
        }
        if row.previousSeq != before?.seq {
            note(row, "previous_seq", Self.text(row.previousSeq), Self.text(before?.seq))
        }
        let hash = row.recomputedHash(
            after: before?.hash, unitID: units[row.unit].id, version: version, status: status)
        if hash != row.hash { note(row, "hash", Hex.encode(row.hash), Hex.encode(hash)) }
        put(row, key, before, version)
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
            put(standing, key, version)
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

    static func text(_ number: Int64?) -> String { number.map { String($0) } ?? "–" }
}
