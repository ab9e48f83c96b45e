import Reporting
import SQLite

extension Heads {
    /// What units sent on a form for a month and the months before it, and on all other forms
    /// for that month. The units' order is kept.
    static func histories(
        _ query: QualityQuery, edition: Edition, in connection: borrowing Connection
    ) throws(DatabaseError) -> [UnitHistory] {
        let count = QualityLimits.historyMonths + 1
        var months = [OrgUnit.Number: [ReportValues?]](
            minimumCapacity: query.units.count)
        for unit in query.units { months[unit] = Array(repeating: nil, count: count) }
        var explained: [OrgUnit.Number: Set<String>] = [:]
        for index in 0..<count {
            let month = query.month - (count - 1 - index)
            let found = try standing(
                of: query.units, form: query.form, month, edition, connection)
            for (unit, report) in found { months[unit]?[index] = report.values }
            guard index == count - 1 else { continue }
            explained = try explanations(of: found, in: connection)
        }
        let others = try others(query, edition, connection)
        return query.units.map { unit in
            UnitHistory(
                unit: unit, month: query.month, months: months[unit] ?? [nil],
                explained: explained[unit] ?? [], others: others[unit] ?? [])
        }
    }

    /// What a unit sent on a form in the months before one, oldest first.
    static func earlier(
        than key: ReportKey, edition: Edition, in connection: borrowing Connection
    ) throws(DatabaseError) -> [ReportValues?] {
        try (1...QualityLimits.historyMonths).reversed().map { back throws(DatabaseError) in
            try standing(of: [key.unit], form: key.form, key.month - back, edition, connection)[
                key.unit]?.values
        }
    }

    private struct Standing {
        let seq: Int64
        let values: ReportValues
    }

    private static func others(
        _ query: QualityQuery, _ edition: Edition, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [OrgUnit.Number: [(form: String, values: ReportValues)]] {
        var others: [OrgUnit.Number: [(form: String, values: ReportValues)]] = [:]
        for form in edition.catalogue.forms where form != query.form {
            let found = try standing(of: query.units, form: form, query.month, edition, connection)
            for (unit, report) in found {
                others[unit, default: []].append((form, report.values))
            }
        }
        return others
    }

    private static func standing(
        of units: [OrgUnit.Number], form: String, _ month: Month, _ edition: Edition,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [OrgUnit.Number: Standing] {
        guard let number = edition.number(ofForm: form) else { return [:] }
        return try connection.withStatement(
            """
            SELECT standing_seq, version, "values" FROM head
            WHERE form = ? AND month = ? AND unit = ? AND standing_seq IS NOT NULL
            """
        ) { statement throws(DatabaseError) in
            var found: [OrgUnit.Number: Standing] = [:]
            try statement.bind(number, at: 1)
            try statement.bind(month.number, at: 2)
            for unit in units {
                try statement.bind(unit, at: 3)
                if try statement.step() { found[unit] = try read(statement, edition) }
                statement.rewind()
            }
            return found
        }
    }

    private static func read(
        _ statement: borrowing Statement, _ edition: Edition
    ) throws(DatabaseError) -> Standing {
        guard let version = edition.index(ofVersionNumber: try statement.int(1)) else {
            throw DatabaseError(.corrupt, message: "a head cannot be read")
        }
        let values = PackedValues(bytes: try statement.bytes(2)).values(
            order: edition.catalogue.versions[version].elements,
            elementCount: edition.catalogue.elements.count)
        return Standing(seq: try statement.int64(0), values: values)
    }

    /// By unit: the rules that a report explains.
    private static func explanations(
        of reports: [OrgUnit.Number: Standing], in connection: borrowing Connection
    ) throws(DatabaseError) -> [OrgUnit.Number: Set<String>] {
        try connection.withStatement("SELECT explanations FROM journal WHERE seq = ?") {
            statement throws(DatabaseError) in
            var explained: [OrgUnit.Number: Set<String>] = [:]
            for (unit, report) in reports {
                try statement.bind(report.seq, at: 1)
                if try statement.step(), let read = Explanations(json: try statement.text(0)) {
                    explained[unit] = Set(read.byRule.keys)
                }
                statement.rewind()
            }
            return explained
        }
    }
}
