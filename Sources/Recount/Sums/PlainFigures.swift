public import Reporting

/// A second implementation of all sums, written sentence by sentence from the design: loops
/// over everything, nothing kept of what was summed. It shares days, months, weights and the
/// rows of units and successions with the first one, and none of its trees, scopes, masks or
/// running totals.
public struct PlainFigures {
    let catalogue: Catalogue
    let extensions: [DeadlineExtension]
    let form: String
    public let today: Day
    /// By unit, then by month.
    var reports: [OrgUnit.Number: [Month: PlainReport]] = [:]
    let succession: PlainSuccession
    private let kept = KeptGivers()

    public init(
        units: [OrgUnit], successions: [Succession], memberships: [Membership],
        catalogue: Catalogue, extensions: [DeadlineExtension] = [], form: String, today: Day,
        reports: [PlainReport] = []
    ) {
        self.catalogue = catalogue
        self.extensions = extensions
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

    /// What every unit's figures are.
    public func totals(_ period: Period, _ boundaries: Boundaries) -> [OrgUnit.Number: Totals] {
        let reading = reading(boundaries, of: written(period.year))
        return units.reduce(into: [:]) { $0[$1.number] = reading.totals(of: $1.number, in: period) }
    }

    /// The reports of a year, written out as they stand now.
    func written(_ year: Int) -> PlainYear {
        PlainYear(self, year: year)
    }

    func reading(_ boundaries: Boundaries, of year: PlainYear) -> PlainReading {
        PlainReading(
            today: today, year: year,
            givers: kept.givers(succession, year: year.number, boundaries),
            succession: succession)
    }

    /// At which units a unit's figures of a month count, and by what part.
    public func weights(
        of unit: OrgUnit.Number, in month: Month, _ boundaries: Boundaries
    ) -> [OrgUnit.Number: Weight] {
        let places = succession.places(of: unit, in: month, boundaries).places
        return Dictionary(places.map { ($0.unit, $0.weight) }) { first, _ in first }
    }

    // MARK: What is due

    func isExpected(_ unit: OrgUnit, _ month: Month) -> Bool {
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

    func isOnTime(_ report: PlainReport) -> Bool {
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
        let path = succession.path(report.unit, on: day)
        let extended = extensions.filter {
            $0.form == form && $0.month == report.month && path.contains($0.unit)
        }.map(\.until)
        let last = extended.max().map { max($0, due) } ?? due
        return VietnamTime.day(ofMilliseconds: report.receivedFirst) <= last
    }
}
