import Reporting
import SQLite

/// What a change of units means for reports and for those who sign in.
struct UnitChangeReports {
    let edition: Edition
    let today: Day

    /// Drafts and missing reports are looked for in so many months back.
    private static let monthsBack = 24

    /// A report of a month on whose last day its unit would not exist.
    struct Lost {
        let unit: OrgUnit.Number
        let month: Month
    }

    /// Reports that would belong to no tree any more. Only months from the change's own on can
    /// be meant, and no later month than the current one has reports.
    func lost(
        _ trace: UnitChangeTrace, from day: Day, in connection: borrowing Connection
    ) throws(DatabaseError) -> Lost? {
        guard day.month <= today.month else { return nil }
        for states in trace.units {
            let after = OrgUnit(number: states.unit, id: "", states: states.after)
            for number in day.month.number...today.month.number {
                let month = Month(number: number)
                guard !after.exists(on: month.lastDay) else { continue }
                for form in edition.catalogue.forms {
                    let key = ReportKey(form: form, unit: states.unit, month: month)
                    let head = try Heads.head(of: key, edition: edition, in: connection)
                    if head != nil { return Lost(unit: states.unit, month: month) }
                }
            }
        }
        return nil
    }

    // MARK: Effects

    /// What is still open at units that end: it stays theirs and can be sent under their name.
    func effects(
        _ trace: UnitChangeTrace, from day: Day, in connection: borrowing Connection
    ) throws(DatabaseError) -> [UnitChangeEffect] {
        var effects: [UnitChangeEffect] = []
        for unit in trace.ended {
            for form in edition.catalogue.forms {
                effects += try open(unit, form, before: day, in: connection)
            }
            effects += try people(unit, in: connection)
        }
        return effects
    }

    private func open(
        _ unit: OrgUnit.Number, _ form: String, before day: Day,
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [UnitChangeEffect] {
        let last = min((day + -1).month, today.month)
        let months = (0..<Self.monthsBack).map { last - $0 }.filter { $0.lastDay < day }
        let summaries = try Heads.summaries(
            of: [unit], form: form, months: months, edition: edition, in: connection)
        func found(where isMeant: (ReportSummary?) -> Bool) -> [Month] {
            months.filter { isMeant(summaries[ReportKey(form: form, unit: unit, month: $0)]) }
                .sorted()
        }
        let id = edition.registry.units[unit].id
        let name = edition.registry.units[unit].state(nearest: day + -1)?.name ?? id
        let drafts = found { $0?.isDraft ?? false }
        let returned = found { $0?.standing?.status == .returned }
        let expected = months.filter {
            edition.registry.expectsReport(form, of: unit, for: $0)
        }
        let missing = found { $0?.standing == nil }.filter(expected.contains)
        let kinds: [([Month], String, String)] = [
            (drafts, "còn bản nháp", "has drafts"),
            (returned, "còn báo cáo bị trả lại", "has returned reports"),
            (missing, "chưa gửi báo cáo", "has not sent its reports"),
        ]
        return kinds.filter { !$0.0.isEmpty }.map { months, vi, en in
            let list = months.map(\.code).joined(separator: ", ")
            return UnitChangeEffect(
                .reports, units: [id], months: months,
                "\(name) (\(id)) \(vi), biểu \(form): \(list); vẫn gửi được dưới tên \(id).",
                "\(name) (\(id)) \(en), form \(form): \(list); they can still be sent as \(id).")
        }
    }

    private func people(
        _ unit: OrgUnit.Number, in connection: borrowing Connection
    ) throws(DatabaseError) -> [UnitChangeEffect] {
        let now = VietnamTime.start(of: today)
        let count = try connection.withStatement(
            "SELECT count(*) FROM token WHERE unit = ? AND (expires_at IS NULL OR expires_at > ?)"
        ) { statement throws(DatabaseError) in
            try statement.bind(unit, at: 1)
            try statement.bind(now, at: 2)
            return try statement.step() ? try statement.int(0) : 0
        }
        guard count > 0 else { return [] }
        let id = edition.registry.units[unit].id
        return [
            UnitChangeEffect(
                .people, units: [id],
                "\(count) mã truy cập của \(id) vẫn dùng được cho các tháng cũ, không dùng được "
                    + "cho đơn vị mới; hãy cấp mã mới.",
                "\(count) access tokens of \(id) go on working for its past months and not for "
                    + "its heirs; make new ones.")
        ]
    }
}
