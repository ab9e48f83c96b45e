import Access
import Reporting
import Storage

/// What somebody who looks after units finds at home.
struct Overseer {
    let routes: PageRoutes
    let principal: Principal
    let visit: Visit

    /// Months before the one that is due that are looked at for what is left to do.
    private static let monthsMax = 6
    /// Up to so many reporting units each report is looked at.
    private static let unitsMax = 200
    /// Names of those who are late.
    private static let namesMax = 8

    private var registry: Registry { visit.registry }
    private var form: String { routes.mainForm(registry) }

    func overseen() async throws(Refusal) -> Overseen {
        let unit = principal.unit
        let month = routes.dueMonth(of: unit, registry)
        let presence = registry.units[unit].presence
        var months: [OverseenMonth] = []
        for back in 0..<Self.monthsMax where presence.contains(month - back) {
            if let one = try await overseen(month - back) { months.append(one) }
        }
        let below = registry.units.tree(of: month).children(of: unit)
        return Overseen(
            unit: routes.link(unit, on: routes.today, registry), month: month,
            reports: months.first { $0.month == month }?.reports
                ?? ReportTally(expected: 0, received: 0, onTime: 0, accepted: 0),
            months: months.filter { $0.month == month || !isDone($0) },
            below: below.map { routes.link($0, on: month.lastDay, registry) },
            mayReview: principal.role.mayReview)
    }

    private func isDone(_ month: OverseenMonth) -> Bool {
        month.reports.outstanding == 0 && month.reports.accepted == month.reports.expected
    }

    /// Nil where the month has no tally: a unit may have seen the end of none.
    private func overseen(_ month: Month) async throws(Refusal) -> OverseenMonth? {
        let query = AggregateQuery(
            unit: principal.unit, form: form, period: .month(month), boundaries: .reported)
        guard let reports = try await tally(query) else { return nil }
        let units = routes.reporters(form, below: principal.unit, month, registry)
        let unit = routes.link(principal.unit, on: month.lastDay, registry)
        let key = ReportKey(form: form, unit: principal.unit, month: month)
        let found = units.count > Self.unitsMax ? nil : try await look(at: units, month)
        return OverseenMonth(
            month: month, deadline: registry.deadline(form, of: principal.unit, for: month),
            reports: ReportTally(reports), states: found?.states,
            questionable: found?.questionable ?? 0,
            late: found?.late.map { routes.link($0, on: month.lastDay, registry) } ?? [],
            isClosed: routes.store.closings.closing(of: key, in: registry) != nil,
            review: ReviewPage.address(unit, month))
    }

    private func tally(
        _ query: AggregateQuery
    ) async throws(Refusal) -> Totals.ReportCounts? {
        do throws(Refusal) {
            let figures = try await routes.figures.figures(
                query, today: routes.today, for: principal)
            return figures.aggregates.first?.totals.reports
        } catch {
            switch error {
            case .badParameter, .outsideScope: return nil
            default: throw error
            }
        }
    }

    private struct Found {
        var states: [ReportState: Int] = [:]
        var questionable = 0
        var late: [OrgUnit.Number] = []
    }

    private func look(
        at units: [OrgUnit.Number], _ month: Month
    ) async throws(Refusal) -> Found {
        let summaries = try await routes.asked { () throws(StoreError) in
            try await routes.store.summaries(of: units, form: form, months: [month])
        }
        var found = Found()
        for unit in units {
            let summary = summaries[ReportKey(form: form, unit: unit, month: month)]
            let state = routes.state(of: unit, form, month, summary, registry)
            found.states[state, default: 0] += 1
            let isWaiting = ReviewFilter.submitted.contains(state)
            if isWaiting, summary?.standing?.unexplained.isEmpty == false {
                found.questionable += 1
            }
            let isLate = state == .overdue || state == .overdueDraft
            if isLate, found.late.count < Self.namesMax { found.late.append(unit) }
        }
        return found
    }
}
