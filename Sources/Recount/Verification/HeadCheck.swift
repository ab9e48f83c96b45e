import Crypto
import Reporting
import SQLite

/// Every head row held against what the journal leaves of its report.
struct HeadCheck {
    private struct Row {
        let key: JournalCheck.Key
        let fields: [(name: String, text: String)]
    }

    let units: [OrgUnit]
    private(set) var differences: [Difference] = []
    private(set) var count = 0
    private var seen: Set<JournalCheck.Key> = []

    init(units: [OrgUnit]) {
        self.units = units
    }

    /// The journal is read on in the transaction that reads heads, so that both are of one
    /// moment, however much is written meanwhile.
    mutating func run(
        _ journal: inout JournalCheck, in connection: borrowing Connection,
        progress: (Int) -> Void
    ) throws(DatabaseError) {
        var after: JournalCheck.Key?
        while true {
            let chunk = try connection.transaction(.deferred) { () throws(DatabaseError) in
                try journal.catchUp(in: connection)
                return try Self.rows(after: after, in: connection)
            }
            for row in chunk { check(row, journal.states[row.key]) }
            count += chunk.count
            progress(count)
            guard let last = chunk.last else { break }
            after = last.key
        }
        try checkMissing(&journal, in: connection)
    }

    /// The rest was not compared.
    mutating func noteUnreadable(_ error: DatabaseError) {
        differences.append(
            Difference(
                .head, at: "–", field: "table", stored: error.message, recomputed: "readable"))
    }

    private static func rows(
        after key: JournalCheck.Key?, in connection: borrowing Connection
    ) throws(DatabaseError) -> [Row] {
        try connection.withStatement(
            """
            SELECT form, month, unit, revision, seq, standing_seq, status, version,
                received_first, "values"
            FROM head WHERE (form, month, unit) > (?, ?, ?) ORDER BY form, month, unit LIMIT ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(key?.form ?? -1, at: 1)
            try statement.bind(key?.month ?? -1, at: 2)
            try statement.bind(key?.unit ?? -1, at: 3)
            try statement.bind(JournalCheck.chunkMax, at: 4)
            var rows: [Row] = []
            while try statement.step() { rows.append(try row(statement)) }
            return rows
        }
    }

    private static func row(_ statement: borrowing Statement) throws(DatabaseError) -> Row {
        let names = [
            "revision", "seq", "standing_seq", "status", "version", "received_first",
        ]
        var fields: [(String, String)] = []
        for (index, name) in names.enumerated() {
            let isNull = statement.isNull(index + 3)
            fields.append(
                (name, JournalCheck.text(isNull ? nil : try statement.int64(index + 3))))
        }
        let values = statement.isNull(9) ? "–" : Hex.encode(try statement.bytes(9))
        return Row(
            key: .init(
                form: try statement.int(0), month: try statement.int(1),
                unit: try statement.int(2)),
            fields: fields + [("values", values)])
    }

    private mutating func check(_ row: Row, _ state: JournalCheck.State?) {
        seen.insert(row.key)
        guard let state else {
            return note(row.key, "row", stored: row.fields[1].text, recomputed: "–")
        }
        for (stored, wanted) in zip(row.fields, Self.fields(of: state))
        where stored.text != wanted {
            note(row.key, stored.name, stored: stored.text, recomputed: wanted)
        }
    }

    private static func fields(of state: JournalCheck.State) -> [String] {
        let standing = state.standing
        return [
            String(state.revision), String(state.seq), JournalCheck.text(standing?.seq),
            JournalCheck.text(standing.map { Int64($0.status) }),
            JournalCheck.text(standing.map { Int64($0.version) }),
            JournalCheck.text(standing?.receivedFirst),
            standing.map { Hex.encode($0.values) } ?? "–",
        ]
    }

    /// A report whose row was not met may have come behind the reading, so it is looked up.
    private mutating func checkMissing(
        _ journal: inout JournalCheck, in connection: borrowing Connection
    ) throws(DatabaseError) {
        for (key, state) in journal.states where !seen.contains(key) {
            let isThere = try connection.withStatement(
                "SELECT 1 FROM head WHERE form = ? AND month = ? AND unit = ?"
            ) { statement throws(DatabaseError) in
                try statement.bind(key.form, at: 1)
                try statement.bind(key.month, at: 2)
                try statement.bind(key.unit, at: 3)
                return try statement.step()
            }
            if !isThere { note(key, "row", stored: "–", recomputed: String(state.seq)) }
        }
    }

    private mutating func note(
        _ key: JournalCheck.Key, _ field: String, stored: String, recomputed: String
    ) {
        let unit = units.indices.contains(key.unit) ? units[key.unit].id : "unit \(key.unit)"
        differences.append(
            Difference(
                .head, at: unit, period: Month(number: key.month).code, field: field,
                stored: stored, recomputed: recomputed))
    }
}
