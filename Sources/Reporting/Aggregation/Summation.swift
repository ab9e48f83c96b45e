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
        guard !scope.members.isEmpty else { return }
        let expected = registry.expectedMonths(form, year: period.year)
        let begun = begunMonths
        for member in scope.members {
            let leaf = leaf(member.unit)
            let counted = member.months.intersection(begun).intersection(expected[member.unit])
            if !counted.isEmpty { totals.expectedUnits += 1 }
            totals.reports.expected += counted.count
            totals.reports.received += leaf.received.intersection(counted).count
            totals.reports.onTime += leaf.onTime.intersection(counted).count
            totals.reports.accepted += leaf.accepted.intersection(counted).count
            let summed = leaf.received.intersection(member.months).intersection(period.mask)
            if !summed.isEmpty { totals.reportingUnits += 1 }
        }
    }

    /// The period's months that have begun.
    private var begunMonths: MonthMask {
        let begun = period.months.filter { $0 <= currentMonth }
        return begun.reduce(into: []) { $0.insert(MonthMask($1)) }
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
        let stocks = Set(
            registry.catalogue.elements.filter { $0.time == .stock }.map(\.index))
        let last = MonthMask(period.last)
        for member in scope.members where !member.months.intersection(last).isEmpty {
            addStocks(stocks, of: member.unit, depth: 0, to: &totals)
        }
    }

    /// Chains of successions within one year are short; deeper ones are a circle in the data.
    private static let chainMax = 16

    private func addStocks(
        _ stocks: Set<DataElement.Index>, of unit: OrgUnit.Number, depth: Int,
        to totals: inout Totals
    ) {
        let last = lastValues(of: stocks, in: leaf(unit))
        for (element, value) in last { totals.add(value, to: element) }
        guard depth < Self.chainMax else { return }
        for link in registry.units.predecessors(of: unit) where mayCount(link) {
            let uncounted = stocks.filter { element in
                last[element].map { $0.day < link.effective } ?? true
            }
            if !uncounted.isEmpty {
                addStocks(uncounted, of: link.predecessor, depth: depth + 1, to: &totals)
            }
        }
    }

    /// Whatever went before the end of the period's first month has no value in the period, and
    /// neither has what went into it earlier.
    private func mayCount(_ link: Succession) -> Bool {
        link.isWhole && link.effective > period.first.lastDay && link.effective <= period.lastDay
    }

    fileprivate struct LastValue {
        let count: Int32
        /// The last day of its month.
        let day: Day
        let seq: Int64
    }

    private func lastValues(
        of stocks: Set<DataElement.Index>, in leaf: LeafYear
    ) -> [DataElement.Index: LastValue] {
        var found: [DataElement.Index: LastValue] = [:]
        for index in leaf.received.intersection(period.mask).indices.reversed() {
            guard found.count < stocks.count, let report = leaf.months[index] else { break }
            let day = Month(year: period.year, month: index + 1).lastDay
            report.forEachCount(registry.catalogue) { element, count in
                guard stocks.contains(element), found[element] == nil else { return }
                found[element] = LastValue(count: count, day: day, seq: report.seq)
            }
        }
        return found
    }
}

extension Totals {
    fileprivate mutating func add(_ value: Summation.LastValue, to element: DataElement.Index) {
        var sum = sums[element] ?? Sum(value: 0, units: 0)
        sum.value += Int64(value.count)
        sum.units += 1
        sums[element] = sum
        seq = max(seq, value.seq)
    }
}
