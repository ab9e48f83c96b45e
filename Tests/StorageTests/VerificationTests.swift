import Kernel
import Recount
import ReportingFixtures
import SQLite
import Synchronization
import Testing

@testable import Reporting
@testable import Storage

/// `mebe verify` on a real database beside the store that serves it: nothing is reported where
/// nothing is wrong, and each kind of damage is named by its place.
@Suite struct VerificationTests {
    private static let today = day("2025-06-15")

    /// Fills a store with random reports, corrections and drafts, and asks for some figures, so
    /// that sums are held in memory.
    private static func withReports(
        seed: UInt64 = 5, count: Int = 150,
        _ body: (SQLiteStore, StoreFolder) async throws -> Void
    ) async throws {
        let folder = StoreFolder(today: today)
        try await folder.withStore(RandomCountry(seed: seed)) { store in
            try await send(count, to: store, seed)
            for boundaries in [Boundaries.reported, .current] {
                let query = AggregateQuery(
                    unit: 0, form: SampleForm.code, period: .year(2024), boundaries: boundaries)
                _ = try await store.figures([query])
            }
            try await body(store, folder)
        }
    }

    private static func send(_ count: Int, to store: SQLiteStore, _ seed: UInt64) async throws {
        var sender = RandomSender(store: store, today: today, seed: seed)
        for _ in 0..<count {
            guard let submission = sender.next(), !submission.values.isEmpty else { continue }
            _ = try await store.submit(submission)
        }
    }

    /// Runs on a thread of its own, as the command does, while `store` goes on.
    ///
    /// - Parameter heard: what an answer of the store has become on its way.
    private static func verify(
        _ store: SQLiteStore, _ folder: StoreFolder,
        heard: @escaping @Sendable (FigureAnswer) -> FigureAnswer = { $0 }
    ) async throws -> Verification.Outcome {
        try await withCheckedThrowingContinuation { continuation in
            let verify: @Sendable () -> Void = {
                let result = Result {
                    try Verification(
                        databasePath: folder.folder.database,
                        registry: { try SQLiteStore.registry(in: folder.folder) },
                        today: { store.today },
                        ask: { question in { heard(try answer(question, store)) } }
                    ).run()
                }
                continuation.resume(with: result)
            }
            do throws(KernelError) {
                _ = try Thread(named: "verify", verify)
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Waits on the verifying thread for what the store answers.
    private static func answer(
        _ question: FigureQuestion, _ store: SQLiteStore
    ) throws -> FigureAnswer {
        let box = Box()
        Task.detached {
            do {
                let answer = try await answer(question, from: store)
                box.answered.withLock { $0 = .success(answer) }
            } catch {
                box.answered.withLock { $0 = .failure(error) }
            }
            box.done.signal()
        }
        box.done.wait()
        return try #require(box.answered.withLock { $0 }).get()
    }

    private final class Box: Sendable {
        let answered = Mutex<Result<FigureAnswer, any Error>?>(nil)
        let done = Semaphore()
    }

    private static func answer(
        _ question: FigureQuestion, from store: SQLiteStore
    ) async throws -> FigureAnswer {
        let content: FigureAnswer.Content
        var seq = store.seq
        switch question {
        case .held:
            content = .held(
                store.heldSums.map { query in
                    let sheet = FigureSheet(
                        form: query.form, year: query.period.year, boundaries: query.boundaries)
                    return (sheet, query.unit)
                })
        case .fingerprints(let sheet, let units):
            let figures = try await figures(sheet, units, store)
            seq = figures.seq
            content = .fingerprints(figures.aggregates.map(\.totals.fingerprint))
        case .cells(let sheet, let units):
            let figures = try await figures(sheet, units, store)
            seq = figures.seq
            content = .cells(figures.aggregates.map { $0.totals.cells(store.registry.catalogue) })
        }
        return FigureAnswer(
            seq: seq, registryVersion: store.registry.version, today: store.today,
            content: content)
    }

    private static func figures(
        _ sheet: FigureSheet, _ units: [OrgUnit.Number], _ store: SQLiteStore
    ) async throws -> Figures {
        try await store.figures(
            units.flatMap { unit in
                sheet.periods.map {
                    AggregateQuery(
                        unit: unit, form: sheet.form, period: $0, boundaries: sheet.boundaries)
                }
            })
    }

    // MARK: Nothing wrong

    @Test("a sound folder has no difference, whatever changed in it", arguments: UInt64(1)...2)
    func sound(seed: UInt64) async throws {
        print("seed \(seed)")
        try await Self.withReports(seed: seed) { store, folder in
            let outcome = try await Self.verify(store, folder)
            #expect(outcome.differences.map(\.description) == [], "seed \(seed)")
            #expect(outcome.revisions == store.seq && outcome.heads > 50)
            #expect(outcome.figures > 1_000)
        }
    }

    @Test("reports that come meanwhile are no differences")
    func meanwhile() async throws {
        try await Self.withReports(count: 60) { store, folder in
            async let outcome = Self.verify(store, folder)
            try await Self.send(150, to: store, 77)
            #expect(try await outcome.differences.map(\.description) == [])
        }
    }

    @Test("units that change again and again end the run")
    func changing() async throws {
        try await Self.withReports(count: 10) { store, folder in
            let asked = Atomic(0)
            await #expect(throws: Verification.KeptChanging.self) {
                try await Self.verify(store, folder) { answer in
                    asked.add(1, ordering: .relaxed)
                    return FigureAnswer(
                        seq: answer.seq, registryVersion: answer.registryVersion + 1,
                        today: answer.today, content: answer.content)
                }
            }
            #expect(asked.load(ordering: .relaxed) == 3)
        }
    }

    @Test("figures that are missing in an answer are differences")
    func missing() async throws {
        try await Self.withReports(count: 10) { store, folder in
            let outcome = try await Self.verify(store, folder) { answer in
                let content: FigureAnswer.Content =
                    switch answer.content {
                    case .held: answer.content
                    case .fingerprints(let prints): .fingerprints(prints.dropLast())
                    case .cells(let cells): .cells(cells.dropLast())
                    }
                return FigureAnswer(
                    seq: answer.seq, registryVersion: answer.registryVersion,
                    today: answer.today, content: content)
            }
            #expect(outcome.differences.contains { $0.field == "seq" && $0.stored == "–" })
            #expect(outcome.differences.allSatisfy { $0.period.contains("-12/ytd") })
        }
    }

    // MARK: Damage on disk

    @Test(
        "what was changed behind the program's back is named by its place",
        arguments: [
            (
                "UPDATE head SET \"values\" = x'05' WHERE (form, month, unit) = (SELECT form, month, "
                    + "unit FROM head WHERE standing_seq IS NOT NULL ORDER BY 1, 2, 3 LIMIT 1)",
                Difference.Kind.head, "values"
            ),
            (
                "UPDATE head SET received_first = received_first + 1 WHERE standing_seq IS NOT NULL",
                .head, "received_first"
            ),
            ("UPDATE head SET status = 2 WHERE status = 1", .head, "status"),
            ("DELETE FROM head WHERE seq = (SELECT max(seq) FROM head)", .head, "row"),
            ("UPDATE journal SET \"values\" = x'05' WHERE seq = 7", .journal, "hash"),
            ("UPDATE journal SET note = 'x' WHERE seq = 7", .journal, "hash"),
            ("UPDATE journal SET \"by\" = 'x' WHERE seq = 7", .journal, "hash"),
            ("UPDATE journal SET received_at = received_at + 1 WHERE seq = 7", .journal, "hash"),
            ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 7", .journal, "hash"),
            ("UPDATE journal SET unit = 100000 WHERE seq = 7", .journal, "row"),
            ("DELETE FROM journal WHERE seq = 7", .journal, "seq"),
            ("UPDATE journal SET revision = 9 WHERE seq = 7", .journal, "revision"),
            ("DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)", .head, "seq"),
        ])
    func damage(sql: String, kind: Difference.Kind, field: String) async throws {
        try await Self.withReports(count: 40) { store, folder in
            do {
                let connection = try folder.folder.connect()
                try connection.execute(
                    """
                    DROP TRIGGER journal_keeps_rows; DROP TRIGGER journal_keeps_values;
                    PRAGMA foreign_keys = OFF
                    """)
                try connection.execute(sql)
            }
            let found = try await Self.verify(store, folder).differences
            #expect(found.contains { $0.kind == kind && $0.field == field }, "\(found.prefix(4))")
            if sql.contains("seq = 7") {
                #expect(found.first?.place.hasPrefix("7") == true)
            }
        }
    }

    // MARK: Damage in memory

    @Test("a held sum that is wrong is found, and where")
    func wrongRange() async throws {
        try await Self.withReports { store, folder in
            store.tree.damage { shelf in
                for key in shelf.nodes.keys where key.unit == 0 {
                    for period in shelf.nodes[key].map({ Array($0.ranges.keys) }) ?? [] {
                        shelf.nodes[key]?.ranges[period]?.tallies.flowUnits[SampleForm.births] += 1
                    }
                }
            }
            let found = try await Self.verify(store, folder).differences
            #expect(found.count == 2, "\(found.prefix(4))")
            #expect(
                found.allSatisfy { $0.kind == .sum && $0.field == "births" && $0.place == "U0" })
            #expect(found.map(\.period).sorted() == ["2024 current", "2024 reported"])
        }
    }

    @Test("running sums that are wrong are found in all that is made of them")
    func wrongMonths() async throws {
        try await Self.withReports { store, folder in
            store.tree.damage { shelf in
                for key in shelf.nodes.keys {
                    shelf.nodes[key]?.monthly.note(seq: 9_999, month: 2)
                    shelf.nodes[key]?.ranges = [:]
                }
            }
            let found = try await Self.verify(store, folder).differences
            #expect(found.contains { $0.period == "2024-03 reported" && $0.field == "seq" })
            #expect(found.contains { $0.period == "2024-Q1 current" && $0.stored == "9999" })
            #expect(!found.contains { $0.period == "2024-Q2 reported" })
        }
    }

    @Test("a leaf that is not what the journal says is found from its unit up")
    func wrongLeaf() async throws {
        try await Self.withReports { store, folder in
            let changed = Mutex<OrgUnit.Number?>(nil)
            let catalogue = store.registry.catalogue
            store.tree.damage { shelf in
                guard
                    let (unit, leaf) = shelf.leaves.first(where: { !$0.value.received.isEmpty }),
                    let month = leaf.received.indices.first(where: { _ in true })
                else { return }
                shelf.put(
                    leaf.replacing(month: month, with: nil, catalogue: catalogue), for: unit)
                changed.withLock { $0 = unit }
            }
            let unit = try #require(changed.withLock { $0 })
            let found = try await Self.verify(store, folder).differences
            #expect(found.contains { $0.place == "U\(unit)" && $0.field == "reports.received" })
            #expect(found.allSatisfy { $0.kind == .sum })
        }
    }
}

extension AggregationTree {
    /// Puts faults into what is held of 2024.
    fileprivate func damage(_ body: (inout Shelf) -> Void) {
        state.withLock { state in
            for key in state.shelves.keys where key.year == 2024 {
                state.withShelf(key) { body(&$0) }
            }
        }
    }
}
