import Kernel
import Reporting
import ReportingFixtures
import SQLite
import Synchronization
import Testing

@testable import Storage

@Suite struct TreeTests {
    private let folder = StoreFolder()

    @Test("what is on disk and not yet published is in no sum; then all of it is")
    func unpublished() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store, "A"))
            _ = try await store.submit(SmallStore.submission(store, "B"))
            try await folder.withStore { other in
                // B is in memory; A has to be read from disk.
                _ = try await SmallStore.births(other, "B")
                let sum = try await Self.sumWhilePublishing(other)
                #expect(sum?.brief == Brief(80, of: 2))
                #expect(try await SmallStore.births(other) == sum)
            }
        }
    }

    /// Asks for the nation's sum between the commit of a batch and its publication.
    private static func sumWhilePublishing(_ store: SQLiteStore) async throws -> Totals.Sum? {
        let isCommitted = Atomic(false)
        async let writing: Void = store.writer.perform { connection throws(StoreError) in
            var batch = BatchWriting(for: store.tree, seq: store.seq, now: store.now)
            try connection.transaction(.immediate) { () throws(StoreError) in
                // B comes first, so that A alone would be a position that never was.
                for (unit, count) in [("B", 30), ("A", 50)] as [(String, Int32)] {
                    let values = [SampleForm.births: ReportValue.count(count)]
                    let submission = SmallStore.submission(store, unit, "2024-08", values)
                    let encoded = EncodedValues(
                        submission.values, of: submission.formVersion,
                        edition: store.tree.edition)
                    _ = try batch.result(of: submission, encoded, in: connection)
                }
            }
            let loads = store.tree.loadCount
            isCommitted.store(true, ordering: .sequentiallyConsistent)
            // The reader tries more than once, because what it read is not published.
            waitUntil { store.tree.loadCount > loads + 2 }
            store.tree.apply(batch.changes, seq: batch.seq)
        }
        while !isCommitted.load(ordering: .sequentiallyConsistent) { await Task.yield() }
        let sum = try await SmallStore.births(store)
        try await writing
        return sum
    }

    /// Blocks until a condition holds, at most ten seconds.
    private static func waitUntil(_ condition: () -> Bool) {
        let deadline = SystemTime.monotonicMilliseconds() + 10_000
        while !condition(), SystemTime.monotonicMilliseconds() < deadline {}
    }

    @Test("a new day changes what is expected and where reports belong, without a commit")
    func newDay() async throws {
        var country = SmallStore.country
        country.unit("C", .commune, in: "D", through: "2025-06-30")
        country.unit("E", .commune, in: "VN", from: "2025-07-01")
        country.link("C", .rename, into: "E", on: "2025-07-01")
        let (c, e) = (country.number("C"), country.number("E"))
        try await folder.withStore(country) { store in
            _ = try await store.submit(
                Submission(
                    key: ReportKey(form: SampleForm.code, unit: c, month: month("2025-05")),
                    formVersion: SampleForm.second, registryVersion: store.registry.version,
                    values: SampleForm.values([SampleForm.births: .count(5)]),
                    status: .submitted, source: .api, by: "t"))
            let figures = { (unit: OrgUnit.Number) in
                let query = AggregateQuery(
                    unit: unit, form: SampleForm.code, period: period("2025"), boundaries: .current)
                return try await store.figures([query]).aggregates.first?.totals
            }
            #expect(try await figures(1)?.sums[SampleForm.births]?.value == 5)
            #expect(try await figures(e)?.sums[SampleForm.births] == nil)
            #expect(try await figures(0)?.reports.expected == 18)
            folder.clock.withLock { $0 = VietnamTime.start(of: day("2025-07-01")) - 1 }
            #expect(try await figures(0)?.reports.expected == 18)
            folder.clock.withLock { $0 += 1 }
            #expect(try await figures(1)?.sums[SampleForm.births] == nil)
            #expect(try await figures(e)?.sums[SampleForm.births]?.value == 5)
            #expect(try await figures(0)?.reports.expected == 21)
        }
    }

    @Test(
        "a range that is a little behind is brought up to date by what changed, one far behind anew"
    )
    func behind() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let query = AggregateQuery(
                unit: SmallStore.country.number("VN"), form: SampleForm.code,
                period: period("2024"), boundaries: .reported)
            _ = try await store.submit(SmallStore.submission(store, "A"))
            _ = try await store.figures([query])
            #expect(Self.basis(of: query, in: store) == .kept)
            _ = try await store.submit(SmallStore.submission(store, "B"))
            #expect(Self.basis(of: query, in: store) == .earlier)
            #expect(try await SmallStore.births(store)?.brief == Brief(10, of: 2))
            #expect(Self.basis(of: query, in: store) == .kept)
            // One of another year changes nothing here.
            _ = try await store.submit(SmallStore.submission(store, "B", "2023-08"))
            #expect(Self.basis(of: query, in: store) == .kept)
            for count in 1...Int32(LeafLog.countMax + 1) {
                let values = [SampleForm.births: ReportValue.count(count)]
                _ = try await store.submit(SmallStore.submission(store, "B", "2024-08", values))
            }
            #expect(Self.basis(of: query, in: store) == .leaves)
            let last = Int64(LeafLog.countMax + 1)
            #expect(try await SmallStore.births(store)?.value == Amount(last + 5))
        }
    }

    @Test("sums are kept up to date without the leaves they were made from")
    func withoutLeaves() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let query = AggregateQuery(
                unit: SmallStore.country.number("VN"), form: SampleForm.code,
                period: period("2024"), boundaries: .reported)
            for unit in ["A", "B"] {
                _ = try await store.submit(SmallStore.submission(store, unit, "2024-07"))
            }
            #expect(try await SmallStore.births(store)?.brief == Brief(10, of: 2))
            store.tree.dropLeaves()
            // Two of one unit in one batch, and one that had none.
            for month in ["2024-08", "2024-09"] {
                _ = try await store.submit(SmallStore.submission(store, "A", month))
            }
            #expect(Self.basis(of: query, in: store) == .earlier)
            let loads = store.tree.loadCount
            #expect(try await SmallStore.births(store)?.brief == Brief(20, of: 2))
            #expect(store.tree.loadCount == loads)
            let district = try await SmallStore.births(store, "D")
            #expect(district?.brief == Brief(20, of: 2))
        }
    }

    @Test(
        "what was computed from a year that went meanwhile is kept for no change that it missed",
        arguments: [true, false])
    func evicted(isKeptFirst: Bool) async throws {
        try await folder.withStore(SmallStore.country) { store in
            let query = AggregateQuery(
                unit: SmallStore.country.number("VN"), form: SampleForm.code,
                period: period("2024"), boundaries: .reported)
            _ = try await store.submit(SmallStore.submission(store, "A"))
            _ = try await SmallStore.births(store, "VN", "2024-01")
            let captures = store.tree.capture(
                [query], scopes: store.scopes, today: store.today)
            #expect(captures.missing.isEmpty)
            // Another reader has the year evicted, and asks for one commune of it.
            store.tree.state.withLock { $0.shelves = [:] }
            _ = try await SmallStore.births(store, "A")
            if isKeptFirst { _ = store.tree.compute(captures) }
            _ = try await store.submit(
                SmallStore.submission(store, "B", "2024-08", [SampleForm.births: .count(30)]))
            if !isKeptFirst { _ = store.tree.compute(captures) }
            #expect(try await SmallStore.births(store)?.brief == Brief(35, of: 2))
        }
    }

    private enum Basis {
        case kept, earlier, leaves
    }

    private static func basis(of query: AggregateQuery, in store: SQLiteStore) -> Basis? {
        let captures = store.tree.capture([query], scopes: store.scopes, today: store.today)
        return captures.all.first.map { capture in
            switch capture.basis {
            case .totals, .unchanged: .kept
            case .earlier: .earlier
            case .leaves: .leaves
            }
        }
    }

    @Test("a moved unit's late report changes the stock where the unit stands now")
    func movedStock() async throws {
        var country = SmallStore.country
        country.unit("F", .district, in: "VN")
        country.unit("G", .commune, in: "F")
        country.unit("M", .commune, in: "D", through: "2024-09-30")
        country.unit("M", .commune, in: "F", from: "2024-10-01")
        let (district, moved) = (country.number("F"), country.number("M"))
        try await folder.withStore(country) { store in
            let query = AggregateQuery(
                unit: district, form: SampleForm.code, period: period("2024"), boundaries: .reported
            )
            func totals(
                after values: [DataElement.Index: ReportValue]
            ) async throws -> Totals? {
                _ = try await store.submit(
                    Submission(
                        key: ReportKey(form: SampleForm.code, unit: moved, month: month("2024-08")),
                        formVersion: SampleForm.second, registryVersion: store.registry.version,
                        values: SampleForm.values(values), status: .submitted, source: .api,
                        by: "t"))
                return try await store.figures([query]).aggregates.first?.totals
            }
            for count in [Int32(7), 9] {
                let totals = try await totals(after: [SampleForm.women: .count(count)])
                #expect(totals?.sums[SampleForm.women]?.value.whole == Int64(count))
            }
            // Its flows count elsewhere: without a stock nothing of it rests here any more.
            let last = try await totals(after: [SampleForm.births: .count(1)])
            #expect(last?.sums[SampleForm.women] == nil)
            #expect(last?.seq == 0)
        }
    }
}

extension AggregationTree {
    /// Lets go of all leaves, as a lack of room does.
    func dropLeaves() {
        let leaves = state.withLock { state in
            state.shelves.keys.map { state.shelves[$0]?.takeLeaves() ?? [:] }
        }
        _ = consume leaves
    }

    /// How often leaves were read from disk.
    fileprivate var loadCount: Int { state.withLock { $0.loadCount } }
}
