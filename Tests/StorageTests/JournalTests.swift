import Crypto
import Reporting
import ReportingFixtures
import SQLite
import Testing

@testable import Storage

@Suite struct JournalTests {
    private let folder = StoreFolder()

    @Test("each revision's hash covers its canonical JSON and the hash before it")
    func hashes() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let steps = [
                SmallStore.submission(store, "A", "2024-05", [:], receivedAt: 1_700_000_000_001),
                SmallStore.submission(
                    store, "A", "2024-05",
                    [
                        SampleForm.births: .count(0), SampleForm.women: .notApplicable,
                        SampleForm.couples: .count(99_999_999),
                    ], note: "dòng \"1\"\n\u{1}/\\", explanations: ["b": "hai", "a": "một"],
                    receivedAt: 1_700_000_000_002),
                SmallStore.submission(store, "B", "2024-07", receivedAt: 1_700_000_000_003),
                SmallStore.submission(
                    store, "A", "2024-05", [SampleForm.births: .count(1)], status: .draft,
                    receivedAt: 1_700_000_000_004),
            ]
            for step in steps { _ = try await store.submit(step) }
            let revisions = try await store.revisions(of: SmallStore.key("A", "2024-05"))
            let expected = [
                json(1, 1, after: nil, "submitted", "{}", "{}", "", at: 1),
                json(
                    2, 2, after: revisions.first, "submitted",
                    #"{"births":0,"women":"na","couples":99999999}"#,
                    #"{"a":"một","b":"hai"}"#, #"dòng \"1\"\n\u0001/\\"#, at: 2),
                json(
                    4, 3, after: revisions.dropFirst().first, "draft", #"{"births":1}"#, "{}", "",
                    at: 4),
            ]
            #expect(
                revisions.map(\.hash) == expected.map { SHA256.digest(of: Array($0.utf8)).bytes })
        }
    }

    /// The canonical JSON as the documentation of the journal states it.
    private func json(
        _ seq: Int, _ revision: Int, after previous: Revision?, _ status: String,
        _ values: String, _ explanations: String, _ note: String, at instant: Int
    ) -> String {
        let previousSeq = previous.map { "\($0.seq)" } ?? "null"
        let previousHash = previous.map { "\"" + Hex.encode($0.hash) + "\"" } ?? "null"
        return #"{"seq":\#(seq),"org_unit":"A","form":"sample","form_version":"v1","#
            + #""period":"2024-05","revision":\#(revision),"previous_seq":\#(previousSeq),"#
            + #""status":"\#(status)","values":\#(values),"explanations":\#(explanations),"#
            + #""note":"\#(note)","reason":"","warnings":[],"#
            + #""received_at":170000000000\#(instant),"source":"api","#
            + #""by":"tester","previous_hash":\#(previousHash)}"#
    }

    @Test(
        "the journal's rows can be neither changed nor deleted",
        arguments: [
            "UPDATE journal SET note = 'x'", "DELETE FROM journal", "UPDATE journal SET seq = 7",
        ])
    func appendOnly(sql: String) async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store))
            let connection = try folder.folder.connect()
            let error = #expect(throws: DatabaseError.self) { try connection.execute(sql) }
            #expect(error?.message == "the journal is append-only")
            #expect(try connection.number("SELECT count(*) FROM journal WHERE note = ''") == 1)
        }
    }

    @Test("many at once are each written once, without a gap, and answered after their sum")
    func concurrent() async throws {
        let units = 40
        var country = Country()
        country.unit("VN", .nation)
        for number in 0..<units { country.unit("C\(number)", .commune, in: "VN") }
        try await folder.withStore(country) { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for unit in 1...units {
                    for month in Period.year(2024).months {
                        group.addTask {
                            try await Self.submit(unit, month, to: store)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(store.seq == Int64(units * 12))
            #expect(
                try await SmallStore.births(store)?.brief == Brief(Int64(units * 12), of: units))
            let connection = try folder.folder.connect(.readOnly)
            #expect(try connection.number("SELECT count(*) FROM journal") == units * 12)
            #expect(try connection.number("SELECT max(seq) FROM journal") == units * 12)
            #expect(try connection.number("SELECT count(*) FROM head") == units * 12)
        }
    }

    private static func submit(
        _ unit: OrgUnit.Number, _ month: Month, to store: SQLiteStore
    ) async throws {
        let submission = Submission(
            key: ReportKey(form: SampleForm.code, unit: unit, month: month),
            formVersion: month.month < 7 ? SampleForm.first : SampleForm.second,
            registryVersion: store.registry.version,
            values: SampleForm.values([SampleForm.births: .count(1)]), status: .submitted,
            source: .api, by: "t")
        let receipt = try await store.submit(submission)
        let query = AggregateQuery(
            unit: unit, form: SampleForm.code, period: .month(month), boundaries: .reported)
        let figures = try await store.figures([query])
        #expect(figures.seq >= receipt.report.latest.seq)
        #expect(figures.aggregates.first?.totals.sums[SampleForm.births]?.value == 1)
    }
}
