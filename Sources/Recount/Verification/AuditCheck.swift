import Crypto
import Reporting
import SQLite

/// Whether the audit log's rows hold together.
struct AuditCheck {
    let units: [OrgUnit]
    private(set) var differences: [Difference] = []
    /// Up to where the log has been read.
    private(set) var number: Int64 = 0
    private var hash: [UInt8]?
    /// Of the events that checkpoints speak of.
    private(set) var hashes: [Int64: [UInt8]] = [:]
    private let wanted: Set<Int64>

    private static let chunkMax = 5_000

    /// - Parameter wanted: the events whose hashes are asked for later.
    init(units: [OrgUnit], wanted: Set<Int64>) {
        self.units = units
        self.wanted = wanted
    }

    mutating func run(in connection: borrowing Connection) throws(DatabaseError) {
        let last = try StoredRows<AuditRow>.last(in: connection)
        var found = self
        try StoredRows<AuditRow>(chunkMax: Self.chunkMax).walk(
            after: 0, through: last, in: connection
        ) { found.take($0) }
        if found.number < last { found.noteGap(before: last.addingClamped(1)) }
        self = found
    }

    private mutating func noteGap(before next: Int64) {
        differences.append(
            Difference(
                .audit, at: next - number == 2 ? "\(number + 1)" : "\(number + 1)–\(next - 1)",
                field: "number", stored: "–", recomputed: "\(number + 1)"))
        number = next - 1
    }

    private mutating func take(_ stored: Stored<AuditRow>) {
        guard stored.number > number else {
            return note(
                stored.number, "number", "\(stored.number)", "\(number.addingClamped(1))")
        }
        if stored.number - 1 > number { noteGap(before: stored.number) }
        number = stored.number
        switch stored {
        case .unreadable(let number, let why):
            note(number, "row", why, "readable")
            hash = nil
        case .row(let row): take(row)
        }
    }

    private mutating func take(_ row: AuditRow) {
        if wanted.contains(row.number) { hashes[row.number] = row.hash }
        if let unit = row.unit, !units.indices.contains(unit) {
            note(row.number, "unit", "\(unit)", "a unit that there is")
        } else {
            let unitID = row.unit.map { units[$0].id }
            let wanted = row.recomputedHash(after: hash, unitID: unitID)
            if wanted != row.hash {
                note(row.number, "hash", Hex.encode(row.hash), Hex.encode(wanted))
            }
        }
        hash = row.hash
    }

    private mutating func note(
        _ number: Int64, _ field: String, _ stored: String, _ recomputed: String
    ) {
        differences.append(
            Difference(
                .audit, at: "\(number)", field: field, stored: stored, recomputed: recomputed))
    }
}
