/// Makes the totals of a period from a scope's leaves.
public struct Summation {
    private let registry: Registry
    private let form: String
    private let period: Period
    private let scope: SumScope
    private let currentMonth: Month
    private let leaf: (OrgUnit.Number) -> LeafYear

    /// - Parameters:
    ///   - scope: the unit's scope in the period's year.
    ///   - currentMonth: the last month already begun; later ones are not expected yet.
    ///   - leaf: the leaf of one of the scope's sources.
    public init(
        registry: Registry, form: String, period: Period, scope: SumScope, currentMonth: Month,
        leaf: @escaping (OrgUnit.Number) -> LeafYear
    ) {
        self.registry = registry
        self.form = form
        self.period = period
        self.scope = scope
        self.currentMonth = currentMonth
        self.leaf = leaf
    }

    /// - Parameter monthly: the flow sums of the same scope.
    public func totals(monthly: MonthlyTotals) -> Totals {
        let elements = registry.catalogue.elements
        var totals = Totals(elementCount: elements.count)
        totals.seq = monthly.seq(period.mask)
        countReports(&totals)
        let units = flowUnits()
        for element in elements where element.time == .flow && units[element.index] > 0 {
            totals.sums[element.index] = .init(
                value: monthly.flow(element.index, period.mask), units: units[element.index])
        }
        addStocks(to: &totals)
        return totals
    }

    private func countReports(_ totals: inout Totals) {
        for member in scope.members {
            let leaf = leaf(member.unit)
            let counted = expectedMonths(of: member)
            if !counted.isEmpty { totals.expectedUnits += 1 }
            totals.reports.expected += counted.count
            totals.reports.received += leaf.received.intersection(counted).count
            totals.reports.onTime += leaf.onTime.intersection(counted).count
            totals.reports.accepted += leaf.accepted.intersection(counted).count
            let summed = leaf.received.intersection(member.months).intersection(period.mask)
            if !summed.isEmpty { totals.reportingUnits += 1 }
        }
    }

    private func expectedMonths(of member: SumScope.Member) -> MonthMask {
        var expected: MonthMask = []
        for index in member.months.intersection(period.mask).indices {
            let month = Month(year: period.year, month: index + 1)
            if month <= currentMonth, registry.expectsReport(form, of: member.unit, for: month) {
                expected.insert(MonthMask(month))
            }
        }
        return expected
    }

    /// By element: how many distinct units gave a number in the period.
    private func flowUnits() -> [Int] {
        var units = [Int](repeating: 0, count: registry.catalogue.elements.count)
        for member in scope.members {
            let months = member.months.intersection(period.mask).rawValue
            let presence = leaf(member.unit).presence
            for element in presence.indices where presence[element].rawValue & months != 0 {
                units[element] += 1
            }
        }
        return units
    }

    // MARK: Stocks

    /// A stock counts each unit that exists on the period's last day once, with its last value,
    /// and before that the predecessors it has not counted itself yet.
    private func addStocks(to totals: inout Totals) {
        let stocks = registry.catalogue.elements.filter { $0.time == .stock }.map(\.index)
        let last = MonthMask(period.last)
        for member in scope.members where !member.months.intersection(last).isEmpty {
            addStocks(stocks, of: member.unit, depth: 0, to: &totals)
        }
    }

    /// Chains of successions within one year are short; deeper ones are a circle in the data.
    private static let chainMax = 16

    private func addStocks(
        _ stocks: [DataElement.Index], of unit: OrgUnit.Number, depth: Int,
        to totals: inout Totals
    ) {
        var open: [(element: DataElement.Index, after: Day?)] = []
        let leaf = leaf(unit)
        let values = lastValues(of: stocks, in: leaf)
        for element in stocks {
            if let (value, index) = values[element] {
                totals.add(Int64(value), to: element)
                open.append((element, Month(year: period.year, month: index + 1).lastDay))
            } else {
                open.append((element, nil))
            }
        }
        guard depth < Self.chainMax else { return }
        for link in registry.units.predecessors(of: unit)
        where link.isWhole && link.effective <= period.lastDay && couldReport(link.predecessor) {
            let uncounted = open.filter { $0.after.map { $0 < link.effective } ?? true }
            if !uncounted.isEmpty {
                addStocks(
                    uncounted.map(\.element), of: link.predecessor, depth: depth + 1, to: &totals)
            }
        }
    }

    private func couldReport(_ unit: OrgUnit.Number) -> Bool {
        period.months.contains { registry.units[unit].exists(on: $0.lastDay) }
    }

    /// The last number of each element in the period, with its month's index.
    private func lastValues(
        of stocks: [DataElement.Index], in leaf: LeafYear
    ) -> [DataElement.Index: (Int32, Int)] {
        var found: [DataElement.Index: (Int32, Int)] = [:]
        for index in leaf.received.intersection(period.mask).indices.reversed() {
            guard found.count < stocks.count, let report = leaf.months[index] else { break }
            report.forEachCount(registry.catalogue) { element, count in
                if registry.catalogue.elements[element].time == .stock, found[element] == nil {
                    found[element] = (count, index)
                }
            }
        }
        return found
    }
}

extension Totals {
    fileprivate mutating func add(_ value: Int64, to element: DataElement.Index) {
        var sum = sums[element] ?? Sum(value: 0, units: 0)
        sum.value += value
        sum.units += 1
        sums[element] = sum
    }
}
