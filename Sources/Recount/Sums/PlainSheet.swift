import Reporting

/// Figures of all units while the plain recomputation writes them down, a cell a unit and
/// element.
struct PlainSheet {
    private struct Cell {
        var value: Amount = 0
        var reports: Int32 = 0
        var units: Int32 = 0
        var blank: Int32 = 0
        var notApplicable: Int32 = 0
        var lastGiver: Int32 = -1
        var stockGivers: Int32 = 0
        var months: UInt16 = 0
        var isEstimated = false
    }

    private struct Page {
        var cells: [Cell] = []
        var counts = Totals.ReportCounts()
        var expected: Set<OrgUnit.Number> = []
        var reporting: Set<OrgUnit.Number> = []
        var stockGivers: Set<[Int]> = []
        var without: Set<OrgUnit.Number> = []
        var seq: Int64 = 0
        var isTouched = false
    }

    private var pages: [Page]
    private let elementCount: Int

    init(unitCount: Int, elementCount: Int) {
        pages = Array(repeating: Page(), count: unitCount)
        self.elementCount = elementCount
    }

    /// - Precondition: all numbers of one giver come in one go, so that it is counted once.
    mutating func add(
        _ count: Int64, of element: DataElement.Index, from giver: OrgUnit.Number, in month: Month,
        at place: PlainPlaces.Place
    ) {
        open(place.unit)
        pages[place.unit].cells[element].value += Amount(count, weight: place.weight)
        pages[place.unit].cells[element].reports += 1
        pages[place.unit].cells[element].months |= 1 << UInt16(month.indexInYear)
        if place.isEstimated { pages[place.unit].cells[element].isEstimated = true }
        if pages[place.unit].cells[element].lastGiver != Int32(giver) {
            pages[place.unit].cells[element].lastGiver = Int32(giver)
            pages[place.unit].cells[element].units += 1
        }
    }

    /// A unit gives one value of a stock, however many ways it is reached on.
    mutating func addStock(
        _ count: Int64, of element: DataElement.Index, from giver: OrgUnit.Number, in month: Month,
        at place: PlainPlaces.Place
    ) {
        add(count, of: element, from: giver, in: month, at: place)
        let isNew = pages[place.unit].stockGivers.insert([element, giver]).inserted
        let givers = isNew ? 1 : 0
        pages[place.unit].cells[element].stockGivers += Int32(givers)
    }

    mutating func noteBlank(_ element: DataElement.Index, at place: PlainPlaces.Place) {
        open(place.unit)
        pages[place.unit].cells[element].blank += 1
    }

    mutating func noteNotApplicable(_ element: DataElement.Index, at place: PlainPlaces.Place) {
        open(place.unit)
        pages[place.unit].cells[element].notApplicable += 1
    }

    mutating func noteReport(_ report: PlainReport, at place: PlainPlaces.Place) {
        open(place.unit)
        pages[place.unit].reporting.insert(report.unit)
        note(seq: report.seq, at: place)
    }

    mutating func note(seq: Int64, at place: PlainPlaces.Place) {
        open(place.unit)
        pages[place.unit].seq = max(pages[place.unit].seq, seq)
    }

    mutating func noteExpected(
        _ unit: OrgUnit.Number, _ report: PlainReport?, isOnTime: Bool, at place: PlainPlaces.Place
    ) {
        open(place.unit)
        let one = Amount(1, weight: place.weight)
        pages[place.unit].expected.insert(unit)
        pages[place.unit].counts.expected += one
        guard let report else { return }
        pages[place.unit].counts.received += one
        if isOnTime { pages[place.unit].counts.onTime += one }
        if report.status == .accepted { pages[place.unit].counts.accepted += one }
    }

    mutating func noteMissing(_ unit: OrgUnit.Number, at place: OrgUnit.Number) {
        open(place)
        pages[place].without.insert(unit)
    }

    private mutating func open(_ unit: OrgUnit.Number) {
        guard !pages[unit].isTouched else { return }
        pages[unit].isTouched = true
        pages[unit].cells = Array(repeating: Cell(), count: elementCount)
    }

    /// Nil for a unit of which nothing is known.
    func totals(of unit: OrgUnit.Number) -> Totals? {
        let page = pages[unit]
        guard page.isTouched else { return nil }
        var totals = Totals(elementCount: elementCount)
        totals.reports = page.counts
        totals.expectedUnits = page.expected.count
        totals.reportingUnits = page.reporting.count
        totals.without = page.without.sorted()
        totals.seq = page.seq
        for (element, cell) in page.cells.enumerated() where cell.reports > 0 {
            let givers = cell.stockGivers > 0 ? cell.stockGivers : cell.units
            let reports = cell.stockGivers > 0 ? cell.stockGivers : cell.reports
            totals.sums[element] = .init(
                value: cell.value, units: Int(givers), months: cell.months.nonzeroBitCount,
                reports: Int(reports), blank: Int(cell.blank),
                notApplicable: Int(cell.notApplicable), isEstimated: cell.isEstimated)
        }
        return totals
    }
}
