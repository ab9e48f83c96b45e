/// Makes the totals of a period from a scope's leaves.
public struct Summation {
    let registry: Registry
    let form: String
    let period: Period
    let scope: SumScope
    let currentMonth: Month
    let leaf: (OrgUnit.Number) -> LeafYear
    /// The places of all stocks among the catalogue's.
    let allStocks: [Int]

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
        allStocks = Array(registry.catalogue.stocks.indices)
    }

    /// - Parameter monthly: what the same scope's members add to.
    public func totals(monthly: MonthlyTotals) -> Totals {
        totals(monthly: monthly, tallies())
    }

    /// - Parameter tallies: of the same leaves. Only where shares count are leaves read again.
    public func totals(monthly: MonthlyTotals, _ tallies: RangeTallies) -> Totals {
        var totals = Totals(elementCount: registry.catalogue.elements.count)
        totals.seq = max(monthly.seq(period.mask), tallies.outsideSeq)
        totals.reports = tallies.reports
        totals.expectedUnits = tallies.expectedUnits
        totals.reportingUnits = tallies.reportingUnits
        totals.without = tallies.without
        if isPlainMonth {
            addMonth(monthly, to: &totals)
        } else {
            addFlows(monthly, tallies.flowUnits, to: &totals)
            addStocks(tallies.stocks, to: &totals)
        }
        addUnanswered(monthly, to: &totals)
        return totals
    }

    // MARK: One month

    /// A single month needs no look at its reports: each unit gives one number, and nothing that
    /// went into another unit gave one as well.
    var isPlainMonth: Bool {
        period.first == period.last && scope.parts.isEmpty
            && !registry.units.hasLivingPredecessors
    }

    private func addMonth(_ monthly: MonthlyTotals, to totals: inout Totals) {
        for element in registry.catalogue.elements.indices {
            let given = monthly.given(element, period.mask)
            guard given > 0 else { continue }
            totals.sums[element] = .init(
                value: Amount(monthly.sum(element, period.mask)), units: given, months: 1,
                reports: given)
        }
    }

    // MARK: Flows

    private func addFlows(
        _ monthly: MonthlyTotals, _ units: [Int32], to totals: inout Totals
    ) {
        for element in registry.catalogue.flows where units[element] > 0 {
            totals.sums[element] = .init(
                value: Amount(monthly.sum(element, period.mask)), units: Int(units[element]),
                months: monthly.monthsGiven(element, period.mask).count,
                reports: monthly.given(element, period.mask))
        }
        var shared = SharedFlows()
        for part in scope.parts { add(part, to: &shared, &totals) }
        for (element, flow) in shared.byElement {
            let months = monthly.monthsGiven(element, period.mask).union(flow.months)
            var sum =
                totals.sums[element] ?? .init(value: 0, units: 0, months: 0, reports: 0)
            sum.value += flow.value
            sum.units += flow.units.count { !gaveInFull($0, element) }
            sum.months = months.count
            sum.reports += flow.reports
            sum.isEstimated = true
            totals.sums[element] = sum
        }
    }

    private func gaveInFull(_ unit: OrgUnit.Number, _ element: DataElement.Index) -> Bool {
        let presence = leaf(unit).presence
        guard presence.indices.contains(element) else { return false }
        let months = scope.months(ofMember: unit).intersection(period.mask)
        return !presence[element].intersection(months).isEmpty
    }

    /// What published shares bring, by element.
    private struct SharedFlows {
        struct Flow {
            var value: Amount = 0
            var units: Set<OrgUnit.Number> = []
            var months: MonthMask = []
            var reports = 0
        }
        var byElement: [DataElement.Index: Flow] = [:]
    }

    private func add(_ part: SumScope.Part, to shared: inout SharedFlows, _ totals: inout Totals) {
        let leaf = leaf(part.unit)
        let counted = part.months.intersection(period.mask).intersection(leaf.received)
        for index in counted.indices {
            guard let report = leaf.months[index] else { continue }
            totals.seq = max(totals.seq, report.seq)
            report.forEachCount(registry.catalogue) { element, count in
                guard registry.catalogue.elements[element].time == .flow else { return }
                var flow = shared.byElement[element] ?? SharedFlows.Flow()
                flow.value += Amount(Int64(count), weight: part.weight)
                flow.units.insert(part.unit)
                flow.months.insert(MonthMask(from: index, through: index))
                flow.reports += 1
                shared.byElement[element] = flow
            }
        }
    }

    // MARK: What was not answered

    /// How many of the period's reports left an element blank, or said it does not apply.
    private func addUnanswered(_ monthly: MonthlyTotals, to totals: inout Totals) {
        let catalogue = registry.catalogue
        var asked = [Int](repeating: 0, count: catalogue.elements.count)
        for (version, count) in monthly.versions(period.mask).enumerated() where count > 0 {
            for element in catalogue.versions[version].elements { asked[element] += count }
        }
        for element in totals.sums.indices where totals.sums[element] != nil {
            let notApplicable = monthly.notApplicable(element, period.mask)
            totals.sums[element]?.notApplicable = notApplicable
            totals.sums[element]?.blank =
                asked[element] - notApplicable - monthly.given(element, period.mask)
        }
        for part in scope.parts { addUnanswered(part, to: &totals) }
    }

    private func addUnanswered(_ part: SumScope.Part, to totals: inout Totals) {
        let leaf = leaf(part.unit)
        let counted = part.months.intersection(period.mask).intersection(leaf.received)
        for report in counted.indices.compactMap({ leaf.months[$0] }) {
            let versions = registry.catalogue.versions
            guard versions.indices.contains(report.version) else { continue }
            var blank = Set(versions[report.version].elements)
            report.forEachValue(registry.catalogue) { element, value in
                blank.remove(element)
                if value == .notApplicable { totals.sums[element]?.notApplicable += 1 }
            }
            for element in blank { totals.sums[element]?.blank += 1 }
        }
    }
}
