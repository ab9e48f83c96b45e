import Reporting
import ReportingFixtures
import Storage
import Testing

@testable import Access

@Suite struct ReportDeskTests {
    private let access: AccessStore

    init() async throws {
        access = try await AccessStore()
    }

    private func refused(
        _ letter: ReportDesk.Letter, by principal: Principal
    ) async -> Refusal? {
        await refusal { () throws(Refusal) in
            _ = try await access.reportDesk.submit(letter, by: principal)
        }
    }

    @Test("checks run in the contract's order: each mistake hides those behind it")
    func order() async throws {
        let wrong: [(String, IncomingReport.Value)] = [("nonsense", .value(.count(1)))]
        _ = try await access.reportDesk.submit(
            AccessStore.letter("A"), by: AccessStore.principal("A"))
        let stale = Submission.Precondition.oneOf([9])
        let rows: [(ReportDesk.Letter, Principal, String)] = [
            (
                AccessStore.letter("Z", "2099-01", wrong, precondition: stale),
                AccessStore.principal("B", .viewer), "422 /org_unit"
            ),
            (
                AccessStore.letter("A", "2099-01", wrong, precondition: stale),
                AccessStore.principal("B", .viewer), "403 outside-scope"
            ),
            (
                AccessStore.letter("A", "2099-01", wrong, precondition: stale),
                AccessStore.principal("A", .viewer), "403 role-too-weak"
            ),
            (
                AccessStore.letter("A", "2099-01", wrong, precondition: stale),
                AccessStore.principal("A", .reviewer), "403 role-too-weak"
            ),
            (
                AccessStore.letter("A", "2099-01", wrong, precondition: stale),
                AccessStore.principal("A"), "422 /period /values/nonsense"
            ),
            (
                AccessStore.letter("A", "2024-08", wrong, precondition: stale),
                AccessStore.principal("A"), "422 /values/nonsense"
            ),
            (
                AccessStore.letter("A", "2024-08", precondition: stale),
                AccessStore.principal("A"), "412 stale-revision"
            ),
            (
                AccessStore.letter("A", "2024-08", [], precondition: stale),
                AccessStore.principal("A"), "422 /values"
            ),
        ]
        for (letter, principal, expected) in rows {
            #expect(Self.text(await refused(letter, by: principal)) == expected)
        }
        #expect(access.store.seq == 1)
    }

    private static func text(_ refusal: Refusal?) -> String {
        guard let refusal else { return "stored" }
        if case .invalid(let findings) = refusal {
            return (["422"] + findings.map(\.pointer)).joined(separator: " ")
        }
        return "\(refusal.row.status) \(refusal.row.code)"
    }

    @Test(
        "who may send what",
        arguments: [
            ("A", Role.reporter, "A", "2024-08", "stored"),
            ("D1", .reporter, "A", "2024-08", "stored"), ("VN", .admin, "A", "2024-08", "stored"),
            ("D2", .admin, "A", "2024-08", "403 outside-scope"),
            ("B", .reporter, "A", "2024-08", "403 outside-scope"),
            // Through a succession: the successor, its district, and the closed unit itself.
            ("E", .reporter, "OLD", "2024-05", "stored"),
            ("D2", .reporter, "OLD", "2024-05", "stored"),
            ("OLD", .reporter, "OLD", "2024-05", "stored"),
            ("OLD", .reporter, "E", "2024-08", "403 outside-scope"),
            // A unit that did not exist then is told so to those whose it is.
            ("E", .reporter, "E", "2024-06", "422 /org_unit"),
            ("VN", .admin, "E", "2024-06", "422 /org_unit"),
            ("VN", .admin, "OLD", "2024-07", "422 /org_unit"),
            ("D1", .admin, "E", "2024-06", "403 outside-scope"),
            ("D1", .reporter, "D1", "2024-08", "422 /org_unit"),
            ("A", .reporter, "A", "nonsense", "422 /period"),
        ])
    func scopes(
        scope: String, role: Role, unit: String, period: String, expected: String
    ) async {
        let found = await refused(
            AccessStore.letter(unit, period), by: AccessStore.principal(scope, role))
        #expect(Self.text(found) == expected)
    }

    @Test("what was wrong with the letter's shape is told with the rest, never stored")
    func findings() async {
        let shape = Finding(pointer: "/extra", messageVI: "a", messageEN: "b")
        let found = await refused(
            AccessStore.letter("A", findings: [shape]), by: AccessStore.principal("A"))
        #expect(Self.text(found) == "422 /extra")
        let both = await refused(
            AccessStore.letter("A", "2099-01", findings: [shape]), by: AccessStore.principal("A"))
        #expect(Self.text(both) == "422 /extra /period")
        #expect(access.store.seq == 0)
    }

    @Test("a stored report is read by those whose scope covers it; others find nothing")
    func reading() async throws {
        _ = try await access.reportDesk.submit(
            AccessStore.letter("OLD", "2024-05"), by: AccessStore.principal("OLD"))
        let key = ReportKey(
            form: SampleForm.code, unit: AccessStore.country.number("OLD"), month: month("2024-05"))
        for (unit, isFound) in [
            ("OLD", true), ("E", true), ("D2", true), ("VN", true), ("D1", false), ("A", false),
        ] {
            let principal = AccessStore.principal(unit, .viewer)
            let report = await refusal { () throws(Refusal) in
                _ = try await access.reportDesk.report(key, for: principal)
            }
            let revisions = await refusal { () throws(Refusal) in
                _ = try await access.reportDesk.revisions(of: key, for: principal)
            }
            for found in [report, revisions] { #expect(found?.row.status == (isFound ? nil : 404)) }
        }
        let other = ReportKey(
            form: SampleForm.code, unit: AccessStore.country.number("OLD"), month: month("2024-04"))
        let missing = await refusal { () throws(Refusal) in
            _ = try await access.reportDesk.report(other, for: AccessStore.principal("VN"))
        }
        #expect(missing?.row.status == 404)
    }

    @Test("a report checked while units or forms are replaced is checked anew")
    func outdated() async throws {
        let desk = access.reportDesk
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [access] in
                for _ in 0..<3 {
                    try await access.store.importCatalogue(
                        Array(CatalogueFile.json(SampleForm.catalogue).utf8))
                }
            }
            for count in 0..<40 {
                group.addTask {
                    _ = try await desk.submit(
                        AccessStore.letter(
                            "A", "2024-08", [("births", .value(.count(Int32(count))))]),
                        by: AccessStore.principal("A"))
                }
            }
            try await group.waitForAll()
        }
        #expect(access.store.seq == 40)
    }
}
