extension Summation {
    func addStocks(_ stocks: [RangeTallies.Stock], to totals: inout Totals) {
        for (element, stock) in zip(registry.catalogue.stocks, stocks) where stock.units > 0 {
            // A unit brings the value of one report.
            totals.sums[element] = .init(
                value: stock.value, units: stock.units, months: stock.months,
                reports: stock.units, isEstimated: stock.estimatedCount > 0)
        }
    }

    /// A stock counts each unit that exists on the range's last day once, with its last value,
    /// and before that the predecessors it has not counted itself yet. A unit carried over by a
    /// share brings that share of its own stock.
    func tallyStocks(_ tallies: inout RangeTallies) {
        let last = MonthMask(lastMonth)
        for member in scope.members where !member.months.intersection(last).isEmpty {
            tallyStocks(of: member.unit, .all, sign: 1, &tallies)
        }
        for part in scope.parts where !part.months.intersection(last).isEmpty {
            tallyStocks(of: part.unit, part.weight, sign: 1, &tallies)
        }
    }

    /// What one of the scope's own units brings, with whatever went into it.
    func tallyStocks(
        of unit: OrgUnit.Number, _ weight: Weight, sign: Int32, _ tallies: inout RangeTallies
    ) {
        tallyStocks(allStocks, of: unit, weight, depth: 0, sign: sign, &tallies)
    }

    /// The month whose units a stock is of: the range's last, or the current one while it lasts.
    private var lastMonth: Month { period.lastMonth(begunBy: currentMonth) }

    /// Whether a unit's own stock is counted at this scope.
    func isOwn(_ unit: OrgUnit.Number) -> Bool {
        let last = MonthMask(lastMonth)
        return !scope.months(ofMember: unit).intersection(last).isEmpty
            || scope.parts.contains { $0.unit == unit && !$0.months.intersection(last).isEmpty }
    }

    /// Chains of successions within one year are short; deeper ones are a circle in the data.
    private static let chainMax = 16

    /// - Parameter stocks: places among the catalogue's stocks.
    private func tallyStocks(
        _ stocks: [Int], of unit: OrgUnit.Number, _ weight: Weight, depth: Int, sign: Int32,
        _ tallies: inout RangeTallies
    ) {
        let leaf = leaf(unit)
        let months = lastMonths(of: stocks, in: leaf)
        let isPredecessor = depth > 0 && !isOwn(unit)
        forEachLast(stocks, months, in: leaf) { stock, index, count, seq in
            tallies.stocks[stock].add(count, month: index, weight, sign: sign)
            if depth == 0 { tallies.stocks[stock].ownCount += sign }
            if isPredecessor { tallies.stocks[stock].addPredecessor(unit, sign: sign) }
            if !scope.months(ofMember: unit).contains(MonthMask(from: index, through: index)) {
                tallies.outsideSeq = max(tallies.outsideSeq, seq)
            }
        }
        guard depth < Self.chainMax else { return }
        for link in registry.units.predecessors(of: unit) where mayCount(link) {
            let open = stocks.filter { stock in
                months[stock] < 0
                    || Month(year: period.year, month: months[stock] + 1).lastDay < link.effective
            }
            if open.isEmpty { continue }
            tallyStocks(
                open, of: link.predecessor, weight, depth: depth + 1, sign: sign, &tallies)
        }
    }

    /// What went before the end of the period's first month has no value in the period, and
    /// neither has what went into it earlier, unless some unit went on existing.
    private func mayCount(_ link: Succession) -> Bool {
        link.isWhole && link.effective <= lastMonth.lastDay
            && (link.effective > period.first.lastDay || registry.units.hasLivingPredecessors)
    }

    /// By place among the catalogue's stocks: the index of the month in which a leaf has its last
    /// value, -1 without one. The masks say it, so that only those reports are opened.
    private func lastMonths(of stocks: [Int], in leaf: LeafYear) -> [Int] {
        var months = [Int](repeating: -1, count: registry.catalogue.stocks.count)
        guard !leaf.presence.isEmpty else { return months }
        for stock in stocks {
            let element = registry.catalogue.stocks[stock]
            let given = leaf.presence[element].intersection(period.mask).rawValue
            if given != 0 { months[stock] = 15 - given.leadingZeroBitCount }
        }
        return months
    }

    /// Calls `body` with each stock's place, the month's index, the count and the report's seq.
    private func forEachLast(
        _ stocks: [Int], _ months: [Int], in leaf: LeafYear,
        _ body: (_ stock: Int, _ month: Int, _ count: Int32, _ seq: Int64) -> Void
    ) {
        var opened: MonthMask = []
        for stock in stocks where months[stock] >= 0 {
            opened.insert(MonthMask(from: months[stock], through: months[stock]))
        }
        for index in opened.indices {
            guard let report = leaf.months[index] else { continue }
            report.forEachCount(registry.catalogue) { element, count in
                let stock = registry.catalogue.stockPlaces[element]
                guard stock >= 0, months[stock] == index else { return }
                body(stock, index, count, report.seq)
            }
        }
    }
}

extension RangeTallies.Stock {
    fileprivate mutating func add(
        _ count: Int32, month index: Int, _ weight: Weight, sign: Int32
    ) {
        value += Amount(Int64(sign) * Int64(count), weight: weight)
        monthCounts[index] += sign
        if weight < .all { estimatedCount += sign }
    }
}
