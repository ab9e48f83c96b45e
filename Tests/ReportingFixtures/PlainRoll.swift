public import Recount
public import Reporting

/// A second count of who reported, written sentence by sentence from the design: loops over
/// every unit and month, and none of the module's trees, scopes, masks or leaves. Where a month
/// counts, the plain figures know.
public struct PlainRoll {
    private let units: [OrgUnit]
    private let figures: PlainFigures
    private let catalogue: Catalogue
    private let form: String
    private let today: Day
    private let reports: [PlainReport]

    public init(
        _ country: RandomCountry, form: String = SampleForm.code, today: Day,
        reports: [PlainReport]
    ) {
        units = country.units
        catalogue = country.catalogue
        figures = PlainFigures(
            units: country.units, successions: country.successions,
            memberships: country.memberships, catalogue: country.catalogue, form: form,
            today: today)
        self.form = form
        self.today = today
        self.reports = reports
    }

    /// Who should report and did, at every unit; a unit without an entry expects nothing.
    public func completeness(
        _ period: Period, _ boundaries: Boundaries
    ) -> [OrgUnit.Number: PlainCompleteness] {
        var found: [OrgUnit.Number: PlainCompleteness] = [:]
        for month in period.months where month <= today.month {
            for unit in units where isExpected(unit, month) {
                let report = reports.first { $0.unit == unit.number && $0.month == month }
                let weights = figures.weights(of: unit.number, in: month, boundaries)
                for (place, weight) in weights {
                    found[place, default: PlainCompleteness()].add(
                        unit.number, month, weight, report,
                        isOnTime: report.map(isOnTime) ?? false)
                }
            }
        }
        return found
    }

    private func state(_ unit: OrgUnit.Number, on day: Day) -> OrgUnit.State? {
        units[unit].states.first { $0.validity.contains(day) }
    }

    private func path(_ unit: OrgUnit.Number, on day: Day) -> [OrgUnit.Number] {
        guard let state = state(unit, on: day) else { return [] }
        return [unit] + (state.parent.map { path($0, on: day) } ?? [])
    }

    // MARK: What is due

    private func isExpected(_ unit: OrgUnit, _ month: Month) -> Bool {
        let day = month.lastDay
        guard let state = state(unit.number, on: day), let version = version(on: day) else {
            return false
        }
        return version.levels.contains(state.level)
            || catalogue.assignments.contains {
                $0.form == form && $0.unitID == unit.id && $0.validity.contains(day)
            }
    }

    private func version(on day: Day) -> FormVersion? {
        catalogue.versions.first { $0.form == form && $0.validity.contains(day) }
    }

    private func isOnTime(_ report: PlainReport) -> Bool {
        let day = report.month.lastDay
        guard var rule = version(on: day)?.deadline else { return false }
        for unit in path(report.unit, on: day).reversed() {
            for other in catalogue.deadlines
            where other.form == form && other.unitID == units[unit].id
                && other.validity.contains(day)
            {
                rule = other.rule
            }
        }
        let last = rule.lastDay(for: report.month, holidays: catalogue.holidays)
        return VietnamTime.day(ofMilliseconds: report.receivedFirst) <= last
    }
}
