import Reporting

/// The figures of one unit and period while they are written down, a cell an element.
struct PlainPage {
    private struct Cell {
        /// What counts in full is whole, and added as such; only what counts in part is more.
        var whole: Int64 = 0
        var reports: Int32 = 0
        var units: Int32 = 0
        var blank: Int32 = 0
        var notApplicable: Int32 = 0
        var lastGiver: Int32 = -1
        var months: UInt16 = 0
        var isEstimated = false
        var part: Amount = 0

        mutating func add(_ count: Int32, from given: PlainGivers.Given) {
            reports += 1
            months |= 1 << UInt16(given.month)
            if given.isEstimated {
                part += Amount(Int64(count), weight: given.weight)
                isEstimated = true
            } else {
                whole += Int64(count)
            }
            if lastGiver != Int32(given.unit) {
                lastGiver = Int32(given.unit)
                units += 1
            }
        }
    }

    private var cells: [Cell]
    private var totals: Totals
    private var lastExpected: OrgUnit.Number?
    private var lastReporting: OrgUnit.Number?
    /// A unit gives one value of a stock, however many ways it is reached on.
    private var stockGivers: [DataElement.Index: Set<OrgUnit.Number>] = [:]

    init(elementCount: Int) {
        cells = Array(repeating: Cell(), count: elementCount)
        totals = Totals(elementCount: elementCount)
    }

    // All months of one giver come in one go, so that it is told from the one before.

    mutating func noteExpected(_ given: PlainGivers.Given, _ report: PlainYear.Report?) {
        let one = Amount(1, weight: given.weight)
        if lastExpected != given.unit { totals.expectedUnits += 1 }
        lastExpected = given.unit
        totals.reports.expected += one
        if given.isEstimated { totals.reports.isEstimated = true }
        guard let report else { return }
        totals.reports.received += one
        if report.isOnTime { totals.reports.onTime += one }
        if report.isAccepted { totals.reports.accepted += one }
    }

    mutating func noteReport(_ given: PlainGivers.Given, _ report: PlainYear.Report) {
        if lastReporting != given.unit { totals.reportingUnits += 1 }
        lastReporting = given.unit
        note(seq: report.seq)
    }

    /// Every answer of a report. Stocks are counted later; here only those that gave none.
    mutating func add(_ given: PlainGivers.Given, _ report: PlainYear.Report, of year: PlainYear) {
        for element in cells.indices {
            switch year.answer(report, to: element) {
            case PlainYear.notAsked: continue
            case PlainYear.blank: cells[element].blank += 1
            case PlainYear.notApplicable: cells[element].notApplicable += 1
            case let count where !year.isStock[element]: cells[element].add(count, from: given)
            default: continue
            }
        }
    }

    /// - Parameter given: by what part it counts, whose value it is, and of which month.
    mutating func addStock(
        _ count: Int32, of element: DataElement.Index, _ given: PlainGivers.Given
    ) {
        cells[element].add(count, from: given)
        stockGivers[element, default: []].insert(given.unit)
    }

    mutating func note(seq: Int64) {
        totals.seq = max(totals.seq, seq)
    }

    mutating func noteMissing(_ unit: OrgUnit.Number) {
        if totals.without.last != unit { totals.without.append(unit) }
    }

    func written() -> Totals {
        var totals = totals
        for (element, cell) in cells.enumerated() where cell.reports > 0 {
            let givers = stockGivers[element]?.count
            totals.sums[element] = .init(
                value: Amount(cell.whole) + cell.part, units: givers ?? Int(cell.units),
                months: cell.months.nonzeroBitCount, reports: givers ?? Int(cell.reports),
                blank: Int(cell.blank), notApplicable: Int(cell.notApplicable),
                isEstimated: cell.isEstimated)
        }
        return totals
    }
}
