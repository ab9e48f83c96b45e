import Access
import Reporting
import Storage

/// Turns months of units into the rows, signs and lists that pages show.
struct CompletenessRoll {
    let routes: PageRoutes
    let query: AggregateQuery
    let registry: Registry
    let principal: Principal

    private var day: Day { query.shownDay(routes.today) }

    /// The unit itself where it reports itself, then the units below.
    func rows(_ answer: FigureDesk.CompletenessAnswer) -> [CompletenessPage.Row] {
        let own = answer.own.units.filter { $0.unit == query.unit }
        let itself = own.isEmpty ? [] : [row(query.unit, own)]
        return itself + answer.children.map { row($0.unit, $0.units) }
    }

    private func row(_ unit: OrgUnit.Number, _ months: [UnitMonths]) -> CompletenessPage.Row {
        let link = routes.link(unit, on: day, registry)
        var counts = Completeness.Counts()
        for one in months { counts.add(one) }
        let isAlone = months.allSatisfy { $0.unit == unit }
        return CompletenessPage.Row(
            unit: link,
            address: isAlone
                ? link.dashboard(pairs).with("boundaries", nil)
                : Address("completeness", link.id, query: pairs),
            reports: ReportTally(counts),
            cells: query.period.months.map { cell($0, months) })
    }

    private var pairs: [Address.Pair] { routes.pairs(query, registry) }

    private func cell(_ month: Month, _ months: [UnitMonths]) -> CompletenessPage.Cell {
        let bit = MonthMask(month)
        let expected = months.filter { $0.expected.contains(bit) }
        guard let first = expected.first else { return .none }
        guard expected.count > 1 else { return .one(mark(first, month), form(first.unit, month)) }
        var counts = Completeness.Counts()
        for one in expected { counts.add(one, within: bit) }
        return .several(ReportTally(counts))
    }

    private func mark(_ months: UnitMonths, _ month: Month) -> MonthMark {
        let bit = MonthMask(month)
        guard months.received.contains(bit) else {
            return MonthMark(isOverdue(months.unit, month) ? .missing : .due)
        }
        return MonthMark(
            months.onTime.contains(bit) ? .onTime : .late,
            isAccepted: months.accepted.contains(bit), isEmpty: months.empty.contains(bit))
    }

    private func isOverdue(_ unit: OrgUnit.Number, _ month: Month) -> Bool {
        routes.isOverdue(unit, query.form, month, registry)
    }

    private func form(_ unit: OrgUnit.Number, _ month: Month) -> Address? {
        guard principal.covers(unit, in: month, of: registry) else { return nil }
        return address(unit, month)
    }

    private func address(_ unit: OrgUnit.Number, _ month: Month) -> Address {
        EntryPage.address(unit: registry.units[unit].id, form: query.form, month: month)
    }

    func missingLine(_ months: UnitMonths) -> MissingLine {
        let missing = query.period.months(in: months.missing)
        let gaps = missing.map { month in
            (
                isOverdue(months.unit, month),
                MissingLine.Gap(month: month, form: address(months.unit, month))
            )
        }
        return MissingLine(
            unit: routes.link(months.unit, on: missing.last?.lastDay ?? day, registry),
            overdue: gaps.filter(\.0).map(\.1), due: gaps.filter { !$0.0 }.map(\.1))
    }
}
