import Reporting
import ReportingFixtures
import SQLite
import Synchronization
import Testing

@testable import Storage

/// Changes of units through a real database, with a clock that is set.
@Suite struct UnitChangeStoreTests {
    private let folder = StoreFolder(today: day("2024-08-20"))
    private static let request = UnitChangeRequest(by: "tester")
    private static let dryRun = UnitChangeRequest(by: "tester", isDryRun: true)
    private static let merge = UnitChange(
        .merge(units: ["A", "B"], into: .init(id: "N", name: "Mới")),
        effective: day("2024-10-01"), reason: "NQ 1")

    private static func births(
        _ store: SQLiteStore, _ unit: String, _ code: String, _ boundaries: Boundaries
    ) async throws -> Int64? {
        let number = try #require(store.registry.units.number(ofID: unit))
        let query = AggregateQuery(
            unit: number, form: SampleForm.code, period: period(code), boundaries: boundaries)
        let figures = try await store.figures([query])
        return figures.aggregates.first?.totals.sums[SampleForm.births]?.value.whole
    }

    private func turn(to iso: String) {
        folder.clock.withLock { $0 = VietnamTime.start(of: day(iso)) }
    }

    private static func refusal(
        _ body: () async throws(StoreError) -> Void
    ) async -> StoreError? {
        do throws(StoreError) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test("a planned merge takes effect on its day by date alone, without a restart")
    func planned() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store, "A", "2024-07"))
            _ = try await store.submit(SmallStore.submission(store, "B", "2024-07"))
            let made = try await store.change([Self.merge], Self.request)
            #expect(made.map(\.record.number) == [1])
            #expect(store.registry.units.number(ofID: "N") == 4)
            turn(to: "2024-09-30")
            #expect(try await Self.births(store, "A", "2024-07", .current) == 5)
            #expect(try await Self.births(store, "N", "2024-07", .current) == nil)
            turn(to: "2024-10-01")
            #expect(try await Self.births(store, "A", "2024-07", .current) == nil)
            #expect(try await Self.births(store, "N", "2024-07", .current) == 10)
            #expect(try await Self.births(store, "A", "2024-07", .reported) == 5)
            let query = AggregateQuery(
                unit: 0, form: SampleForm.code, period: period("2024-10"), boundaries: .reported)
            let figures = try await store.figures([query])
            #expect(figures.aggregates.first?.totals.reports.expected == 1)
        }
    }

    @Test("changes, their reasons and what they did outlive a restart, and can be undone after it")
    func restart() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.change([Self.merge], Self.request)
        }
        try await folder.withStore { store in
            let records = try await store.unitChanges()
            #expect(records.map(\.change) == [Self.merge])
            #expect(records.first?.by == "tester")
            #expect(records.first?.state(today: store.today) == .planned)
            let undone = try await store.undoUnitChange(1, Self.request)
            #expect(undone.record.undoneBy == "tester")
            #expect(store.registry.units[2].states == SmallStore.country.units[2].states)
        }
        try await folder.withStore { store in
            let units = store.registry.units
            #expect(units.units.prefix(4).map(\.states) == SmallStore.country.units.map(\.states))
            #expect(units.number(ofID: "N") == nil && units[4].states.isEmpty)
            #expect(units.successions.isEmpty)
            let records = try await store.unitChanges()
            #expect(records.first?.state(today: store.today) == .undone)
        }
    }

    @Test("a dry run tells everything and changes nothing")
    func dryRun() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let version = store.registry.version
            _ = try await store.submit(SmallStore.submission(store, "A", "2024-07", status: .draft))
            _ = try await store.add(
                TokenRecord(
                    number: 0, name: "t", unit: 2, role: "reporter", hash: [1], createdAt: 0,
                    expiresAt: nil))
            let effects = try await store.change([Self.merge], Self.dryRun)[0].effects
            #expect(store.registry.version == version)
            let records = try await store.unitChanges()
            #expect(records.isEmpty)
            let reports = effects.filter { $0.topic == .reports && $0.units == ["A"] }
            #expect(reports.first?.months == [month("2024-07")])
            #expect(reports.last?.months.contains(month("2024-07")) == true)
            #expect(effects.contains { $0.topic == .people && $0.units == ["A"] })
            #expect(!effects.contains { $0.topic == .people && $0.units == ["B"] })
        }
    }

    @Test("all changes are made or none, and what is wrong is told by its place")
    func allOrNone() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let changes = [
                Self.merge, UnitChange(.close(unit: "A"), effective: day("2024-11-01")),
                UnitChange(.close(unit: "Z"), effective: day("2024-11-01")),
            ]
            let refusal = await Self.refusal { () throws(StoreError) in
                _ = try await store.change(changes, Self.request)
            }
            guard case .invalidChanges(let wrong) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
            #expect(wrong.map(\.index) == [1, 2])
            #expect(store.registry.units.units.count == 4)
        }
    }

    @Test("a unit with a report of a month goes on existing to that month's end")
    func reported() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store, "A", "2024-08"))
            let close = { (iso: String) in UnitChange(.close(unit: "A"), effective: day(iso)) }
            let refusal = await Self.refusal { () throws(StoreError) in
                _ = try await store.change([close("2024-08-31")], Self.request)
            }
            guard case .invalidChanges(let wrong) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
            #expect(wrong.first?.findings.first?.messageEN.contains("2024-09-01") == true)
            _ = try await store.change([close("2024-09-01")], Self.request)
        }
    }

    @Test("undoing is refused on the day, twice, and where a later change rests on it")
    func undoRefused() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.change([Self.merge], Self.request)
            _ = try await store.change(
                [UnitChange(.close(unit: "N"), effective: day("2024-12-01"))], Self.request)
            func undo(_ number: Int) async -> StoreError? {
                await Self.refusal { () throws(StoreError) in
                    _ = try await store.undoUnitChange(number, Self.request)
                }
            }
            guard case .undoRefused(_, let text) = await undo(1) else {
                Issue.record("change 2 rests on change 1")
                return
            }
            #expect(text.contains("Change 2 (Close N)"))
            guard case .noSuchChange = await undo(3) else {
                Issue.record("there is no third change")
                return
            }
            let first = await undo(2)
            #expect(first == nil)
            guard case .undoRefused = await undo(2) else {
                Issue.record("it is undone already")
                return
            }
            turn(to: "2024-10-01")
            guard case .undoRefused(_, let late) = await undo(1) else {
                Issue.record("its day has come")
                return
            }
            #expect(late.contains("in force since 2024-10-01"))
        }
    }

    @Test("an import that alters what a change did is named when the change is undone")
    func imported() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.change([Self.merge], Self.request)
            let header = "id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to\n"
            try await store.importOrgUnits(
                units: Array((header + "A,,commune,x,A,D,,\n").utf8),
                successions: Array(
                    "predecessor_id,successor_id,kind,share,effective_date\n".utf8))
            let refusal = await Self.refusal { () throws(StoreError) in
                _ = try await store.undoUnitChange(1, Self.request)
            }
            guard case .undoRefused(_, let text) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
            #expect(text.contains("import of units"))
        }
    }

    @Test("random changes leave units that an import would take", arguments: UInt64(1)...2)
    func importable(seed: UInt64) throws {
        let book = RandomChanges(seed: seed).book
        let units = book.units.filter { !$0.states.isEmpty }
        let file = OrgUnitFile.read(
            units: Array(OrgUnitTables.units(units).utf8),
            successions: Array(OrgUnitTables.successions(book.successions, book.units).utf8),
            members: Array(OrgUnitTables.members(book.memberships, book.units).utf8),
            known: OrgUnits(units: [], successions: []))
        switch file {
        case .success(let file): #expect(file.units.count == units.count)
        case .failure(let problems): Issue.record("seed \(seed): \(problems.all.prefix(3))")
        }
    }
}
