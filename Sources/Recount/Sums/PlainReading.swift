import Reporting

/// One form's year in one reading: what any unit's figures are in any period, each written down
/// anew from all reports that count there.
struct PlainReading {
    let today: Day
    let year: PlainYear
    let givers: PlainGivers
    let succession: PlainSuccession

    func totals(of unit: OrgUnit.Number, in period: Period) -> Totals {
        var page = PlainPage(elementCount: year.elementCount)
        let months = period.first.indexInYear...period.last.indexInYear
        for given in givers.given[unit] where months.contains(given.month) {
            add(given, to: &page)
        }
        for (missing, month) in givers.missing[unit] where months.contains(month) {
            if year.report(missing, month) != nil || isDue(missing, month) {
                page.noteMissing(missing)
            }
        }
        addStocks(of: unit, period, to: &page)
        return page.written()
    }

    private func add(_ given: PlainGivers.Given, to page: inout PlainPage) {
        let report = year.report(given.unit, given.month)
        if isDue(given.unit, given.month) { page.noteExpected(given, report) }
        guard let report else { return }
        page.noteReport(given, report)
        page.add(given, report, of: year)
    }

    /// Expected, and the month has begun.
    private func isDue(_ unit: OrgUnit.Number, _ month: Int) -> Bool {
        year.isExpected(unit, month) && year.months[month] <= today.month
    }

    // MARK: Stocks

    /// What is planned for after this month is not true yet, so a range ends with this month.
    private func addStocks(of unit: OrgUnit.Number, _ period: Period, to page: inout PlainPage) {
        let last =
            today.month < period.last && period.first <= today.month ? today.month : period.last
        for given in givers.given[unit]
        where given.month == last.indexInYear && succession.exists(given.unit, on: last.lastDay) {
            for element in year.isStock.indices where year.isStock[element] {
                addStock(of: element, given.unit, given, period, last.lastDay, to: &page)
            }
        }
    }

    /// The values that make up a unit's stock: its own last one, and those of predecessors that
    /// it has not counted itself yet.
    ///
    /// - Parameter given: by what part they count.
    private func addStock(
        of element: DataElement.Index, _ unit: OrgUnit.Number, _ given: PlainGivers.Given,
        _ period: Period, _ end: Day, to page: inout PlainPage
    ) {
        let own = (period.first.indexInYear...period.last.indexInYear).last { month in
            year.count(of: element, unit, month) != nil
        }
        if let own, let count = year.count(of: element, unit, own) {
            page.addStock(
                count, of: element,
                .init(
                    unit: unit, month: own, weight: given.weight, isEstimated: given.isEstimated))
            if let report = year.report(unit, own) { page.note(seq: report.seq) }
        }
        for link in succession.wholePredecessors[unit] where link.effective <= end {
            if let own, link.effective <= year.months[own].lastDay { continue }
            addStock(of: element, link.predecessor, given, period, end, to: &page)
        }
    }
}
