extension Summation {
    /// A stock counts each unit that exists on the range's last day once, with its last value,
    /// and before that the predecessors it has not counted itself yet. A unit carried over by a
    /// share brings that share of its own stock.
    func addStocks(to totals: inout Totals) {
        var found = [FoundStock?](repeating: nil, count: registry.catalogue.elements.count)
        let last = MonthMask(lastMonth)
        for member in scope.members where !member.months.intersection(last).isEmpty {
            addStocks(registry.catalogue.stocks, of: member.unit, .all, depth: 0, to: &found)
        }
        for part in scope.parts where !part.months.intersection(last).isEmpty {
            addStocks(registry.catalogue.stocks, of: part.unit, part.weight, depth: 0, to: &found)
        }
        for (element, stock) in found.enumerated() {
            guard let stock else { continue }
            let units = stock.ownCount + stock.predecessors.count
            // A unit brings the value of one report.
            totals.sums[element] = .init(
                value: stock.value, units: units, months: stock.months.count, reports: units,
                isEstimated: stock.isEstimated)
            totals.seq = max(totals.seq, stock.seq)
        }
    }

    /// The month whose units a stock is of: the range's last, or the current one while it lasts.
    private var lastMonth: Month { period.lastMonth(begunBy: currentMonth) }

    private struct FoundStock {
        var value: Amount = 0
        /// How many of the scope's own units gave a value.
        var ownCount = 0
        /// Other units whose values belong to them.
        var predecessors: Set<OrgUnit.Number> = []
        var months: MonthMask = []
        var seq: Int64 = 0
        var isEstimated = false

        mutating func add(_ last: LastValue, _ weight: Weight) {
            value += Amount(Int64(last.count), weight: weight)
            months.insert(MonthMask(last.month))
            seq = max(seq, last.seq)
            if weight < .all { isEstimated = true }
        }
    }

    /// Whether a unit's own stock is counted at this scope.
    private func isOwn(_ unit: OrgUnit.Number) -> Bool {
        let last = MonthMask(lastMonth)
        return !scope.months(ofMember: unit).intersection(last).isEmpty
            || scope.parts.contains { $0.unit == unit && !$0.months.intersection(last).isEmpty }
    }

    /// Chains of successions within one year are short; deeper ones are a circle in the data.
    private static let chainMax = 16

    private func addStocks(
        _ stocks: [DataElement.Index], of unit: OrgUnit.Number, _ weight: Weight, depth: Int,
        to found: inout [FoundStock?]
    ) {
        let last = lastValues(of: stocks, in: leaf(unit))
        let isPredecessor = depth > 0 && !last.isEmpty && !isOwn(unit)
        for value in last {
            var stock = found[value.element] ?? FoundStock()
            stock.add(value, weight)
            if depth == 0 { stock.ownCount += 1 }
            if isPredecessor { stock.predecessors.insert(unit) }
            found[value.element] = stock
        }
        guard depth < Self.chainMax else { return }
        for link in registry.units.predecessors(of: unit) where mayCount(link) {
            let counted = last.filter { $0.month.lastDay >= link.effective }.map(\.element)
            let open = stocks.filter { !counted.contains($0) }
            if !open.isEmpty {
                addStocks(open, of: link.predecessor, weight, depth: depth + 1, to: &found)
            }
        }
    }

    /// What went before the end of the period's first month has no value in the period, and
    /// neither has what went into it earlier, unless some unit went on existing.
    private func mayCount(_ link: Succession) -> Bool {
        link.isWhole && link.effective <= lastMonth.lastDay
            && (link.effective > period.first.lastDay || registry.units.hasLivingPredecessors)
    }

    private struct LastValue {
        let element: DataElement.Index
        let count: Int32
        let month: Month
        let seq: Int64
    }

    /// The masks say in which month each stock was given last, so that only those reports are
    /// opened.
    private func lastValues(
        of stocks: [DataElement.Index], in leaf: LeafYear
    ) -> [LastValue] {
        guard !leaf.presence.isEmpty else { return [] }
        var months: [(element: DataElement.Index, index: Int)] = []
        for element in stocks {
            let given = leaf.presence[element].intersection(period.mask).rawValue
            if given != 0 { months.append((element, 15 - given.leadingZeroBitCount)) }
        }
        var found: [LastValue] = []
        for index in Set(months.map(\.index)) {
            guard let report = leaf.months[index] else { continue }
            let wanted = months.filter { $0.index == index }.map(\.element)
            report.forEachCount(registry.catalogue) { element, count in
                guard wanted.contains(element) else { return }
                found.append(
                    LastValue(
                        element: element, count: count,
                        month: Month(year: period.year, month: index + 1), seq: report.seq))
            }
        }
        return found
    }
}
