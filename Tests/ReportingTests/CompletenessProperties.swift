import Recount
import Reporting
import ReportingFixtures
import Testing

/// Random countries whose units move: who is expected, received, late and missing is what a
/// plain count over every unit and month gives, in every period and both readings.
@Suite struct CompletenessProperties {
    @Test("every count equals its plain recount", arguments: UInt64(1)...4)
    func plain(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let country = RandomCountry(seed: seed)
        let registry = country.registry()
        let today = day("2025-01-15") + Int.random(in: 0...500, using: &random)
        let reports = Self.reports(registry, today, &random)
        let plain = PlainRoll(country, today: today, reports: reports)
        var differences: [String] = []
        for year in RandomCountry.firstYear...RandomCountry.lastYear {
            let leaves = registry.leaves(of: reports, year: year)
            for boundaries in [Boundaries.reported, .current] {
                for period in Period.all(of: year) {
                    let wanted = plain.completeness(period, boundaries)
                    for unit in registry.units.units.map(\.number) {
                        let found = registry.completeness(
                            of: unit, in: period, boundaries, leaves: leaves, today: today)
                        differences += Self.differences(found, wanted[unit] ?? .init())
                    }
                }
            }
        }
        #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3))")
    }

    private static func reports(
        _ registry: Registry, _ today: Day, _ random: inout SeededRandom
    ) -> [PlainReport] {
        let maker = RandomReports(registry: registry, today: today)
        var reports: [PlainCompleteness.Place: PlainReport] = [:]
        for seq in 1...400 {
            guard let place = maker.place(&random) else { break }
            let isEmpty = random.oneIn(5)
            let values =
                isEmpty
                ? SampleForm.values([SampleForm.births: .notApplicable])
                : maker.values(place.version, &random)
            reports[.init(unit: place.unit, month: place.month)] = PlainReport(
                unit: place.unit, month: place.month, values: values,
                status: random.pick([.submitted, .accepted, .returned]) ?? .submitted,
                seq: Int64(seq), receivedFirst: maker.instant(place.month, &random))
        }
        return Array(reports.values)
    }

    private static func differences(
        _ found: Completeness, _ wanted: PlainCompleteness
    ) -> [String] {
        let name =
            "U\(found.unit) \(found.period.code) \(found.boundaries.rawValue)"
        var wrong: [String] = []
        if found.plain != wanted { wrong.append("\(name): \(found.plain) for \(wanted)") }
        let counts = found.counts
        let late = wanted.received.filter { wanted.onTime[$0.key] == nil }
        let missing = wanted.expected.filter { wanted.received[$0.key] == nil }
        if counts.expected != Self.sum(wanted.expected)
            || counts.received != Self.sum(wanted.received) || counts.late != Self.sum(late)
            || counts.missing != Self.sum(missing) || counts.accepted != Self.sum(wanted.accepted)
            || counts.empty != Self.sum(wanted.empty)
        {
            wrong.append("\(name): \(counts)")
        }
        if counts.received > counts.expected { wrong.append("\(name): above 100 %") }
        if found.monthly.reduce(Amount.zero, { $0 + $1.expected }) != counts.expected {
            wrong.append("\(name): the months do not add up")
        }
        return wrong
    }

    private static func sum(_ places: [PlainCompleteness.Place: Weight]) -> Amount {
        places.values.reduce(.zero) { $0 + Amount(1, weight: $1) }
    }
}
