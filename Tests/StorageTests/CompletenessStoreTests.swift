import Reporting
import ReportingFixtures
import Testing

@testable import Storage

/// Completeness and quality through a real database.
@Suite struct CompletenessStoreTests {
    private static let today = day("2025-06-15")

    @Test(
        "completeness is its plain recount after every batch and a restart, and what sums count",
        arguments: UInt64(1)...3)
    func batches(seed: UInt64) async throws {
        print("seed \(seed)")
        let folder = StoreFolder(today: Self.today)
        let country = RandomCountry(seed: seed)
        var random = SeededRandom(seed: seed &+ 500)
        let ledger = Ledger()
        try await folder.withStore(country) { store in
            var sender = RandomSender(store: store, today: Self.today, seed: seed)
            for _ in 0..<4 {
                for _ in 0..<40 {
                    guard let submission = sender.next() else { continue }
                    try await Self.send(submission, to: store, ledger)
                }
                try await Self.check(4, store, country, ledger, &random)
            }
        }
        try await folder.withStore { store in
            try await Self.check(20, store, country, ledger, &random)
        }
    }

    private static func send(
        _ submission: Submission, to store: SQLiteStore, _ ledger: Ledger
    ) async throws {
        do throws(StoreError) {
            #expect(ledger.note(try await store.submit(submission)))
        } catch {
            guard case .emptyOverValues = error else { throw error }
        }
    }

    private static func check(
        _ sheets: Int, _ store: SQLiteStore, _ country: RandomCountry, _ ledger: Ledger,
        _ random: inout SeededRandom
    ) async throws {
        for _ in 0..<sheets {
            let year = Int.random(
                in: RandomCountry.firstYear...RandomCountry.lastYear, using: &random)
            let period = random.pick(Period.all(of: year)) ?? .year(year)
            let boundaries = random.oneIn(2) ? Boundaries.current : .reported
            let queries = country.units.map {
                AggregateQuery(
                    unit: $0.number, form: SampleForm.code, period: period,
                    boundaries: boundaries)
            }
            let found = try await store.completeness(queries)
            let figures = try await store.figures(queries)
            let plain = PlainRoll(
                country, today: today, reports: ledger.standing(at: found.seq)
            ).completeness(period, boundaries)
            #expect(found.seq == ledger.seqs.last ?? 0)
            for (one, aggregate) in zip(found.all, figures.aggregates) {
                #expect(one.plain == plain[one.unit] ?? .init(), "U\(one.unit) \(period.code)")
                #expect(one.counts.expected == aggregate.totals.reports.expected)
                #expect(one.counts.received == aggregate.totals.reports.received)
                #expect(one.counts.onTime == aggregate.totals.reports.onTime)
                #expect(one.counts.accepted == aggregate.totals.reports.accepted)
            }
        }
    }

    // MARK: Quality

    private struct QualityCountry: CountryTables {
        let units = SmallStore.country.units
        let successions: [Succession] = []
        let memberships: [Membership] = []
        let catalogue = QualityForm.catalogue
    }

    private static func submission(
        _ store: SQLiteStore, _ unit: OrgUnit.Number, _ form: String, _ code: String,
        _ counts: [DataElement.Index: Int32], status: ReportStatus = .submitted
    ) throws -> Submission {
        Submission(
            key: ReportKey(form: form, unit: unit, month: month(code)),
            formVersion: try #require(
                store.registry.catalogue.version(of: form, in: month(code))),
            registryVersion: store.registry.version, values: QualityForm.report(counts),
            status: status, source: .api, by: "tester")
    }

    @Test("a month is read with the twelve before it and with the other forms, drafts left out")
    func quality() async throws {
        let folder = StoreFolder(today: Self.today)
        try await folder.withStore(QualityCountry()) { store in
            func send(
                _ unit: String, _ code: String, _ count: Int32, _ form: String = QualityForm.code,
                status: ReportStatus = .submitted
            ) async throws {
                _ = try await store.submit(
                    Self.submission(
                        store, SmallStore.country.number(unit), form, code, [0: count],
                        status: status))
            }
            for index in 0..<12 {
                let code = (month("2023-01") + index).code
                try await send("A", code, 20 + Int32(index % 3))
                if index >= 6 { try await send("B", code, 10 + Int32(index % 3)) }
            }
            // Older than a year, and never looked at.
            try await send("A", "2022-12", 9_000)
            try await send("A", "2024-01", 200)
            try await send("A", "2024-01", 199, "r")
            try await send("B", "2024-01", 11)
            try await send("B", "2024-01", 99, status: .draft)
            let units = ["B", "A"].map(SmallStore.country.number)
            let found = try await store.quality(
                QualityQuery(
                    unit: SmallStore.country.number("D"), units: units, form: QualityForm.code,
                    month: month("2024-01")))
            #expect(found.seq == store.seq)
            #expect(found.report.reports == 2 && found.report.judged == 2)
            #expect(found.report.findings.map(\.unit) == [units[1], units[1]])
            #expect(found.report.findings.map(\.kind) == [.contradiction, .outlier])
            guard case .outlier(let spread, _) = found.report.findings.last?.evidence else {
                Issue.record("\(found.report.findings)")
                return
            }
            #expect(spread.count == 12 && spread.high == 22)
        }
    }
}
