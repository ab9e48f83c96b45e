import Recount
import Reporting
import ReportingFixtures
import Testing

/// Random countries and reports: every unit, period and reading must give what the plain
/// recomputation gives.
@Suite struct SummationProperties {
    @Test("every sum equals its plain recomputation", arguments: UInt64(1)...6)
    func plain(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let country = RandomCountry(seed: seed)
        let registry = country.registry()
        let today = day("2025-01-15") + Int.random(in: 0...500, using: &random)
        let reports = Self.reports(registry, today, &random)
        let plain = PlainFigures(
            units: country.units, successions: country.successions,
            memberships: country.memberships, catalogue: country.catalogue, today: today,
            reports: reports)
        var differences: [String] = []
        for year in RandomCountry.firstYear...RandomCountry.lastYear {
            for boundaries in [Boundaries.reported, .current] {
                differences += Self.differences(
                    plain, registry, reports, year, boundaries, today)
            }
        }
        #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3))")
    }

    private static func reports(
        _ registry: Registry, _ today: Day, _ random: inout SeededRandom
    ) -> [PlainReport] {
        let maker = RandomReports(registry: registry, today: today)
        var reports: [ReportPlace: PlainReport] = [:]
        for seq in 1...300 {
            guard let place = maker.place(&random) else { break }
            reports[ReportPlace(unit: place.unit, month: place.month)] = PlainReport(
                unit: place.unit, month: place.month, values: maker.values(place.version, &random),
                status: random.pick([.submitted, .accepted, .returned]) ?? .submitted,
                seq: Int64(seq), receivedFirst: maker.instant(place.month, &random))
        }
        return Array(reports.values)
    }

    private struct ReportPlace: Hashable {
        let unit: OrgUnit.Number
        let month: Month
    }

    private static func differences(
        _ plain: PlainFigures, _ registry: Registry, _ reports: [PlainReport], _ year: Int,
        _ boundaries: Boundaries, _ today: Day
    ) -> [String] {
        let leaves = registry.leaves(of: reports, year: year)
        let leaf = { leaves[$0] ?? .empty }
        let wanted = Period.all(of: year).map { ($0, plain.totals($0, boundaries)) }
        return registry.units.units.map(\.number).flatMap { unit in
            let scope = registry.scope(of: unit, year: year, boundaries: boundaries, today: today)
            let monthly = MonthlyTotals(scope: scope, catalogue: registry.catalogue, leaf: leaf)
            return wanted.compactMap { period, wanted in
                Summation(
                    registry: registry, form: SampleForm.code, period: period, scope: scope,
                    currentMonth: today.month, leaf: leaf
                ).totals(monthly: monthly)
                    .difference(from: wanted[unit] ?? Totals(elementCount: plain.elementCount))
                    .map { "U\(unit) \(period.code) \(boundaries.rawValue) \(today.iso): \($0)" }
            }
        }
    }
}
