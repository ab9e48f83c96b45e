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
            _ = try await store.keep(
                [
                    .addToken(
                        TokenRecord(
                            number: 0, name: "t", unit: 2, role: "reporter", hash: [1],
                            createdAt: 0,
                            expiresAt: nil))
                ], [])
            let effects = try await store.change([Self.merge], Self.dryRun)[0].effects
            #expect(store.registry.version == version)
            let records = try await store.unitChanges()
            #expect(records.isEmpty)
            let reports = effects.filter { $0.topic == .reports && $0.units == ["A"] }
            #expect(reports.first?.months == [month("2024-07")])
            #expect(reports.dropFirst().first?.months.contains(month("2024-07")) == true)
            #expect(effects.contains { $0.topic == .people && $0.units == ["A"] })
            #expect(!effects.contains { $0.topic == .people && $0.units == ["B"] })
        }
    }

    @Test("people are told what their tokens still open, and whose past the heir's open")
    func people() async throws {
        try await folder.withStore(SmallStore.country) { store in
            for unit in [1, 2] {
                _ = try await store.keep(
                    [
                        .addToken(
                            TokenRecord(
                                number: 0, name: "t", unit: unit, role: "reporter",
                                hash: [UInt8(unit)],
                                createdAt: 0, expiresAt: nil))
                    ], [])
            }
            let people = try await store.change([Self.merge], Self.dryRun)[0].effects
                .filter { $0.topic == .people }.map(\.messageEN)
            #expect(
                people == [
                    "1 access token of A (A) goes on reading and sending its reports up to "
                        + "2024-09, and open nothing of Mới (N); make new ones.",
                    "Access tokens of Mới (N) also read and correct the past reports of A (A).",
                    "Access tokens of Mới (N) also read and correct the past reports of B (B).",
                ])
            let reports = try await store.change([Self.merge], Self.dryRun)[0].effects
                .filter { $0.topic == .reports && $0.units == ["A"] }
            #expect(reports.last?.months == [month("2024-08"), month("2024-09")])
            #expect(reports.last?.messageVI.contains("còn phải báo cáo") == true)
            let close = UnitChange(.close(unit: "A"), effective: day("2024-10-01"))
            let alone = try await store.change([close], Self.dryRun)[0].effects
            #expect(
                alone.last?.messageEN
                    == "1 access token of A (A) goes on reading and sending its reports up to "
                    + "2024-09."
            )
        }
    }

    @Test("undoing a change says that tokens of the unit that will not be open nothing")
    func vanishing() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.change([Self.merge], Self.request)
            for (number, unit) in [4, 4, 2].enumerated() {
                _ = try await store.keep(
                    [
                        .addToken(
                            TokenRecord(
                                number: 0, name: "t", unit: unit, role: "reporter",
                                hash: [UInt8(number)], createdAt: 0, expiresAt: nil))
                    ], [])
            }
            let people = try await store.undoUnitChange(1, Self.dryRun).effects
                .filter { $0.topic == .people }
            #expect(people.map(\.units) == [["N"]])
            #expect(
                people.first?.messageEN
                    == "2 access tokens of Mới (N) open nothing any more, since that unit will "
                    + "not be.")
            #expect(people.first?.messageVI.hasPrefix("2 mã truy cập của Mới (N) không") == true)
        }
    }

    @Test("joining an area is kept, listed for the units it concerns, and undone")
    func areas() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let changes = [
                UnitChange(
                    .open(.init(id: "K", name: "Khu", level: .area)), effective: day("2024-10-01")),
                UnitChange(
                    .join(unit: "A", area: "K", kind: .part), effective: day("2024-10-01")),
            ]
            let made = try await store.change(changes, Self.request)
            #expect(made[1].record.units == [2, 4])
            #expect(made[1].effects.map(\.topic).contains(.areas))
            #expect(store.registry.units.tree(on: day("2024-10-01")).partMembers(of: 4) == [2])
            _ = try await store.undoUnitChange(2, Self.request)
            #expect(store.registry.units.memberships.isEmpty)
        }
    }

    @Test("all bad rows of a file are found in one run, and what rests on one is not blamed")
    func badRows() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let rows = """
                change,effective_date,unit_id,into_id,name,share,parent_id,area_id,kind
                burn,2024-10-01,A,,,,,,
                open,soon,T-1,,Một,,D,,
                rename,2024-10-01,T-1,,Hai,,,,
                merge,2024-10-01,nosuch,T-2,Ba,,,,
                rename,2024-11-01,T-2,,Bốn,,,,
                close,2024-10-01,Z,,,,,,
                join,2024-10-01,B,,,,,Z,half
                short
                close,2023-10-01,B,,,,,,

                """
            let file = try UnitChangeFile.read(Array(rows.utf8))
            #expect(file.isFaulty)
            let problems = await Self.problems(of: file, store)
            let lines = [2, 3, 5, 5, 7, 8, 9, 10].map { "line \($0)" }
            #expect(problems.count == lines.count)
            #expect(zip(problems, lines).allSatisfy { $0.contains($1) }, "\(problems)")
        }
    }

    /// What one run over a faulty file says.
    private static func problems(of file: UnitChangeFile, _ store: SQLiteStore) async -> [String] {
        let check = UnitChangeRequest(
            by: "tester", isDryRun: true, wantsEffects: false, isCheck: true,
            lostUnits: file.lostUnits)
        let refusal = await refusal { () throws(StoreError) in
            _ = try await store.change(file.changes, check)
        }
        guard case .invalidChanges(let wrong) = refusal else { return file.problems(of: []) }
        return file.problems(of: wrong)
    }

    @Test(
        "who rests on a row that cannot be read is not blamed, and other rows are",
        arguments: [
            ("open,2024-10-01,T-1,,Một, hai,,D", [2, 5, 6]),
            ("open,2024-10-01,T-1,,M\"ột,,D", [2, 6]), ("open,2024-10-01", [2, 3, 4, 5, 6]),
            ("open,soon,,,Một,,D", [2, 3, 4, 5, 6]), ("open,soon,T-1,,Một,,D", [2, 5, 6]),
        ])
    func restsOnUnreadable(opening: String, lines: [Int]) async throws {
        try await folder.withStore(SmallStore.country) { store in
            let rows = [
                "change,effective_date,unit_id,into_id,name,share,parent_id", opening,
                "rename,2024-10-01,T-1,,Hai,,", "move,2024-10-01,A,,,,T-1",
                "close,2024-10-01,Z,,,,",
                "close,2024-10-01,,,,,", "",
            ]
            let file = try UnitChangeFile.read(Array(rows.joined(separator: "\n").utf8))
            let problems = await Self.problems(of: file, store)
            #expect(problems.count == lines.count, "\(problems)")
            #expect(zip(problems, lines).allSatisfy { $0.contains("line \($1)") }, "\(problems)")
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
            #expect(text.contains("Change 2 (Close Mới (N))"))
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
