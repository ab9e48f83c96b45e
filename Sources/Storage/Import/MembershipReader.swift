import Reporting

/// Reads which units belong to which areas, when: `area_id,member_id,valid_from,valid_to`, and
/// optionally `kind`, `whole` where it is missing or empty, else `part`.
struct MembershipReader {
    private static let columns = ["area_id", "member_id", "valid_from", "valid_to"]
    private static let file = "members"

    private let units: [OrgUnit]
    private let numbers: [String: OrgUnit.Number]
    private var rows: [(membership: Membership, row: CSVTable.Row)] = []
    private var problems: [ImportProblem] = []

    static func table(_ bytes: [UInt8]) -> Result<CSVTable, ImportProblems> {
        CSVTable.read(bytes, file: file, columns: columns)
    }

    /// Adds the memberships to the file: an area named in the table has exactly the table's
    /// members, every other one keeps its own.
    static func checked(
        _ file: inout OrgUnitFile, _ table: CSVTable?, known: OrgUnits
    ) -> Result<OrgUnitFile, ImportProblems> {
        var reader = MembershipReader(units: file.units)
        for row in table?.rows ?? [] { reader.read(row) }
        reader.checkOverlaps()
        let replaced = Set(reader.rows.map(\.membership.area))
        let kept = known.memberships.filter { !replaced.contains($0.area) }
        reader.checkKept(kept)
        guard reader.problems.isEmpty else {
            return .failure(ImportProblems(reader.problems.sorted { $0.line < $1.line }))
        }
        file.memberships = kept + reader.rows.map(\.membership)
        return .success(file)
    }

    private init(units: [OrgUnit]) {
        self.units = units
        numbers = Dictionary(units.map { ($0.id, $0.number) }) { first, _ in first }
    }

    private mutating func read(_ row: CSVTable.Row) {
        guard let area = unit(row, "area_id"), let member = unit(row, "member_id"),
            let validity = validity(row)
        else { return }
        guard units[area].isArea else {
            return report(row, "area_id", "đơn vị này không phải là khu vực", "it is no area")
        }
        guard !units[member].isArea else {
            return report(
                row, "member_id", "khu vực không thể thuộc khu vực khác",
                "an area cannot be a member of another one")
        }
        let text = row["kind"].isEmpty ? Membership.Kind.whole.rawValue : row["kind"]
        guard let kind = Membership.Kind(rawValue: text) else {
            return report(row, "kind", "phải là whole hoặc part", "must be whole or part")
        }
        rows.append((Membership(area: area, member: member, kind: kind, validity: validity), row))
    }

    private mutating func unit(_ row: CSVTable.Row, _ column: String) -> OrgUnit.Number? {
        if let number = numbers[row[column]] { return number }
        report(
            row, column, "không có đơn vị «\(row[column])»", "there is no unit '\(row[column])'")
        return nil
    }

    private mutating func validity(_ row: CSVTable.Row) -> Validity? {
        switch Validity.read(row) {
        case .success(let validity): return validity
        case .failure(let fault):
            report(row, fault.column, fault.messageVI, fault.messageEN)
            return nil
        }
    }

    private mutating func checkOverlaps() {
        let pairs = Dictionary(grouping: rows) { [$0.membership.area, $0.membership.member] }
        for same in pairs.values where same.count > 1 {
            let ordered = same.sorted { $0.membership.validity < $1.membership.validity }
            for (one, next) in zip(ordered, ordered.dropFirst())
            where one.membership.validity.overlaps(next.membership.validity) {
                report(
                    next.row, "valid_from", "trùng ngày với dòng \(one.row.line)",
                    "its dates overlap line \(one.row.line)")
            }
        }
    }

    /// Areas that the files turned into something else would keep members that nobody reads.
    private mutating func checkKept(_ kept: [Membership]) {
        for membership in kept
        where !units[membership.area].isArea || units[membership.member].isArea {
            let ids = [membership.area, membership.member].map { units[$0].id }
            problems.append(
                ImportProblem(
                    file: "org units", line: 1, column: nil,
                    messageVI: "\(ids[1]) đang thuộc khu vực \(ids[0])",
                    messageEN: "\(ids[1]) is a member of the area \(ids[0])"))
        }
    }

    private mutating func report(
        _ row: CSVTable.Row, _ column: String, _ vi: String, _ en: String
    ) {
        problems.append(
            ImportProblem(
                file: Self.file, line: row.line, column: row.number(of: column), messageVI: vi,
                messageEN: en))
    }
}

extension OrgUnit {
    /// Whether it is an area in all of its states. One that is sometimes something else is none.
    var isArea: Bool { !states.isEmpty && states.allSatisfy { $0.level == .area } }
}

extension Validity {
    /// What is wrong with a row's dates.
    struct Fault: Error {
        let column: String
        let messageVI: String
        let messageEN: String
    }

    /// The dates of a row's columns `valid_from` and `valid_to`.
    static func read(_ row: CSVTable.Row) -> Result<Validity, Fault> {
        var days: [Day?] = []
        for column in ["valid_from", "valid_to"] {
            let day = Day(iso: row[column])
            if day == nil, !row[column].isEmpty {
                return .failure(
                    Fault(
                        column: column, messageVI: "ngày phải viết như 2025-07-01",
                        messageEN: "write a day as 2025-07-01"))
            }
            days.append(day)
        }
        if let from = days[0], let through = days[1], through < from {
            return .failure(
                Fault(
                    column: "valid_to", messageVI: "kết thúc trước khi bắt đầu",
                    messageEN: "it ends before it begins"))
        }
        return .success(Validity(from: days[0], through: days[1]))
    }
}
