public import Reporting

/// A second implementation of all sums, written sentence by sentence from the design: loops
/// over everything, nothing kept of what was summed. It shares days, months, weights and the
/// rows of units and successions with the first one, and none of its trees, scopes, masks or
/// running totals.
public struct PlainFigures {
    let catalogue: Catalogue
    let form: String
    public let today: Day
    /// By unit, then by month.
    var reports: [OrgUnit.Number: [Month: PlainReport]] = [:]
    let succession: PlainSuccession
    private let kept = KeptPlaces()

    public init(
        units: [OrgUnit], successions: [Succession], memberships: [Membership],
        catalogue: Catalogue, form: String, today: Day, reports: [PlainReport] = []
    ) {
        self.catalogue = catalogue
        self.form = form
        self.today = today
        succession = PlainSuccession(
            units: units, successions: successions, memberships: memberships, today: today)
        for report in reports { put(report) }
    }

    var units: [OrgUnit] { succession.units }

    /// All reports, in no order.
    public var standing: [PlainReport] { reports.values.flatMap(\.values) }

    /// The years that have a report, in order.
    var years: [Int] {
        Set(reports.values.flatMap { $0.keys.map(\.year) }).sorted()
    }

    public var elementCount: Int { catalogue.elements.count }

    /// Puts a report in, in place of the one of the same unit and month.
    public mutating func put(_ report: PlainReport) {
        reports[report.unit, default: [:]][report.month] = report
    }

    /// What every unit's figures are; a unit without an entry has none at all.
    public func totals(_ period: Period, _ boundaries: Boundaries) -> [OrgUnit.Number: Totals] {
        let sheet = sheet(period, boundaries)
        return units.reduce(into: [:]) { $0[$1.number] = sheet.totals(of: $1.number) }
    }

    private func sheet(_ period: Period, _ boundaries: Boundaries) -> PlainSheet {
        var sheet = PlainSheet(unitCount: units.count, elementCount: elementCount)
        for unit in units {
            let own = reports[unit.number] ?? [:]
            for month in period.months {
                if let report = own[month] { add(report, boundaries, to: &sheet) }
                if month <= today.month { addExpected(unit, month, boundaries, to: &sheet) }
            }
        }
        addStocks(period, boundaries, to: &sheet)
        return sheet
    }

    private func places(
        _ unit: OrgUnit.Number, _ month: Month, _ boundaries: Boundaries
    ) -> PlainPlaces {
        kept.places(unit, month, boundaries) {
            succession.places(of: unit, in: month, boundaries)
        }
    }

    /// At which units a unit's figures of a month count, and by what part.
    public func weights(
        of unit: OrgUnit.Number, in month: Month, _ boundaries: Boundaries
    ) -> [OrgUnit.Number: Weight] {
        let places = places(unit, month, boundaries).places
        return Dictionary(places.map { ($0.unit, $0.weight) }) { first, _ in first }
    }

    // MARK: Flows and counts

    private func add(_ report: PlainReport, _ boundaries: Boundaries, to sheet: inout PlainSheet) {
        let places = places(report.unit, report.month, boundaries)
        for place in places.places { sheet.noteReport(report, at: place) }
        for unit in places.missing { sheet.noteMissing(report.unit, at: unit) }
        for (element, answer) in report.answers {
            for place in places.places {
                switch answer {
                case .blank: sheet.noteBlank(element, at: place)
                case .notApplicable: sheet.noteNotApplicable(element, at: place)
                case .count(let count) where catalogue.elements[element].time == .flow:
                    sheet.add(count, of: element, from: report.unit, in: report.month, at: place)
                case .count: continue
                }
            }
        }
    }

    private func addExpected(
        _ unit: OrgUnit, _ month: Month, _ boundaries: Boundaries, to sheet: inout PlainSheet
    ) {
        guard isExpected(unit, month) else { return }
        let report = reports[unit.number]?[month]
        let isOnTime = report.map(isOnTime) ?? false
        let places = places(unit.number, month, boundaries)
        for place in places.places {
            sheet.noteExpected(unit.number, report, isOnTime: isOnTime, at: place)
        }
        for place in places.missing { sheet.noteMissing(unit.number, at: place) }
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
        let overrides = catalogue.deadlines.filter {
            $0.form == form && $0.validity.contains(day)
        }
        for unit in succession.path(report.unit, on: day).reversed() {
            for other in overrides where other.unitID == units[unit].id { rule = other.rule }
        }
        guard let rule else { return false }
        let due = PlainDeadline(rule: rule, holidays: catalogue.holidays).day(of: report.month)
        return VietnamTime.day(ofMilliseconds: report.receivedFirst) <= due
    }

    // MARK: Stocks

    /// What is planned for after this month is not true yet, so a range ends with this month.
    private func addStocks(
        _ period: Period, _ boundaries: Boundaries, to sheet: inout PlainSheet
    ) {
        let last =
            today.month < period.last && period.first <= today.month ? today.month : period.last
        for unit in units where succession.exists(unit.number, on: last.lastDay) {
            let places = places(unit.number, last, boundaries).places
            guard !places.isEmpty else { continue }
            addStock(of: unit.number, period, last, at: places, to: &sheet)
        }
    }

    private func addStock(
        of unit: OrgUnit.Number, _ period: Period, _ last: Month, at places: [PlainPlaces.Place],
        to sheet: inout PlainSheet
    ) {
        for (element, given) in stocks(of: unit, period, last) {
            for (report, count) in given {
                for place in places {
                    sheet.addStock(
                        count, of: element, from: report.unit, in: report.month, at: place)
                    sheet.note(seq: report.seq, at: place)
                }
            }
        }
    }

    private typealias Given = (report: PlainReport, count: Int64)

    /// By element, the reports whose value makes up a unit's stock: its own last one, and those of
    /// predecessors that it has not counted itself yet.
    private func stocks(
        of unit: OrgUnit.Number, _ period: Period, _ last: Month
    ) -> [DataElement.Index: [Given]] {
        let own = lastValues(of: unit, period)
        var found = own.mapValues { [$0] }
        for link in succession.wholePredecessors(of: unit) where link.effective <= last.lastDay {
            for (element, given) in stocks(of: link.predecessor, period, last) {
                if let own = own[element], link.effective <= own.report.month.lastDay { continue }
                found[element, default: []] += given
            }
        }
        return found
    }

    private func lastValues(
        of unit: OrgUnit.Number, _ period: Period
    ) -> [DataElement.Index: Given] {
        guard let own = reports[unit] else { return [:] }
        var found: [DataElement.Index: Given] = [:]
        for report in period.months.compactMap({ own[$0] }) {
            for (element, answer) in report.answers
            where catalogue.elements[element].time == .stock {
                if case .count(let count) = answer { found[element] = (report, count) }
            }
        }
        return found
    }
}
