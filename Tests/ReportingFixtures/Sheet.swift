import Reporting

/// Figures of all units while the plain recomputation writes them down.
struct Sheet {
    let elementCount: Int
    var counts: [OrgUnit.Number: Totals.ReportCounts] = [:]
    var expected: [OrgUnit.Number: Set<OrgUnit.Number>] = [:]
    var reporting: [OrgUnit.Number: Set<OrgUnit.Number>] = [:]
    var seqs: [OrgUnit.Number: Int64] = [:]
    private var values: [OrgUnit.Number: [DataElement.Index: Int64]] = [:]
    private var givers: [OrgUnit.Number: [DataElement.Index: Set<OrgUnit.Number>]] = [:]

    init(elementCount: Int) {
        self.elementCount = elementCount
    }

    mutating func add(
        _ count: Int64, of element: DataElement.Index, from giver: OrgUnit.Number,
        at unit: OrgUnit.Number
    ) {
        values[unit, default: [:]][element, default: 0] += count
        givers[unit, default: [:]][element, default: []].insert(giver)
    }

    func totals() -> [OrgUnit.Number: Totals] {
        let units = Set(counts.keys).union(reporting.keys).union(values.keys)
        return Dictionary(uniqueKeysWithValues: units.map { ($0, totals(of: $0)) })
    }

    private func totals(of unit: OrgUnit.Number) -> Totals {
        var totals = Totals(elementCount: elementCount)
        totals.reports = counts[unit] ?? .init()
        totals.expectedUnits = expected[unit]?.count ?? 0
        totals.reportingUnits = reporting[unit]?.count ?? 0
        totals.seq = seqs[unit] ?? 0
        for (element, value) in values[unit] ?? [:] {
            totals.sums[element] = .init(
                value: value, units: givers[unit]?[element]?.count ?? 0)
        }
        return totals
    }
}
