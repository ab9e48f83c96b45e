import Reporting
import ReportingFixtures
import Testing

@testable import Storage

@Suite struct CatalogueImportTests {
    private let folder = StoreFolder()
    private static let sample = CatalogueFile.json(SampleForm.catalogue)

    private func problems(_ json: String, into store: SQLiteStore) async throws -> [String] {
        do throws(StoreError) {
            try await store.importCatalogue(Array(json.utf8))
            return []
        } catch {
            guard case .badData(let lines) = error else { throw error }
            return lines
        }
    }

    @Test("a catalogue comes back from its file as it was, and again when reopened")
    func roundTrip() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let catalogue = store.registry.catalogue
            #expect(CatalogueFile.json(catalogue) == Self.sample)
            #expect(catalogue.elements == SampleForm.elements)
        }
        try await folder.withStore { store in
            #expect(CatalogueFile.json(store.registry.catalogue) == Self.sample)
        }
    }

    @Test(
        "a version with reports keeps its elements and their order; one without may change",
        arguments: [
            (#""births", "visits","#, #""visits", "births","#, true),
            (#""pregnant", "screened","#, #""screened", "pregnant","#, false),
            (#""pregnant", "couples"]"#, #""pregnant"]"#, true),
            (#""version": "v1""#, #""version": "v0""#, true),
            (#""version": "v2""#, #""version": "v3""#, false),
            (#""title_vi": "Mẫu""#, #""title_vi": "Biểu""#, false),
            (#""valid_to": "2024-06-30""#, #""valid_to": "2024-06-29""#, false),
        ])
    func frozen(old: String, new: String, isRefused: Bool) async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store, "A", "2024-05", status: .draft))
            _ = try await store.submit(
                SmallStore.submission(store, "B", "2024-05", [SampleForm.births: .count(3)]))
            let changed = Self.compact.replacing(old, with: new)
            #expect(changed != Self.compact)
            let found = try await problems(changed, into: store)
            #expect(found.isEmpty == !isRefused)
            #expect(found.allSatisfy { $0.contains("sample v1") })
            #expect(try await SmallStore.births(store)?.value == 3)
        }
    }

    /// Lists on one line, so that a test can name two neighbours.
    private static let compact = sample.replacing(",\n", with: ", ")

    @Test(
        "what is wrong is named by its JSON pointer",
        arguments: [
            (#""time": "flow""#, #""time": "rate""#, "/data_elements/0/time"),
            (
                #""code": "births""#, #""code": "visits""#,
                "/data_elements: 'visits' stands there twice"
            ),
            (#""version": "v2""#, #""version": "v1""#, "/forms: 'sample/v1' stands there twice"),
            (#""valid_from": "2024-07-01""#, #""valid_from": "2024-06-30""#, "/forms/1: in force"),
            (#""valid_from": "2024-07-01""#, #""valid_from": "2024-02-30""#, "/forms/1/valid_from"),
            (#""periodicity": "month""#, #""periodicity": "week""#, "/forms/0/periodicity"),
            (#""working_days_after_period": 5"#, #""days": 5"#, "/forms/0/deadline"),
            (
                #""visits_home + visits_station""#, #""visits_home + x""#,
                "/data_elements/1/computed"
            ),
            (
                #""rules": []"#,
                #""rules": [{"code": "r", "severity": "error", "expr": "births < women", "message_vi": "a", "message_en": "b"}]"#,
                "/rules/0/expr"
            ),
            (
                #""targets": []"#,
                #""targets": [{"indicator": "none", "org_unit": "VN", "year": 2024, "op": ">=", "value": 1}]"#,
                "/targets/0/indicator"
            ),
            (#""holidays": []"#, #""holidays": [{"date": "tomorrow"}]"#, "/holidays/0/date"),
            (#""rules": [], "#, "", "/rules: is missing"),
            (#"{"data_elements""#, #"{{"data_elements""#, "Line 1, column 2"),
        ])
    func wrong(old: String, new: String, place: String) async throws {
        try await folder.withStore(SmallStore.country) { store in
            let version = store.registry.version
            let found = try await problems(
                Self.compact.replacing(old, with: new, maxReplacements: 1), into: store)
            #expect(found.contains { $0.contains(place) }, "\(found)")
            #expect(store.registry.version == version)
        }
    }

    @Test("an element that means a stock where it meant a flow changes sums, not reports")
    func reinterpreted() async throws {
        try await folder.withStore(SmallStore.country) { store in
            for month in ["2024-01", "2024-02"] {
                _ = try await store.submit(
                    SmallStore.submission(store, "A", month, [SampleForm.births: .count(5)]))
            }
            #expect(try await SmallStore.births(store, "VN", "2024-Q1")?.value == 10)
            let changed = Self.sample.replacing(
                #""time": "flow""#, with: #""time": "stock""#, maxReplacements: 1)
            #expect(try await problems(changed, into: store) == [])
            #expect(try await SmallStore.births(store, "VN", "2024-Q1")?.value == 5)
        }
    }
}
