import Reporting
import ReportingFixtures
import Testing

@testable import Storage

/// What a unit sent before, from the database or from what sums hold.
@Suite struct HistoryTests {
    private let folder = StoreFolder()

    @Test("sums that are held answer it as the database does, drafts left out")
    func held() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let key = SmallStore.key("A", "2024-08")
            #expect(try await store.history(before: key).allSatisfy { $0 == nil })
            for (code, count) in [("2023-07", 1), ("2023-08", 2), ("2024-01", 3), ("2024-07", 4)] {
                _ = try await store.submit(
                    SmallStore.submission(
                        store, "A", code, [SampleForm.births: .count(Int32(count))]))
            }
            _ = try await store.submit(
                SmallStore.submission(
                    store, "A", "2024-01", [SampleForm.births: .count(9)], status: .draft))
            let read = try await store.history(before: key)
            #expect(
                read.map { $0?[SampleForm.births].count } == [
                    2, nil, nil, nil, nil, 3, nil, nil, nil, nil, nil, 4,
                ])
            #expect(store.tree.history(before: key) == nil)
            for year in ["2023", "2024"] { _ = try await SmallStore.births(store, "VN", year) }
            #expect(store.tree.history(before: key) == read)
        }
    }

    @Test("what a reviewer and a closing did stays after a restart")
    func reviewed() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let key = SmallStore.key()
            _ = try await store.submit(SmallStore.submission(store))
            let returned = try await store.act(
                ReviewAct(key: key, kind: .return(reason: "thiếu"), source: .form, by: "r"))
            #expect(returned.report.latest.status == .returned)
            _ = try await store.close(
                Closing(
                    unit: key.unit, form: key.form, month: key.month, reason: "chốt",
                    closedAt: 0, closedBy: "r"), address: "")
        }
        try await folder.withStore { store in
            let stored = try await store.report(SmallStore.key())
            #expect(stored?.latest.reason == "thiếu" && stored?.latest.warnings == [])
            await #expect {
                _ = try await store.submit(
                    SmallStore.submission(store, "A", "2024-08", [SampleForm.births: .count(6)]))
            } throws: { error in
                if case .monthClosed(let closing) = error as? StoreError {
                    closing.reason == "chốt"
                } else {
                    false
                }
            }
        }
    }
}
