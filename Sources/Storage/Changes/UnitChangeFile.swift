public import Reporting

/// Changes of units as a CSV file states them.
///
/// `change,effective_date,unit_id`, and as each change needs it `into_id`, `name`, `level`,
/// `kind` (of a `join`: `whole` or `part`), `gso_code`, `parent_id`, `area_id`, `share`, `keeps`,
/// `backdated`, `reason`. Rows of a merge into the same unit, or of a split of the same unit, that
/// follow one another are one change.
public struct UnitChangeFile {
    public private(set) var changes: [UnitChange] = []
    /// By change: its rows.
    private var rows: [[CSVTable.Row]] = []
    private var problems: [ImportProblem] = []

    private static let columns = ["change", "effective_date", "unit_id"]
    /// A reform of the whole country takes about as many.
    public static let rowsMax = 20_000

    /// Ids of units that were to begin in rows that make no change, or may have been.
    public private(set) var lostUnits: Set<String> = []

    /// Whether some rows make no change.
    public var isFaulty: Bool { !problems.isEmpty }

    /// - Throws: `.badData` where no row can be judged; what is wrong with single rows is kept
    ///   for `problems(of:)`, to be told together with what the store finds.
    public static func read(_ bytes: [UInt8]) throws(StoreError) -> UnitChangeFile {
        let (table, problems, lost) = CSVTable.readAll(
            bytes, file: "org unit changes", columns: columns)
        guard let table else { throw .badData(problems.map(\.description)) }
        guard table.rows.count <= rowsMax else {
            throw .badData(["quá \(rowsMax) dòng / more than \(rowsMax) rows"])
        }
        var file = UnitChangeFile()
        file.problems = problems
        file.lose(lost, beside: table.rows)
        for group in groups(table.rows) { file.add(group) }
        return file
    }

    private static func groups(_ rows: [CSVTable.Row]) -> [[CSVTable.Row]] {
        rows.reduce(into: []) { groups, row in
            if let last = groups.last?.last, key(last) != nil, key(last) == key(row) {
                groups[groups.count - 1].append(row)
            } else {
                groups.append([row])
            }
        }
    }

    /// Rows with the same key are one change; nil where a row is one by itself.
    private static func key(_ row: CSVTable.Row) -> [String]? {
        switch row["change"] {
        case "merge": ["merge", row["effective_date"], row["into_id"]]
        case "split": ["split", row["effective_date"], row["unit_id"]]
        default: nil
        }
    }

    private mutating func add(_ group: [CSVTable.Row]) {
        guard let first = group.first else { return }
        let known = problems.count
        defer { if problems.count > known { lose(group) } }
        guard let effective = Day(iso: first["effective_date"]) else {
            return note(
                first, "effective_date", "ngày phải viết như 2027-01-01",
                "write a day as 2027-01-01")
        }
        guard let action = action(group, first) else { return }
        let isBackdated = isYes(first, "backdated")
        guard problems.count == known else { return }
        rows.append(group)
        changes.append(
            UnitChange(
                action, effective: effective, reason: first["reason"], isBackdated: isBackdated))
    }

    private mutating func lose(_ group: [CSVTable.Row]) {
        lose(group.flatMap { [$0["unit_id"], $0["into_id"]] })
    }

    private mutating func lose(_ ids: [String]) {
        lostUnits.formUnion(ids.filter { !$0.isEmpty })
    }

    /// Any field of a row of the wrong width may be the id of a unit that it was to open. What a
    /// broken quote hides may have opened every unit that the other rows name.
    private mutating func lose(_ lost: [CSVParser.Row], beside rows: [CSVTable.Row]) {
        lose(lost.flatMap(\.fields))
        guard lost.contains(where: { $0.fault != nil }) else { return }
        let columns = ["unit_id", "into_id", "parent_id", "area_id"]
        lose(rows.flatMap { row in columns.map { row[$0] } })
    }

    private mutating func action(
        _ group: [CSVTable.Row], _ first: CSVTable.Row
    ) -> UnitChange.Action? {
        let unit = first["unit_id"]
        switch first["change"] {
        case "merge":
            let described = group.first { !$0["name"].isEmpty } ?? first
            return .merge(
                units: group.map { $0["unit_id"] },
                into: Self.subject(described, id: first["into_id"]))
        case "split":
            var parts: [UnitChange.Part] = []
            for row in group {
                let share = row["share"].isEmpty ? nil : Decimal(row["share"])
                if share == nil, !row["share"].isEmpty {
                    note(row, "share", "tỷ lệ phải là số như 0.25", "a share is such as 0.25")
                }
                parts.append(
                    UnitChange.Part(into: Self.subject(row, id: row["into_id"]), share: share))
            }
            return .split(unit: unit, parts: parts, isKept: isYes(first, "keeps"))
        case "move": return .move(unit: unit, parent: first["parent_id"])
        case "rename":
            return .rename(
                unit: unit, name: first["name"].nonEmpty, kind: first["kind"].nonEmpty,
                code: first["gso_code"].nonEmpty)
        case "open": return .open(Self.subject(first, id: unit))
        case "close": return .close(unit: unit)
        case "join":
            guard let kind = Membership.Kind(rawValue: first["kind"].nonEmpty ?? "whole") else {
                note(first, "kind", "phải là whole hoặc part", "must be whole or part")
                return nil
            }
            return .join(unit: unit, area: first["area_id"], kind: kind)
        case "leave": return .leave(unit: unit, area: first["area_id"])
        default:
            let choices = UnitChange.codes.joined(separator: ", ")
            note(first, "change", "phải là một trong: \(choices)", "must be one of: \(choices)")
            return nil
        }
    }

    private static func subject(_ row: CSVTable.Row, id: String) -> UnitChange.Subject {
        UnitChange.Subject(
            id: id, name: row["name"].nonEmpty,
            level: row["level"].nonEmpty.map(OrgUnitLevel.init(rawValue:)),
            kind: row["kind"].nonEmpty, code: row["gso_code"],
            parent: row["parent_id"].nonEmpty)
    }

    private mutating func isYes(_ row: CSVTable.Row, _ column: String) -> Bool {
        switch row[column] {
        case "", "no": return false
        case "yes": return true
        default:
            note(row, column, "phải là yes, no hoặc trống", "must be yes, no or empty")
            return false
        }
    }

    private mutating func note(
        _ row: CSVTable.Row, _ column: String, _ vi: String, _ en: String
    ) {
        problems.append(Self.problem(row, column, vi, en))
    }

    private static func problem(
        _ row: CSVTable.Row, _ column: String, _ vi: String, _ en: String
    ) -> ImportProblem {
        ImportProblem(
            file: "org unit changes", line: row.line, column: row.number(of: column),
            messageVI: vi, messageEN: en)
    }
}

// MARK: What the store finds

extension UnitChangeFile {
    /// Everything that is wrong, in the order of the lines: rows that make no change, and the
    /// store's findings at the lines and columns that they come from.
    public func problems(of wrong: [(index: Int, findings: [Finding])]) -> [String] {
        let found = wrong.flatMap { index, findings in
            findings.map { finding in
                let (row, column) = place(of: finding.pointer, in: rows[index])
                return Self.problem(row, column, finding.messageVI, finding.messageEN)
            }
        }
        return (problems + found).sorted { ($0.line, $0.column ?? 0) < ($1.line, $1.column ?? 0) }
            .map(\.description)
    }

    /// `/units/2` and `/parts/2/share` are in the third row of a change.
    private func place(of pointer: String, in group: [CSVTable.Row]) -> (CSVTable.Row, String) {
        let steps = pointer.split(separator: "/").map(String.init)
        let number = steps.count > 1 ? Int(steps[1]) ?? 0 : 0
        let row = group[min(max(number, 0), group.count - 1)]
        let isOpening = row["change"] == "open"
        let column =
            switch steps.last ?? "" {
            case "id": isOpening ? "unit_id" : "into_id"
            case "parent": "parent_id"
            case "area": "area_id"
            case "code": "gso_code"
            case "effective": "effective_date"
            case "name", "level", "kind", "share", "backdated", "reason": steps.last ?? ""
            case "parts", "into": "into_id"
            default: "unit_id"
            }
        return (row, column)
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
