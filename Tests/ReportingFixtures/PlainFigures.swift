public import Reporting

/// A second implementation of all sums, written sentence by sentence from the design and as
/// slow as it likes: dictionaries, loops over everything, nothing kept from one call to the
/// next. It shares days, months and the rows of units and successions with the first one,
/// and none of its trees, scopes, masks or packed values.
public struct PlainFigures {
    let units: [OrgUnit]
    let successions: [Succession]
    let memberships: [Membership]
    let catalogue: Catalogue
    let form: String
    let today: Day
    public var reports: [PlainReport]

    public init(
        units: [OrgUnit], successions: [Succession], memberships: [Membership] = [],
        catalogue: Catalogue,
        form: String = SampleForm.code, today: Day, reports: [PlainReport] = []
    ) {
        self.units = units
        self.successions = successions
        self.memberships = memberships
        self.catalogue = catalogue
        self.form = form
        self.today = today
        self.reports = reports
    }

    public var elementCount: Int { catalogue.elements.count }

    /// What every unit's figures are; a unit without an entry has none at all.
    public func totals(_ period: Period, _ boundaries: Boundaries) -> [OrgUnit.Number: Totals] {
        var sheet = Sheet(elementCount: catalogue.elements.count)
        for report in reports where period.contains(report.month) {
            for unit in counting(report.unit, on: report.month.lastDay, boundaries) {
                add(report, at: unit, to: &sheet)
            }
        }
        for month in period.months where month <= today.month {
            addExpected(month, boundaries, to: &sheet)
        }
        for unit in units where exists(unit.number, on: period.lastDay) {
            addStock(of: unit.number, period, boundaries, to: &sheet)
        }
        return sheet.totals()
    }

    // MARK: Where a report counts

    /// The units at which a unit's figures of a day count.
    func counting(
        _ unit: OrgUnit.Number, on day: Day, _ boundaries: Boundaries
    ) -> Set<OrgUnit.Number> {
        switch boundaries {
        case .reported: return places(unit, on: day)
        case .current:
            let ends = successors(of: unit, after: day)
            guard let first = ends.first else { return [] }
            return ends.dropFirst().reduce(places(first, on: today)) { common, end in
                common.intersection(places(end, on: today))
            }
        }
    }

    /// Today's units that a unit's figures of a day may belong to. Every way along the
    /// successions is walked, each one forward in time.
    func successors(of unit: OrgUnit.Number, after day: Day) -> Set<OrgUnit.Number> {
        var ends: Set<OrgUnit.Number> = exists(unit, on: today) ? [unit] : []
        for link in successions
        where link.predecessor == unit && day < link.effective && link.effective <= today
            && !(link.kind == .part && link.share == 0)
        {
            // The next step may be taken on the same day, so one day less counts as passed.
            ends.formUnion(successors(of: link.successor, after: link.effective + -1))
        }
        return ends
    }

    func exists(_ unit: OrgUnit.Number, on day: Day) -> Bool {
        units[unit].states.contains { $0.validity.contains(day) }
    }

    /// The unit, its parent, and so on.
    func path(_ unit: OrgUnit.Number, on day: Day) -> [OrgUnit.Number] {
        var path: [OrgUnit.Number] = []
        var next: OrgUnit.Number? = unit
        while let one = next, exists(one, on: day) {
            path.append(one)
            next = units[one].states.first { $0.validity.contains(day) }?.parent
        }
        return path
    }

    /// The unit, what is above it, and the areas that one of these is a whole member of.
    func places(_ unit: OrgUnit.Number, on day: Day) -> Set<OrgUnit.Number> {
        let path = path(unit, on: day)
        let areas = memberships.filter {
            $0.kind == .whole && path.contains($0.member) && $0.validity.contains(day)
                && exists($0.area, on: day)
        }
        return Set(path + areas.map(\.area))
    }

    // MARK: Flows and counts

    private func add(_ report: PlainReport, at unit: OrgUnit.Number, to sheet: inout Sheet) {
        sheet.reporting[unit, default: []].insert(report.unit)
        sheet.seqs[unit] = max(sheet.seqs[unit] ?? 0, report.seq)
        for (element, count) in report.counts where catalogue.elements[element].time == .flow {
            sheet.add(count, of: element, from: report.unit, at: unit)
        }
    }

    private func addExpected(_ month: Month, _ boundaries: Boundaries, to sheet: inout Sheet) {
        for unit in units where isExpected(unit, month) {
            let report = reports.first { $0.unit == unit.number && $0.month == month }
            for place in counting(unit.number, on: month.lastDay, boundaries) {
                sheet.counts[place, default: .init()].expected += 1
                sheet.expected[place, default: []].insert(unit.number)
                guard let report else { continue }
                sheet.counts[place]?.received += 1
                if isOnTime(report) { sheet.counts[place]?.onTime += 1 }
                if report.status == .accepted { sheet.counts[place]?.accepted += 1 }
            }
        }
    }

    private func isExpected(_ unit: OrgUnit, _ month: Month) -> Bool {
        let day = month.lastDay
        guard let state = unit.states.first(where: { $0.validity.contains(day) }),
            let version = catalogue.versions.first(where: {
                $0.form == form && $0.validity.contains(day)
            })
        else { return false }
        return version.levels.contains(state.level)
            || catalogue.assignments.contains {
                $0.form == form && $0.unitID == unit.id && $0.validity.contains(day)
            }
    }

    private func isOnTime(_ report: PlainReport) -> Bool {
        let day = report.month.lastDay
        var rule = catalogue.versions.first { $0.form == form && $0.validity.contains(day) }?
            .deadline
        for unit in path(report.unit, on: day).reversed() {
            for other in catalogue.deadlines
            where other.form == form && other.unitID == units[unit].id
                && other.validity.contains(day)
            {
                rule = other.rule
            }
        }
        guard let rule else { return false }
        let last = rule.lastDay(for: report.month, holidays: catalogue.holidays)
        return VietnamTime.day(ofMilliseconds: report.receivedFirst) <= last
    }

    // MARK: Stocks

    private func addStock(
        of unit: OrgUnit.Number, _ period: Period, _ boundaries: Boundaries, to sheet: inout Sheet
    ) {
        let places = counting(unit, on: period.lastDay, boundaries)
        for element in catalogue.elements where element.time == .stock {
            for report in stock(of: unit, element.index, period) {
                guard let count = report.values[element.index].count else { continue }
                for place in places {
                    sheet.add(Int64(count), of: element.index, from: report.unit, at: place)
                    sheet.seqs[place] = max(sheet.seqs[place] ?? 0, report.seq)
                }
            }
        }
    }

    /// The reports whose value of an element makes up a unit's stock: its own last one, and
    /// those of predecessors that it has not counted itself yet.
    private func stock(
        of unit: OrgUnit.Number, _ element: DataElement.Index, _ period: Period
    ) -> [PlainReport] {
        let own = reports.filter {
            $0.unit == unit && period.contains($0.month) && $0.values[element].count != nil
        }.max { $0.month < $1.month }
        var found = own.map { [$0] } ?? []
        for link in successions
        where link.successor == unit && (link.kind != .part || link.share == 1)
            && link.effective <= period.lastDay
        {
            if let own, link.effective <= own.month.lastDay { continue }
            found += stock(of: link.predecessor, element, period)
        }
        return found
    }
}
