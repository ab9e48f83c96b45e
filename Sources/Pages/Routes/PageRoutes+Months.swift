import Access
import Reporting
import Storage

/// Where the reports of units stand, month by month.
extension PageRoutes {
    /// The months of a unit that reports itself, in the order given.
    func monthLines(
        of unit: OrgUnit.Number, form: String, months: [Month], for principal: Principal,
        below: [UnitMonths] = [], _ registry: Registry
    ) async throws(Refusal) -> [MonthLine] {
        let summaries = try await asked { () throws(StoreError) in
            try await store.summaries(of: [unit], form: form, months: months)
        }
        return months.map { month in
            let summary = summaries[ReportKey(form: form, unit: unit, month: month)]
            let state = state(of: unit, form, month, summary, registry)
            let isOpen =
                state != .absent && state != .future
                && principal.covers(unit, in: month, of: registry)
            return MonthLine(
                month: month, state: state, receivedAt: summary?.standing?.receivedAt,
                revision: summary?.revision,
                deadline: state == .absent ? nil : registry.deadline(form, of: unit, for: month),
                reason: state == .returned ? summary?.standing?.reason ?? "" : "",
                hasDraft: summary.map { $0.isDraft && $0.standing != nil } ?? false,
                below: self.below(below, month, registry),
                form: isOpen
                    ? EntryPage.address(
                        unit: registry.units[unit].id, form: form, month: month) : nil)
        }
    }

    /// The reports of one month of the units below.
    private func below(
        _ units: [UnitMonths], _ month: Month, _ registry: Registry
    ) -> MonthLine.Below? {
        let bit = MonthMask(month)
        let expected = units.filter { $0.expected.contains(bit) }
        guard !expected.isEmpty else { return nil }
        let missing = expected.filter { !$0.received.contains(bit) }
        return MonthLine.Below(
            expected: expected.count, received: expected.count - missing.count,
            missing: missing.map { link($0.unit, on: month.lastDay, registry) })
    }

    func state(
        of unit: OrgUnit.Number, _ form: String, _ month: Month, _ summary: ReportSummary?,
        _ registry: Registry
    ) -> ReportState {
        guard registry.expectsReport(form, of: unit, for: month) else { return .absent }
        guard month <= today.month else { return .future }
        if let standing = summary?.standing { return Self.state(standing) }
        let isLate = isOverdue(unit, form, month, registry)
        if summary != nil { return isLate ? .overdueDraft : .draft }
        return isLate ? .overdue : .due
    }

    private static func state(_ standing: ReportSummary.Standing) -> ReportState {
        switch standing.status {
        case .accepted: .accepted
        case .returned: .returned
        case .submitted, .draft: standing.isOnTime ? .submitted : .submittedLate
        }
    }

    /// The sign of one report; nil where none is expected, or not yet.
    func mark(
        of unit: OrgUnit.Number, _ form: String, _ month: Month, _ summary: ReportSummary?,
        _ registry: Registry
    ) -> MonthMark? {
        guard month <= today.month, registry.expectsReport(form, of: unit, for: month) else {
            return nil
        }
        guard let standing = summary?.standing else {
            return MonthMark(isOverdue(unit, form, month, registry) ? .missing : .due)
        }
        let elements = 0..<standing.values.elementCount
        return MonthMark(
            standing.isOnTime ? .onTime : .late, isAccepted: standing.status == .accepted,
            isEmpty: !elements.contains { standing.values[$0].count != nil })
    }

    func isOverdue(
        _ unit: OrgUnit.Number, _ form: String, _ month: Month, _ registry: Registry
    ) -> Bool {
        registry.deadline(form, of: unit, for: month).map { $0 < today } ?? false
    }
}
