import Reporting
import ReportingFixtures
import Testing

/// Random countries and reports: every unit, period and reading must give what the plain
/// recomputation gives.
@Suite struct SummationProperties {
    @Test("every sum equals its plain recomputation", arguments: UInt64(1)...40)
    func plain(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let country = RandomCountry(seed: seed)
        let registry = country.registry()
        let today = day("2025-01-15") + Int.random(in: 0...500, using: &random)
        let reports = Self.reports(registry, today, &random)
        let plain = PlainFigures(
            units: country.units, successions: country.successions,
            catalogue: country.catalogue, today: today, reports: reports)
        for year in RandomCountry.firstYear...RandomCountry.lastYear {
            for boundaries in [Boundaries.reported, .current] {
                Self.compare(plain, registry, reports, year, boundaries, today, seed)
            }
        }
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

    private static func compare(
        _ plain: PlainFigures, _ registry: Registry, _ reports: [PlainReport], _ year: Int,
        _ boundaries: Boundaries, _ today: Day, _ seed: UInt64
    ) {
        let leaves = registry.leaves(of: reports, year: year)
        let leaf = { leaves[$0] ?? .empty }
        let scopes = registry.units.units.map {
            registry.scope(of: $0.number, year: year, boundaries: boundaries, today: today)
        }
        let monthly = scopes.map {
            MonthlyTotals(scope: $0, catalogue: registry.catalogue, leaf: leaf)
        }
        for period in Period.all(of: year) {
            let expected = plain.totals(period, boundaries)
            for (unit, scope) in scopes.enumerated() {
                let summation = Summation(
                    registry: registry, form: SampleForm.code, period: period, scope: scope,
                    currentMonth: today.month, leaf: leaf)
                let found = summation.totals(monthly: monthly[unit])
                let wanted = expected[unit] ?? Totals(elementCount: SampleForm.elements.count)
                #expect(
                    found == wanted,
                    "seed \(seed), U\(unit), \(period.code), \(boundaries.rawValue), \(today.iso)")
            }
        }
    }
}
