import Reporting
import ReportingFixtures
import Testing

@Suite struct PresenceTests {
    private func presence(_ stretches: (String?, String?)...) -> Presence {
        OrgUnit(
            number: 0, id: "U",
            states: stretches.map { from, through in
                .init(
                    validity: Validity(from: from.map(day), through: through.map(day)), code: "",
                    level: .commune, kind: "", name: "", parent: nil)
            }
        ).presence
    }

    private func nearest(_ code: String, _ presence: Presence) -> String? {
        Period(code: code).flatMap { presence.nearest(to: $0)?.code }
    }

    @Test("a unit belongs to the months on whose last day it exists")
    func months() {
        let unit = presence((nil, "2025-06-30"))
        #expect(unit.contains(Month(year: 2025, month: 6)))
        #expect(!unit.contains(Month(year: 2025, month: 7)))
        #expect(!presence((nil, "2025-06-29")).contains(Month(year: 2025, month: 6)))
        #expect(presence(("2025-07-31", nil)).contains(Month(year: 2025, month: 7)))
        #expect(unit.contains(.year(2025)) && !unit.contains(.half(2, of: 2025)))
    }

    @Test("the nearest period is one of the same kind in which the unit existed")
    func periods() {
        let old = presence((nil, "2025-06-30"))
        let new = presence(("2025-07-01", nil))
        for (code, before, after) in [
            ("2025", "2025", "2025"), ("2027", "2025", "2027"), ("2023", "2023", "2025"),
            ("2026-03", "2025-06", "2026-03"), ("2024-02", "2024-02", "2025-07"),
            ("2025-Q4", "2025-Q2", "2025-Q4"), ("2025-H1", "2025-H1", "2025-H2"),
            ("2026-9M", "2025-9M", "2026-9M"), ("2026-02/ytd", "2025-06/ytd", "2026-02/ytd"),
        ] {
            #expect(nearest(code, old) == before)
            #expect(nearest(code, new) == after)
        }
        #expect(nearest("2023-9M", presence(("2024-10-01", nil))) == "2024")
    }

    @Test("of two stretches the nearer counts; without the end of a month there is none")
    func stretches() {
        let twice = presence((nil, "2020-12-31"), ("2024-01-01", nil))
        #expect(nearest("2021-02", twice) == "2020-12" && nearest("2023-12", twice) == "2024-01")
        #expect(nearest("2024", presence(("2024-05-02", "2024-05-30"))) == nil)
    }
}
