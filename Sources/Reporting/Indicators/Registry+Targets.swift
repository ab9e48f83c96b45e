extension Registry {
    /// The target of an indicator for a unit and period: the nearest upwards in the tree of the
    /// period's last day (while it lasts, of this month's) that has one for its year; only if none
    /// has, the next year's likewise.
    public func target(
        of indicator: Indicator, for unit: OrgUnit.Number, in period: Period, today: Day
    ) -> Target? {
        let targets = catalogue.targets(for: indicator.code)
        guard !targets.isEmpty else { return nil }
        let above = units.tree(of: period.lastMonth(begunBy: today.month)).path(from: unit)
        let path = above.isEmpty ? [unit] : above
        for year in [period.year, period.year + 1] {
            for unit in path {
                let id = units[unit].id
                if let target = targets.first(where: { $0.unitID == id && $0.year == year }) {
                    return target
                }
            }
        }
        return nil
    }

    /// How many of a period's months should have been reported by a unit by now: those whose
    /// deadline has passed.
    public func dueMonths(
        _ form: String, of unit: OrgUnit.Number, in period: Period, today: Day
    ) -> Int {
        period.months.count { month in
            deadline(form, of: unit, for: month).map { $0 < today } ?? (month.lastDay < today)
        }
    }
}
