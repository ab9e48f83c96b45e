import Reporting
import SQLite

extension Heads {
    /// More units than this are read by scanning the year's months instead of one by one.
    private static let scanFrom = 1_000

    /// The leaves of units in a year; those without reports are left out.
    static func leaves(
        of units: Set<OrgUnit.Number>, form: String, year: Int, edition: Edition,
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [OrgUnit.Number: LeafYear] {
        guard let number = edition.number(ofForm: form) else { return [:] }
        var months: [OrgUnit.Number: [StandingReport?]] = [:]
        for month in Period.year(year).months {
            if units.count >= scanFrom {
                try scan(units, form, number, month, edition, connection, into: &months)
            } else {
                try seek(units, form, number, month, edition, connection, into: &months)
            }
        }
        return months.mapValues { LeafYear(months: $0, catalogue: edition.catalogue) }
    }

    private static func scan(
        _ units: Set<OrgUnit.Number>, _ form: String, _ number: Int, _ month: Month,
        _ edition: Edition, _ connection: borrowing Connection,
        into months: inout [OrgUnit.Number: [StandingReport?]]
    ) throws(DatabaseError) {
        try connection.withStatement(
            """
            SELECT unit, standing_seq, status, version, received_first, "values" FROM head
            WHERE form = ? AND month = ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(number, at: 1)
            try statement.bind(month.number, at: 2)
            while try statement.step() {
                let unit = try statement.int(0)
                guard units.contains(unit) else { continue }
                try put(statement, of: unit, form, month, edition, into: &months)
            }
        }
    }

    private static func seek(
        _ units: Set<OrgUnit.Number>, _ form: String, _ number: Int, _ month: Month,
        _ edition: Edition, _ connection: borrowing Connection,
        into months: inout [OrgUnit.Number: [StandingReport?]]
    ) throws(DatabaseError) {
        try connection.withStatement(
            """
            SELECT unit, standing_seq, status, version, received_first, "values" FROM head
            WHERE form = ? AND month = ? AND unit = ?
            """
        ) { statement throws(DatabaseError) in
            try statement.bind(number, at: 1)
            try statement.bind(month.number, at: 2)
            for unit in units {
                try statement.bind(unit, at: 3)
                if try statement.step() {
                    try put(statement, of: unit, form, month, edition, into: &months)
                }
                statement.rewind()
            }
        }
    }

    private static func put(
        _ statement: borrowing Statement, of unit: OrgUnit.Number, _ form: String, _ month: Month,
        _ edition: Edition, into months: inout [OrgUnit.Number: [StandingReport?]]
    ) throws(DatabaseError) {
        guard !statement.isNull(1) else { return }
        guard let status = ReportStatus(number: try statement.int(2)),
            let version = edition.index(ofVersionNumber: try statement.int(3))
        else { throw DatabaseError(.corrupt, message: "a head cannot be read") }
        let isOnTime = edition.registry.isOnTime(
            form, of: unit, for: month, receivedAt: try statement.int64(4))
        months[unit, default: Array(repeating: nil, count: 12)][month.indexInYear] =
            StandingReport(
                seq: try statement.int64(1), status: status, isOnTime: isOnTime,
                version: version, values: PackedValues(bytes: try statement.bytes(5)))
    }
}
