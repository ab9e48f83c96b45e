import Recount
import Reporting
import ReportingFixtures
import Testing

@testable import Storage

/// Random countries and submissions through a real database: whatever is cached, loaded or
/// moved, each answer must be the plain recomputation of the journal at the answer's position.
@Suite struct StoreProperties {
    private static let today = day("2025-06-15")

    @Test("after every batch each figure is its plain recomputation", arguments: UInt64(1)...4)
    func batches(seed: UInt64) async throws {
        print("seed \(seed)")
        let folder = StoreFolder(today: Self.today)
        let country = RandomCountry(seed: seed)
        var random = SeededRandom(seed: seed &+ 1_000)
        let ledger = Ledger()
        try await folder.withStore(country) { store in
            var sender = RandomSender(store: store, today: Self.today, seed: seed)
            for _ in 0..<8 {
                for _ in 0..<40 { try await Self.send(sender.next(), to: store, ledger) }
                let queries = Self.queries(country, sheets: 10, &random)
                try await Self.check(queries, store, ledger, country, seed)
            }
        }
        #expect(ledger.seqs == Array(1...Int64(ledger.seqs.count)))
        try await folder.withStore { store in
            let queries = Self.queries(country, sheets: 60, &random)
            try await Self.check(queries, store, ledger, country, seed)
        }
    }

    @Test("the same figures read again after every few reports", arguments: UInt64(11)...14)
    func repeated(seed: UInt64) async throws {
        print("seed \(seed)")
        let folder = StoreFolder(today: Self.today)
        let country = RandomCountry(seed: seed)
        var random = SeededRandom(seed: seed &+ 2_000)
        let ledger = Ledger()
        try await folder.withStore(country) { store in
            var sender = RandomSender(store: store, today: Self.today, seed: seed)
            for _ in 0..<150 { try await Self.send(sender.next(), to: store, ledger) }
            let queries = Self.queries(country, sheets: 6, &random)
            for _ in 0..<25 {
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    try await Self.send(sender.next(), to: store, ledger)
                }
                try await Self.check(queries, store, ledger, country, seed)
                if random.oneIn(3) { store.tree.dropLeaves() }
            }
        }
    }

    @Test("answers while others write are of one position each", arguments: UInt64(1)...3)
    func concurrent(seed: UInt64) async throws {
        print("seed \(seed)")
        let folder = StoreFolder(today: Self.today)
        let country = RandomCountry(seed: seed)
        let ledger = Ledger()
        let answers = try await folder.withStore(country) { store in
            try await withThrowingTaskGroup(of: [Answer].self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        try await Self.write(120, to: store, seed &* 10 &+ UInt64(writer), ledger)
                        return []
                    }
                }
                for reader in 0..<3 {
                    group.addTask {
                        try await Self.read(50, from: store, country, seed &* 77 &+ UInt64(reader))
                    }
                }
                group.addTask {
                    for _ in 0..<40 { try await Self.forget(store) }
                    return []
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        #expect(ledger.seqs == Array(1...Int64(ledger.seqs.count)), "seed \(seed)")
        var wrong: [String] = []
        for answer in answers {
            if answer.figures.seq < answer.earliest { wrong.append("too old") }
            wrong += Self.differences(answer.queries, answer.figures, ledger, country)
        }
        #expect(wrong.isEmpty, "seed \(seed): \(wrong.prefix(3)) of \(answers.count)")
    }

    private struct Answer {
        let queries: [AggregateQuery]
        /// The position that had been published before it was asked for.
        let earliest: Int64
        let figures: Figures
    }

    // MARK: Writing

    private static func send(
        _ submission: Submission?, to store: SQLiteStore, _ ledger: Ledger
    ) async throws {
        guard let submission else { return }
        do throws(StoreError) {
            let receipt = try await store.submit(submission)
            #expect(ledger.note(receipt))
            #expect(receipt.outcome == .unchanged || store.seq >= receipt.report.latest.seq)
        } catch {
            guard case .emptyOverValues = error, submission.values.isEmpty else { throw error }
        }
    }

    private static func write(
        _ count: Int, to store: SQLiteStore, _ seed: UInt64, _ ledger: Ledger
    ) async throws {
        var sender = RandomSender(store: store, today: today, seed: seed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                let submission = sender.next()
                group.addTask { try await send(submission, to: store, ledger) }
                if number % 8 == 7 { try await group.waitForAll() }
            }
        }
    }

    /// Empties the memory, as an import does, between two batches; or the leaves alone, as a lack
    /// of room does at any time.
    private static func forget(_ store: SQLiteStore) async throws {
        store.tree.dropLeaves()
        try await store.writer.perform { [tree = store.tree] _ throws(StoreError) in
            tree.replace(edition: tree.edition, seq: tree.seq)
        }
    }

    // MARK: Reading

    private static func read(
        _ count: Int, from store: SQLiteStore, _ country: RandomCountry, _ seed: UInt64
    ) async throws -> [Answer] {
        var random = SeededRandom(seed: seed)
        var answers: [Answer] = []
        for number in 0..<count {
            let sheets = number % 8 == 0 ? 2 : 1
            let queries = Array(queries(country, sheets: sheets, &random).prefix(12))
            let earliest = store.seq
            let figures = try await store.figures(queries)
            answers.append(Answer(queries: queries, earliest: earliest, figures: figures))
        }
        return answers
    }

    /// Every unit in some periods and readings, in random order.
    private static func queries(
        _ country: RandomCountry, sheets: Int, _ random: inout SeededRandom
    ) -> [AggregateQuery] {
        let years = RandomCountry.firstYear...RandomCountry.lastYear
        return (0..<sheets).flatMap { _ in
            let year = Int.random(in: years, using: &random)
            let period = random.pick(Period.all(of: year)) ?? .year(year)
            let boundaries = random.oneIn(2) ? Boundaries.current : .reported
            return country.units.map { unit in
                AggregateQuery(
                    unit: unit.number, form: SampleForm.code, period: period,
                    boundaries: boundaries)
            }
        }.shuffled(using: &random)
    }

    private static func check(
        _ queries: [AggregateQuery], _ store: SQLiteStore, _ ledger: Ledger,
        _ country: RandomCountry, _ seed: UInt64
    ) async throws {
        let figures = try await store.figures(queries)
        #expect(figures.seq == ledger.seqs.last)
        let wrong = differences(queries, figures, ledger, country)
        #expect(wrong.isEmpty, "seed \(seed), at \(figures.seq): \(wrong.prefix(3))")
    }

    private static func differences(
        _ queries: [AggregateQuery], _ figures: Figures, _ ledger: Ledger,
        _ country: RandomCountry
    ) -> [String] {
        let plain = PlainFigures(
            units: country.units, successions: country.successions,
            memberships: country.memberships, catalogue: country.catalogue, today: today,
            reports: ledger.standing(at: figures.seq))
        var sheets: [Sheet: [OrgUnit.Number: Totals]] = [:]
        return zip(queries, figures.aggregates).compactMap { query, aggregate in
            let sheet = Sheet(period: query.period, boundaries: query.boundaries)
            let wanted = sheets[sheet] ?? plain.totals(query.period, query.boundaries)
            sheets[sheet] = wanted
            return aggregate.totals.difference(
                from: wanted[query.unit] ?? Totals(elementCount: plain.elementCount)
            ).map {
                "U\(query.unit) \(query.period.code) \(query.boundaries.rawValue) "
                    + "at \(figures.seq): \($0)"
            }
        }
    }

    private struct Sheet: Hashable {
        let period: Period
        let boundaries: Boundaries
    }
}
