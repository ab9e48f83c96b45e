/// Units and catalogue as they stand between two imports: what every check and every sum is
/// answered from. Immutable; its `version` grows with each import.
public final class Registry: Sendable {
    public let units: OrgUnits
    public let catalogue: Catalogue
    /// Deadlines that were extended for single units and months.
    public let extensions: [DeadlineExtension]
    public let version: Int

    let placementCache = PlacementCache()
    private let expectedMonths = ExpectedMonths()
    private let deadlines = DeadlineCache()
    /// By the place of a version in the catalogue.
    private let checks: [FormCheck]
    private let usualChecks: [UsualCheck]

    public init(
        units: OrgUnits, catalogue: Catalogue, extensions: [DeadlineExtension] = [], version: Int
    ) {
        self.units = units
        self.catalogue = catalogue
        self.extensions = extensions
        self.version = version
        checks = catalogue.versions.map { FormCheck(version: $0, catalogue: catalogue) }
        usualChecks = catalogue.versions.map { UsualCheck(version: $0, catalogue: catalogue) }
    }

    /// Without units and forms.
    public static let empty = Registry(
        units: OrgUnits(units: [], successions: []), catalogue: .empty, version: 0)

    public func check(of version: FormVersion) -> FormCheck {
        catalogue.place(of: version).map { checks[$0] }
            ?? FormCheck(version: version, catalogue: catalogue)
    }

    public func usualCheck(of version: FormVersion) -> UsualCheck {
        catalogue.place(of: version).map { usualChecks[$0] }
            ?? UsualCheck(version: version, catalogue: catalogue)
    }

    /// Whether a unit reports a form for a month: it exists on the month's last day and is of
    /// the form's levels or assigned to it. Areas never report: they are read only.
    public func expectsReport(_ form: String, of unit: OrgUnit.Number, for month: Month) -> Bool {
        let day = month.lastDay
        guard let version = catalogue.version(of: form, in: month),
            let state = units[unit].state(on: day), state.level != .area
        else { return false }
        return version.levels.contains(state.level) || isAssigned(unit, to: form, on: day)
    }

    /// Whether a form was in force in any month of a year.
    public func isInForce(_ form: String, in year: Int) -> Bool {
        Period.year(year).months.contains { catalogue.version(of: form, in: $0) != nil }
    }

    /// `expectsReport` for every unit, by its number, and every month of a year.
    func expectedMonths(_ form: String, year: Int) -> [MonthMask] {
        expectedMonths.masks(form: form, year: year, registry: self)
    }

    private func isAssigned(_ unit: OrgUnit.Number, to form: String, on day: Day) -> Bool {
        guard !catalogue.assignments.isEmpty else { return false }
        let id = units[unit].id
        return catalogue.assignments.contains {
            $0.form == form && $0.unitID == id && $0.validity.contains(day)
        }
    }

    /// The last day on which a unit's report of a month is on time: the nearest override in the
    /// month's tree, else the form's own rule; later where it was extended. Nil where no version
    /// is in force.
    public func deadline(_ form: String, of unit: OrgUnit.Number, for month: Month) -> Day? {
        deadlines(form, for: month).day(of: unit)
    }

    /// The same before anybody extended it.
    public func usualDeadline(
        _ form: String, of unit: OrgUnit.Number, for month: Month
    ) -> Day? {
        deadlines(form, for: month).usualDay(of: unit)
    }

    private func deadlines(_ form: String, for month: Month) -> MonthDeadlines {
        deadlines.deadlines(form, for: month) { MonthDeadlines(form, for: month, registry: self) }
    }

    /// Whether a report first submitted at an instant (milliseconds UTC) met its deadline,
    /// which runs through the end of its last day in Vietnam.
    public func isOnTime(
        _ form: String, of unit: OrgUnit.Number, for month: Month, receivedAt instant: Int64
    ) -> Bool {
        guard let last = deadline(form, of: unit, for: month) else { return false }
        return instant < VietnamTime.start(of: last + 1)
    }
}
