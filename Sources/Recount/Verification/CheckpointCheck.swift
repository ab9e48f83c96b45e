import Crypto
import SQLite

/// Whether the checkpoints are signed, follow each other without a gap, and say what the journal
/// and the audit log still hold.
struct CheckpointCheck {
    private(set) var differences: [Difference] = []
    /// As they stood when the check began; later ones are left to the next.
    private(set) var rows: [CheckpointRow] = []

    private static let chunkMax = 5_000

    var count: Int { rows.count }

    /// The events that checkpoints speak of.
    var auditNumbers: Set<Int64> { Set(rows.map(\.auditNumber)) }

    mutating func read(in connection: borrowing Connection) throws(DatabaseError) {
        let last = try StoredRows<CheckpointRow>.last(in: connection)
        var found: [Stored<CheckpointRow>] = []
        try StoredRows<CheckpointRow>(chunkMax: Self.chunkMax).walk(
            after: 0, through: last, in: connection
        ) { found.append($0) }
        var number: Int64 = 0
        for stored in found {
            if stored.number != number.addingClamped(1) {
                note(number.addingClamped(1), "number", "–", "\(number.addingClamped(1))")
            }
            number = stored.number
            switch stored {
            case .unreadable(let number, let why): note(number, "row", why, "readable")
            case .row(let row): rows.append(row)
            }
        }
    }

    /// - Parameter audit: the audit log, read to its end.
    mutating func check(
        _ audit: AuditCheck, in connection: borrowing Connection
    ) throws(DatabaseError) {
        var before: CheckpointRow?
        for row in rows {
            if !row.isSigned { note(row.number, "signature", "wrong", "right") }
            let first = (before?.lastSeq ?? 0).addingClamped(1)
            if row.firstSeq != first {
                note(row.number, "first_seq", "\(row.firstSeq)", "\(first)")
            }
            try checkDigest(row, after: before, in: connection)
            check(row, after: before, audit)
            before = row
        }
    }

    private mutating func check(
        _ row: CheckpointRow, after before: CheckpointRow?, _ audit: AuditCheck
    ) {
        if row.auditNumber < before?.auditNumber ?? 0 {
            note(
                row.number, "audit_number", "\(row.auditNumber)",
                "≥ \(before?.auditNumber ?? 0)")
        }
        let wanted = row.auditNumber == 0 ? [] : audit.hashes[row.auditNumber]
        if row.auditHash != wanted {
            note(
                row.number, "audit_hash", Hex.encode(row.auditHash),
                wanted.map(Hex.encode) ?? "–")
        }
    }

    private mutating func checkDigest(
        _ row: CheckpointRow, after before: CheckpointRow?, in connection: borrowing Connection
    ) throws(DatabaseError) {
        var seq = before?.lastSeq ?? 0
        var digest = SHA256()
        digest.update(before?.digest ?? [])
        while seq < row.lastSeq {
            let hashes: [[UInt8]]
            do throws(DatabaseError) {
                hashes = try Self.hashes(after: seq, through: row.lastSeq, in: connection)
            } catch {
                guard error.isDamage else { throw error }
                return note(row.number, "digest", Hex.encode(row.digest), error.message)
            }
            guard !hashes.isEmpty else { break }
            for hash in hashes { digest.update(hash) }
            seq = seq.addingClamped(Int64(hashes.count))
        }
        if seq != max(row.lastSeq, before?.lastSeq ?? 0) {
            note(row.number, "last_seq", "\(row.lastSeq)", "\(seq)")
        }
        let wanted = digest.finish().bytes
        if wanted != row.digest {
            note(row.number, "digest", Hex.encode(row.digest), Hex.encode(wanted))
        }
    }

    private static func hashes(
        after seq: Int64, through last: Int64, in connection: borrowing Connection
    ) throws(DatabaseError) -> [[UInt8]] {
        try connection.withStatement(
            "SELECT hash FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
        ) { statement throws(DatabaseError) in
            try statement.bind(seq, at: 1)
            try statement.bind(last, at: 2)
            try statement.bind(chunkMax, at: 3)
            var hashes: [[UInt8]] = []
            while try statement.step() { hashes.append(try statement.bytes(0)) }
            return hashes
        }
    }

    /// Holds lines that were kept elsewhere against what is here. Whatever was changed since,
    /// even with every hash made anew, no longer gives the line that was signed then.
    mutating func compare(_ kept: [KeptCheckpoint]) {
        for one in kept {
            if !one.isSigned {
                note(one.number, "kept line", "its signature is wrong", "right")
            }
            let row = rows.first { $0.number == one.number }
            if row?.line != one.line {
                note(one.number, "kept line", row?.line ?? "–", one.line)
            }
        }
    }

    private mutating func note(
        _ number: Int64, _ field: String, _ stored: String, _ recomputed: String
    ) {
        differences.append(
            Difference(
                .checkpoint, at: "\(number)", field: field, stored: stored,
                recomputed: recomputed))
    }
}
