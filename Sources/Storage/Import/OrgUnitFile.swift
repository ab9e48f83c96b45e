import Reporting

/// Units, successions and members of areas as their CSV files state them, checked against each
/// other and against the units that are known already.
struct OrgUnitFile {
    /// All units: those of the file with their new states, and the known ones it leaves alone.
    let units: [OrgUnit]
    let successions: [Succession]
    var memberships: [Membership] = []

    private static let unitColumns = [
        "id", "gso_code", "level", "kind", "name_vi", "parent_id", "valid_from", "valid_to",
    ]
    private static let successionColumns = [
        "predecessor_id", "successor_id", "kind", "share", "effective_date",
    ]

    /// - Parameter members: the areas' members; nil leaves all as they are.
    static func read(
        units: [UInt8], successions: [UInt8], members: [UInt8]? = nil, known: OrgUnits
    ) -> Result<OrgUnitFile, ImportProblems> {
        let file = read(units: units, successions: successions, known: known)
        let members = members.map(MembershipReader.table)
        switch (file, members) {
        case (.success(var file), nil):
            return MembershipReader.checked(&file, nil, known: known)
        case (.success(var file), .success(let table)):
            return MembershipReader.checked(&file, table, known: known)
        case (.failure(let problems), nil), (.failure(let problems), .success),
            (.success, .failure(let problems)):
            return .failure(problems)
        case (.failure(let units), .failure(let members)):
            return .failure(ImportProblems(units.all + members.all))
        }
    }

    private static func read(
        units unitBytes: [UInt8], successions successionBytes: [UInt8], known: OrgUnits
    ) -> Result<OrgUnitFile, ImportProblems> {
        let table = CSVTable.read(unitBytes, file: "org units", columns: unitColumns)
        let links = CSVTable.read(
            successionBytes, file: "successions", columns: successionColumns)
        switch (table, links) {
        case (.success(let table), .success(let links)):
            var reader = OrgUnitReader(known: known)
            reader.readUnits(table)
            reader.readSuccessions(links)
            return reader.result()
        case (.failure(let problems), .success), (.success, .failure(let problems)):
            return .failure(problems)
        case (.failure(let units), .failure(let successions)):
            return .failure(ImportProblems(units.all + successions.all))
        }
    }
}

/// Reads the two tables row by row and gathers everything that is wrong.
private struct OrgUnitReader {
    private let known: OrgUnits
    private var ids: [String]
    private var numbers: [String: OrgUnit.Number]
    private var states: [OrgUnit.Number: [(state: OrgUnit.State, row: CSVTable.Row)]] = [:]
    private var links: [(link: Succession, row: CSVTable.Row)] = []
    private var problems: [ImportProblem] = []

    init(known: OrgUnits) {
        self.known = known
        ids = known.units.map(\.id)
        numbers = Dictionary(known.units.map { ($0.id, $0.number) }) { first, _ in first }
    }

    mutating func readUnits(_ table: CSVTable) {
        // A parent may stand below its children, so all ids are numbered first.
        for row in table.rows where !row["id"].isEmpty && numbers[row["id"]] == nil {
            numbers[row["id"]] = ids.count
            ids.append(row["id"])
        }
        for row in table.rows { readUnit(row) }
        for (number, states) in states {
            checkOverlap(of: number, states)
            checkLevels(states)
        }
    }

    private mutating func readUnit(_ row: CSVTable.Row) {
        guard let number = numbers[row["id"]] else {
            return report(row, "id", "thiếu mã đơn vị", "the unit's id is missing")
        }
        guard let validity = validity(row) else { return }
        guard !row["level"].isEmpty, !row["name_vi"].isEmpty else {
            let column = row["level"].isEmpty ? "level" : "name_vi"
            return report(row, column, "ô này không được trống", "this field must not be empty")
        }
        let parent = row["parent_id"].isEmpty ? nil : numbers[row["parent_id"]]
        if parent == nil, !row["parent_id"].isEmpty {
            return report(
                row, "parent_id", "không có đơn vị «\(row["parent_id"])»",
                "there is no unit '\(row["parent_id"])'")
        }
        let state = OrgUnit.State(
            validity: validity, code: row["gso_code"],
            level: OrgUnitLevel(rawValue: row["level"]), kind: row["kind"],
            name: row["name_vi"], parent: parent)
        states[number, default: []].append((state, row))
    }

    private mutating func validity(_ row: CSVTable.Row) -> Validity? {
        switch Validity.read(row) {
        case .success(let validity): return validity
        case .failure(let fault):
            report(row, fault.column, fault.messageVI, fault.messageEN)
            return nil
        }
    }

    private mutating func checkOverlap(
        of number: OrgUnit.Number, _ states: [(state: OrgUnit.State, row: CSVTable.Row)]
    ) {
        let ordered = states.sorted { $0.state.validity < $1.state.validity }
        for (one, next) in zip(ordered, ordered.dropFirst())
        where one.state.validity.overlaps(next.state.validity) {
            report(
                next.row, "valid_from", "trùng ngày với trạng thái ở dòng \(one.row.line)",
                "its dates overlap the state on line \(one.row.line)")
        }
    }

    /// What stands in the tree at one time cannot be a grouping at another.
    private mutating func checkLevels(
        _ states: [(state: OrgUnit.State, row: CSVTable.Row)]
    ) {
        guard let first = states.first else { return }
        for (state, row) in states
        where (state.level == .area) != (first.state.level == .area) {
            report(
                row, "level", "khu vực không đổi thành cấp khác được",
                "an area cannot become or have been anything else")
        }
    }

    mutating func readSuccessions(_ table: CSVTable) {
        for row in table.rows { readSuccession(row) }
    }

    private mutating func readSuccession(_ row: CSVTable.Row) {
        var ends: [OrgUnit.Number] = []
        for column in ["predecessor_id", "successor_id"] {
            guard let number = numbers[row[column]] else {
                return report(
                    row, column, "không có đơn vị «\(row[column])»",
                    "there is no unit '\(row[column])'")
            }
            ends.append(number)
        }
        guard ends[0] != ends[1] else {
            return report(
                row, "successor_id", "đơn vị kế tục chính nó", "a unit succeeds itself")
        }
        guard let kind = Succession.Kind(rawValue: row["kind"]) else {
            return report(
                row, "kind", "phải là merge, part, keep hoặc rename",
                "must be merge, part, keep or rename")
        }
        guard let effective = Day(iso: row["effective_date"]) else {
            return report(
                row, "effective_date", "ngày phải viết như 2025-07-01",
                "write a day as 2025-07-01")
        }
        let share = Decimal(rounding: row["share"])
        guard row["share"].isEmpty || share.map({ $0.double >= 0 && $0.double <= 1 }) == true
        else { return report(row, "share", "phải từ 0 đến 1", "must be from 0 to 1") }
        let link = Succession(
            predecessor: ends[0], successor: ends[1], kind: kind, share: share,
            effective: effective)
        links.append((link, row))
    }

    private mutating func report(
        _ row: CSVTable.Row, _ column: String, _ vi: String, _ en: String
    ) {
        let file = row.number(of: "predecessor_id") == nil ? "org units" : "successions"
        problems.append(
            ImportProblem(
                file: file, line: row.line, column: row.number(of: column), messageVI: vi,
                messageEN: en))
    }

    /// A unit named in the file has exactly the file's states; a predecessor named there has
    /// exactly the file's links. Everything else stays.
    mutating func result() -> Result<OrgUnitFile, ImportProblems> {
        // A new unit whose rows are all wrong has no states to take.
        guard problems.isEmpty else { return failure }
        let units = ids.enumerated().map { number, id in
            OrgUnit(
                number: number, id: id,
                states: states[number].map { $0.map(\.state) } ?? known.units[number].states)
        }
        checkParents(units)
        checkLinks()
        guard problems.isEmpty else { return failure }
        let replaced = Set(links.map(\.link.predecessor))
        let kept = known.successions.filter { !replaced.contains($0.predecessor) }
        return .success(OrgUnitFile(units: units, successions: kept + links.map(\.link)))
    }

    private mutating func checkLinks() {
        var check = SuccessionCheck()
        for (link, row) in links {
            guard let fault = check.fault(of: link) else { continue }
            report(row, fault.column, fault.messageVI, fault.messageEN)
        }
    }

    private var failure: Result<OrgUnitFile, ImportProblems> {
        .failure(ImportProblems(problems.sorted { $0.line < $1.line }))
    }

    /// A parent exists as long as its child, and nobody is above itself.
    private mutating func checkParents(_ units: [OrgUnit]) {
        for (state, row) in states.values.joined() {
            guard let parent = state.parent else { continue }
            if units[parent].states.contains(where: { $0.level == .area }) {
                report(
                    row, "parent_id", "khu vực không thể là đơn vị cha",
                    "an area is nobody's parent")
            } else if !units[parent].exists(throughout: state.validity) {
                report(
                    row, "parent_id", "đơn vị cha không tồn tại suốt thời gian này",
                    "the parent does not exist for all of this time")
            }
        }
        checkOrphans(units)
        guard problems.isEmpty else { return }
        checkCircles(OrgUnits(units: units, successions: []))
    }

    /// Units that the file leaves alone keep their parents, which must still exist.
    private mutating func checkOrphans(_ units: [OrgUnit]) {
        for unit in known.units where states[unit.number] == nil {
            for state in unit.states {
                guard let parent = state.parent, let row = states[parent]?.first?.row,
                    !units[parent].exists(throughout: state.validity)
                else { continue }
                report(
                    row, "valid_to", "đơn vị \(unit.id) bên dưới sẽ không còn đơn vị cha",
                    "\(unit.id) below it would be left without a parent")
            }
        }
    }

    /// What goes in a circle hangs on no root; a circle begins on a day on which a state does.
    private mutating func checkCircles(_ units: OrgUnits) {
        let starts = Set(units.units.lazy.flatMap(\.states).compactMap(\.validity.from))
        let before = (starts.min() ?? Day(number: 0)) + -1
        for day in [before] + starts.sorted() {
            let tree = units.tree(on: day)
            for (number, states) in states where !tree.contains(number) {
                guard let row = states.first(where: { $0.state.validity.contains(day) })?.row
                else { continue }
                report(
                    row, "parent_id", "các đơn vị cha nối thành vòng",
                    "the parents form a circle")
            }
            guard problems.isEmpty else { return }
        }
    }
}
