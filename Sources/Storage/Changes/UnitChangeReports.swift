import Reporting
import SQLite

/// What a change of units means for reports.
struct UnitChangeReports {
    let edition: Edition
    let today: Day

    /// Drafts and missing reports are looked for in so many months back: longer than any form has
    /// been in force.
    private static let monthsBack = 120

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
                effects += due(unit, form, before: day)
            }
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
        let drafts = found { $0?.isDraft ?? false }
        let returned = found { $0?.standing?.status == .returned }
        let missing = found { $0?.standing == nil }.filter {
            $0 < today.month && edition.registry.expectsReport(form, of: unit, for: $0)
        }
        let sentences = [
            (drafts, "còn bản nháp", "has drafts"),
            (returned, "còn báo cáo bị trả lại", "has returned reports"),
            (missing, "chưa gửi báo cáo", "has not sent its reports"),
        ]
        return sentences.map { effect(unit, form, $0, $1, $2, before: day) }.compactMap(\.self)
    }

    /// Months up to the unit's end that are not over yet.
    private func due(
        _ unit: OrgUnit.Number, _ form: String, before day: Day
    ) -> [UnitChangeEffect] {
        guard today.month < day.month else { return [] }
        let months = (today.month.number..<day.month.number).map(Month.init(number:)).filter {
            edition.registry.expectsReport(form, of: unit, for: $0)
        }
        return [effect(unit, form, months, "còn phải báo cáo", "still has to report", before: day)]
            .compactMap(\.self)
    }

    private func effect(
        _ unit: OrgUnit.Number, _ form: String, _ months: [Month], _ vi: String, _ en: String,
        before day: Day
    ) -> UnitChangeEffect? {
        guard !months.isEmpty else { return nil }
        let id = edition.registry.units[unit].id
        let name = edition.registry.units.label(ofID: id, on: day + -1)
        let text = MonthsText(months)
        return UnitChangeEffect(
            .reports, units: [id], months: months,
            "\(name) \(vi), biểu \(form), tháng \(text.vi); vẫn gửi được dưới tên \(id).",
            "\(name) \(en), form \(form): \(text.en); they can still be sent as \(id).")
    }
}
