import Kernel
import Reporting
import ReportingFixtures
import SQLite
import Synchronization
import Testing

@testable import Storage

@Suite struct ReportImportTests {
    private let folder = StoreFolder()
    private static let header = "org_unit,period,births,women\n"

    private func withStore<Result>(
        _ body: (SQLiteStore) async throws -> Result
    ) async throws -> Result {
        try await folder.withStore(SmallStore.country, body)
    }

    /// Stages a file and adopts it unless something is wrong.
    private func read(
        _ text: String, into store: SQLiteStore
    ) async throws -> (problems: [ImportProblem], result: ImportResult?) {
        let path = folder.folder.temporaryFile("staged.db")
        for name in folder.fileNames where name.hasPrefix("staged") { try remove(name) }
        let staged = try StagedReports(path: path, registry: store.registry)
        var table = ReportTable(
            registry: store.registry, today: store.today, form: SampleForm.code, staged: staged)
        for chunk in Array(text.utf8).chunks(of: 1_000) { try table.read(chunk) }
        let (problems, _) = try table.finish()
        guard problems.isEmpty else { return (problems, nil) }
        return ([], try await store.adoptReports(stagedAt: path, by: "import"))
    }

    private func remove(_ name: String) throws {
        #expect(folder.remove(name))
    }

    @Test("a good file becomes revisions in the order of its lines; again it changes nothing")
    func repeated() async throws {
        try await withStore { store in
            let text = Self.header + "A,2024-07,0,0\nB,2024-01,,7\nA,2024-01,5,x\n"
            let first = try await read(text, into: store).result
            #expect(first?.created == 3 && first?.corrected == 0 && first?.unchanged == 0)
            #expect(store.seq == 3)
            #expect(try await store.report(SmallStore.key("A", "2024-07"))?.latest.seq == 1)
            let again = try await read(text, into: store).result
            #expect(again?.created == 0 && again?.corrected == 0 && again?.unchanged == 3)
            #expect(store.seq == 3)
            let other = try await read(Self.header + "A,2024-01,6,x\nB,2024-01,,7\n", into: store)
            #expect(other.result?.corrected == 1 && other.result?.unchanged == 1)
            #expect(try await SmallStore.births(store)?.brief == Brief(6, of: 1))
            let revision = try await store.report(SmallStore.key("A", "2024-01"))?.latest
            #expect(revision?.values[SampleForm.women] == .notApplicable)
            #expect(revision?.source == .imported && revision?.by == "import")
        }
    }

    @Test(
        "repeated after a reviewer's answer or under a clerk's draft it changes nothing",
        arguments: [ReportStatus.accepted, .returned, .draft])
    func answered(status: ReportStatus) async throws {
        try await withStore { store in
            let text = Self.header + "A,2024-08,5,\n"
            _ = try await read(text, into: store)
            let values: [DataElement.Index: ReportValue] = [
                SampleForm.births: .count(status == .draft ? 9 : 5)
            ]
            _ = try await store.submit(
                SmallStore.submission(store, "A", "2024-08", values, status: status))
            #expect(try await read(text, into: store).result?.unchanged == 1)
            #expect(store.seq == 2)
            let latest = try await store.report(SmallStore.key())?.latest
            #expect(latest?.status == status)
        }
    }

    @Test("who waits too long for a large piece of writing is told to come again, others are not")
    func overdue() async throws {
        try await withStore { store in
            let hasBegun = Atomic(false)
            let mayGoOn = Atomic(false)
            async let large: Int = store.writer.perform { _ throws(StoreError) in
                hasBegun.store(true, ordering: .releasing)
                while !mayGoOn.load(ordering: .acquiring) {}
                store.writer.refuseOverdue()
                let count = store.writer.waitingCount
                store.writer.refuseOverdue(afterMilliseconds: 0)
                return count
            }
            await waitUntil { hasBegun.load(ordering: .acquiring) }
            let report = Task { _ = try await store.submit(SmallStore.submission(store)) }
            let session = Task {
                _ = try await store.keep([.endSession([1])], [])
            }
            await waitUntil { store.writer.waitingCount == 2 }
            mayGoOn.store(true, ordering: .releasing)
            let waitingCount = try await large
            #expect(waitingCount == 2)
            for result in [await report.result, await session.result] {
                let error = #expect(throws: StoreError.self) { () throws in try result.get() }
                guard case .unavailable? = error else {
                    Issue.record("refused for another reason: \(String(describing: error))")
                    continue
                }
            }
            #expect(try await store.submit(SmallStore.submission(store)).outcome == .created)
        }
    }

    /// Waits for a condition, ten seconds at most.
    private func waitUntil(_ condition: () -> Bool) async {
        let deadline = SystemTime.monotonicMilliseconds() + 10_000
        while !condition(), SystemTime.monotonicMilliseconds() < deadline { await Task.yield() }
        #expect(condition())
    }

    @Test("received_at is believed; without it the clock counts")
    func receivedAt() async throws {
        try await withStore { store in
            let text =
                "org_unit,period,received_at,births\n"
                + "A,2024-01,2024-01-30T13:53:44+07:00,1\nB,2024-01,,1\n"
            #expect(try await read(text, into: store).problems.isEmpty)
            let first = try await store.report(SmallStore.key("A", "2024-01"))?.receivedFirst
            #expect(first == 1_706_597_624_000)
            #expect(
                try await store.report(SmallStore.key("B", "2024-01"))?.receivedFirst == store.now)
        }
    }

    @Test("every bad row is named by line and column, and nothing is stored")
    func badRows() async throws {
        try await withStore { store in
            let good = (1...9).map { "A,2023-0\($0),1,2\n" }.joined()
            let bad =
                [
                    ("Z,2024-01,1,2", 1, "there is no unit 'Z'"),
                    ("A,2024-13,1,2", 2, "'2024-13' is not a month; write it as 2024-01."),
                    ("A,2025-07,1,2", 2, "The month 2025-07 has not begun yet."),
                    (
                        "A,2024-02,1.5,2", 3,
                        "'en births' must be a whole number from 0, blank or not applicable."
                    ),
                    ("A,2024-02,1,-2", 4, "'en women' must be from 0 to 99999999."),
                    ("D,2024-02,1,2", 1, "The unit D does not report the form 'sample'."),
                    ("A,2024-02,1", 4, "3 fields instead of 4"),
                    ("A,2024-02,1,2,3", 5, "5 fields instead of 4"),
                    ("A,2024-\"02,1,2", 2, "a quote stands in the wrong place"),
                    ("A,2023-01,1,2", nil, "the same unit and month as line 2"),
                ] as [(String, Int?, String)]
            let text = Self.header + good + bad.map { $0.0 + "\n" }.joined() + "B,2024-01,1,2\n"
            let (problems, _) = try await read(text, into: store)
            #expect(problems.map(\.line) == Array(11...20))
            #expect(problems.map(\.column) == bad.map(\.1))
            #expect(problems.map(\.messageEN) == bad.map(\.2))
            #expect(
                problems.allSatisfy {
                    !$0.messageVI.isEmpty && $0.description.contains("dòng/line")
                })
            #expect(store.seq == 0)
        }
    }

    @Test("several things wrong in one row are all named, each at its column")
    func badCells() async throws {
        try await withStore { store in
            let (problems, _) = try await read(Self.header + "A,2024-01,a,b\n", into: store)
            #expect(problems.map(\.column) == [3, 4])
        }
    }

    @Test(
        "a header that cannot be used is named once, not at every row",
        arguments: [
            ("org_unit,period,births,nonsense", [4]), ("period,births", [nil]),
            ("org_unit,births", [nil]), ("org_unit,period,births,births", [4]),
            ("org_unit,period,bir\"ths", [3]), ("", [nil]),
        ] as [(String, [Int?])])
    func badHeader(header: String, columns: [Int?]) async throws {
        try await withStore { store in
            let row = header.split(separator: ",").map { _ in "1" }.joined(separator: ",") + "\n"
            let rows = String(repeating: header.isEmpty ? "\n" : row, count: 3)
            let (problems, _) = try await read(header + "\n" + rows, into: store)
            #expect(problems.map(\.line) == [1])
            #expect(problems.map(\.column) == columns)
        }
    }

    @Test("what the store refuses is named by line and undoes the whole file")
    func refusedByStore() async throws {
        try await withStore { store in
            _ = try await read(Self.header + "A,2024-01,5,1\nB,2024-01,5,1\n", into: store)
            _ = try await store.submit(
                SmallStore.submission(
                    store, "B", "2024-01",
                    [SampleForm.births: .count(5), SampleForm.women: .count(1)],
                    status: .accepted))
            let seq = store.seq
            let text = Self.header + "A,2024-02,1,1\nA,2024-01,,\nB,2024-01,6,1\n"
            let error = await #expect(throws: StoreError.self) { try await read(text, into: store) }
            guard case .badData(let lines) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(lines.count == 2)
            #expect(lines.first?.hasPrefix("dòng/line 3: ") == true)
            #expect(lines.last?.hasPrefix("dòng/line 4: ") == true)
            #expect(store.seq == seq)
            #expect(try await store.report(SmallStore.key("A", "2024-02")) == nil)
            #expect(try await SmallStore.births(store)?.value == 10)
        }
    }

    @Test("a file checked with older units or forms is sent back as a whole")
    func outdated() async throws {
        try await withStore { store in
            let path = folder.folder.temporaryFile("staged.db")
            var table = ReportTable(
                registry: store.registry, today: store.today, form: SampleForm.code,
                staged: try StagedReports(path: path, registry: store.registry))
            try table.read(Array((Self.header + "A,2024-01,5,1\n").utf8))
            #expect(try table.finish().problems.isEmpty)
            try await store.importCatalogue(Array(CatalogueFile.json(SampleForm.catalogue).utf8))
            let error = await #expect(throws: StoreError.self) {
                try await store.adoptReports(stagedAt: path, by: "import")
            }
            guard case .outdated = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(store.seq == 0)
        }
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

extension Writer {
    /// How many wait for their turn.
    fileprivate var waitingCount: Int { queue.withLock { $0.jobs.count } }
}
