import Reporting
import ReportingFixtures
import Testing

@testable import Storage

@Suite struct RevisionTests {
    private let folder = StoreFolder()

    private func withStore<Result>(
        _ body: (SQLiteStore) async throws -> Result
    ) async throws -> Result {
        try await folder.withStore(SmallStore.country, body)
    }

    @Test("the first is created, the same again changes nothing, another corrects")
    func corrections() async throws {
        try await withStore { store in
            let first = try await store.submit(SmallStore.submission(store))
            #expect(first.outcome == .created)
            #expect(first.report.latest.seq == 1 && first.report.latest.revision == 1)
            #expect(first.report.latest.previousSeq == nil)
            let again = try await store.submit(SmallStore.submission(store, receivedAt: 1))
            #expect(again.outcome == .unchanged)
            #expect(again.report.latest.hash == first.report.latest.hash)
            let other = try await store.submit(
                SmallStore.submission(store, "A", "2024-08", [SampleForm.births: .count(6)]))
            #expect(other.outcome == .corrected)
            #expect(other.report.latest.seq == 2 && other.report.latest.revision == 2)
            #expect(other.report.latest.previousSeq == 1)
            #expect(store.seq == 2)
            #expect(try await SmallStore.births(store)?.brief == Brief(6, of: 1))
        }
    }

    @Test("values, status, explanations and note each make a revision of their own")
    func whatCounts() async throws {
        try await withStore { store in
            let births: [DataElement.Index: ReportValue] = [SampleForm.births: .count(5)]
            let steps: [Submission] = [
                SmallStore.submission(store),
                SmallStore.submission(store, note: "a"),
                SmallStore.submission(store, note: "a", explanations: ["r": "b"]),
                SmallStore.submission(
                    store, "A", "2024-08", births, status: .returned, note: "a",
                    explanations: ["r": "b"]),
                SmallStore.submission(
                    store, "A", "2024-08", [SampleForm.births: .count(0)], note: "a"),
                SmallStore.submission(
                    store, "A", "2024-08", [SampleForm.births: .notApplicable], note: "a"),
            ]
            for (index, step) in steps.enumerated() {
                #expect(try await store.submit(step).report.latest.revision == index + 1)
                #expect(try await store.submit(step).outcome == .unchanged)
            }
            let revisions = try await store.revisions(of: SmallStore.key())
            #expect(revisions.map(\.revision) == Array(1...6))
            #expect(revisions.map(\.seq) == Array(1...6))
            #expect(revisions.map(\.explanations)[3] == ["r": "b"])
            #expect(revisions.map(\.note) == ["", "a", "a", "a", "a", "a"])
            #expect(revisions[3].status == .returned)
            #expect(revisions.allSatisfy { $0.by == "tester" && $0.source == .api })
        }
    }

    @Test("a draft neither enters a sum nor hides the standing revision")
    func drafts() async throws {
        try await withStore { store in
            let draft = { (count: Int32) in
                SmallStore.submission(
                    store, "A", "2024-08", [SampleForm.births: .count(count)], status: .draft)
            }
            let first = try await store.submit(draft(1))
            #expect(first.outcome == .created && first.report.receivedFirst == nil)
            #expect(try await SmallStore.births(store) == nil)
            try await submit(store, 5)
            #expect(try await SmallStore.births(store)?.value == 5)
            let beside = try await store.submit(draft(9))
            #expect(beside.report.latest.revision == 3 && beside.report.latest.status == .draft)
            #expect(try await SmallStore.births(store)?.value == 5)
            #expect(try await store.report(SmallStore.key())?.latest.status == .draft)
            try await submit(store, 9)
            #expect(try await SmallStore.births(store)?.value == 9)
        }
        try await folder.withStore { store async throws in
            #expect(try await SmallStore.births(store)?.value == 9)
        }
    }

    private func submit(_ store: SQLiteStore, _ count: Int32) async throws {
        _ = try await store.submit(
            SmallStore.submission(store, "A", "2024-08", [SampleForm.births: .count(count)]))
    }

    @Test("on time is what the first submission was, not the draft before or the correction after")
    func firstSubmission() async throws {
        try await withStore { store in
            let deadline = VietnamTime.start(of: day("2024-09-07"))
            let steps: [(ReportStatus, Int32, Int64)] = [
                (.draft, 1, deadline - 5), (.submitted, 2, deadline - 1),
                (.submitted, 3, deadline + 9),
            ]
            for (status, count, instant) in steps {
                let receipt = try await store.submit(
                    SmallStore.submission(
                        store, "A", "2024-08", [SampleForm.births: .count(count)], status: status,
                        receivedAt: instant))
                let first = status == .draft ? nil : deadline - 1
                #expect(receipt.report.receivedFirst == first)
            }
            _ = try await store.submit(SmallStore.submission(store, "B", receivedAt: deadline))
            let query = AggregateQuery(
                unit: 0, form: SampleForm.code, period: period("2024-08"), boundaries: .reported)
            let reports = try await store.figures([query]).aggregates.first?.totals.reports
            #expect(reports?.expected == 2 && reports?.received == 2 && reports?.onTime == 1)
        }
    }

    @Test("empty values never replace a report that has some; an empty report may stay empty")
    func empty() async throws {
        try await withStore { store in
            let nothing: [DataElement.Index: ReportValue] = [:]
            let created = try await store.submit(
                SmallStore.submission(store, "B", "2024-08", nothing))
            #expect(created.outcome == .created)
            for status in [ReportStatus.draft, .submitted] {
                try await submit(store, 5)
                let error = await #expect(throws: StoreError.self) {
                    try await store.submit(
                        SmallStore.submission(store, "A", "2024-08", nothing, status: status))
                }
                guard case .emptyOverValues = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
            }
            #expect(store.seq == 2)
        }
    }

    @Test(
        "a precondition holds or is refused with what is there",
        arguments: [
            (.absent, true, false), (.exists, false, true), (.oneOf([1]), false, true),
            (.oneOf([2]), false, false), (.oneOf([7, 1]), false, true), (.oneOf([]), false, false),
            (.none, true, true),
        ] as [(Submission.Precondition, Bool, Bool)])
    func preconditions(
        precondition: Submission.Precondition, withoutReport: Bool, withReport: Bool
    ) async throws {
        try await withStore { store in
            _ = try await store.submit(SmallStore.submission(store, "A"))
            for (unit, isTaken) in [("B", withoutReport), ("A", withReport)] {
                let submission = SmallStore.submission(
                    store, unit, "2024-08", [SampleForm.births: .count(7)],
                    precondition: precondition)
                do throws(StoreError) {
                    let receipt = try await store.submit(submission)
                    #expect(isTaken)
                    #expect(receipt.outcome == (unit == "A" ? .corrected : .created))
                } catch {
                    #expect(!isTaken)
                    guard case .stale(let current, _) = error else { throw error }
                    #expect(current?.latest.revision == (unit == "A" ? 1 : nil))
                }
            }
        }
    }

    @Test("an accepted report is left alone, and a stale sender hears of that first")
    func accepted() async throws {
        try await withStore { store in
            try await submit(store, 5)
            _ = try await store.submit(SmallStore.submission(store, status: .accepted))
            let stale = SmallStore.submission(
                store, "A", "2024-08", [SampleForm.births: .count(1)], precondition: .oneOf([1]))
            await #expect { try await store.submit(stale) } throws: { error in
                if case .stale = error as? StoreError { true } else { false }
            }
            let late = SmallStore.submission(store, "A", "2024-08", [SampleForm.births: .count(1)])
            await #expect { try await store.submit(late) } throws: { error in
                if case .accepted = error as? StoreError { true } else { false }
            }
        }
    }

    @Test("a dry run answers as if it were stored, and stores nothing")
    func dryRun() async throws {
        try await withStore { store in
            let receipt = try await store.submit(SmallStore.submission(store, isDryRun: true))
            #expect(receipt.outcome == .created && receipt.report.latest.revision == 1)
            #expect(store.seq == 0)
            #expect(try await store.report(SmallStore.key()) == nil)
            #expect(try await SmallStore.births(store) == nil)
            #expect(try await store.submit(SmallStore.submission(store)).report.latest.seq == 1)
        }
    }

    @Test("a submission checked with older units or forms is sent back")
    func outdated() async throws {
        try await withStore { store in
            let submission = SmallStore.submission(store)
            try await store.importCatalogue(Array(CatalogueFile.json(SampleForm.catalogue).utf8))
            await #expect { try await store.submit(submission) } throws: { error in
                if case .outdated = error as? StoreError { true } else { false }
            }
            #expect(try await store.submit(SmallStore.submission(store)).outcome == .created)
        }
    }
}
