import Recount
import Reporting
import ReportingFixtures
import Testing

@Suite struct SuccessionTests {
    @Test(
        "whole is a merge, keep, rename and a part of share 1; a part of share 0 is ignored",
        arguments: [
            (.merge, 1, true, false), (.merge, nil, true, false), (.keep, 1, true, false),
            (.rename, nil, true, false), (.part, 1, true, false), (.part, nil, false, false),
            (.part, 0, false, true), (.part, Decimal(mantissa: 5, scale: 1), false, false),
            (.part, Decimal(mantissa: 100, scale: 2), true, false),
            (.part, Decimal(mantissa: 0, scale: 3), false, true),
        ] as [(Succession.Kind, Decimal?, Bool, Bool)])
    func kinds(kind: Succession.Kind, share: Decimal?, isWhole: Bool, isIgnored: Bool) {
        let link = Succession(
            predecessor: 0, successor: 1, kind: kind, share: share, effective: day("2024-01-01"))
        #expect(link.isWhole == isWhole)
        #expect(link.isIgnored == isIgnored)
    }

    /// A and B merge into C, which is renamed E; S is split between C and D.
    private static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        for (province, district) in [("P", "D1"), ("P", "D2"), ("Q", "D3")] {
            country.unit(province, .province, in: "VN")
            country.unit(district, .district, in: province)
        }
        country.unit("A", .commune, in: "D1", through: "2024-03-31")
        country.unit("B", .commune, in: "D3", through: "2024-03-31")
        country.unit("S", .commune, in: "D3", through: "2024-05-31")
        country.unit("C", .commune, in: "D2", from: "2024-04-01", through: "2024-08-31")
        country.unit("D", .commune, in: "D1", from: "2024-01-01")
        country.unit("E", .commune, in: "D2", from: "2024-09-01")
        country.link("A", .merge, into: "C", share: 1, on: "2024-04-01")
        country.link("B", .part, into: "C", share: 1, on: "2024-04-01")
        country.link("S", .part, into: "C", on: "2024-06-01")
        country.link("S", .part, into: "D", on: "2024-06-01")
        country.link("D", .part, into: "C", on: "2024-05-01")
        country.link("D", .part, into: "VN", share: 0, on: "2024-05-01")
        country.link("C", .rename, into: "E", on: "2024-09-01")
        return country
    }()
    private static let units = country.registry().units

    private static func ids(_ numbers: some Sequence<OrgUnit.Number>) -> Set<String> {
        Set(numbers.map { units[$0].id })
    }

    @Test(
        "whole chains are followed both ways, splits are not",
        arguments: [
            ("A", ["A", "C", "E"], ["A"]), ("B", ["B", "C", "E"], ["B"]),
            ("C", ["C", "E"], ["A", "B", "C"]), ("E", ["E"], ["A", "B", "C", "E"]),
            ("S", ["S"], ["S"]), ("D", ["D"], ["D"]),
        ] as [(String, Set<String>, Set<String>)])
    func closures(id: String, successors: Set<String>, predecessors: Set<String>) {
        let unit = Self.country.number(id)
        #expect(Self.ids(Self.units.wholeSuccessors(of: unit)) == successors)
        #expect(Self.ids(Self.units.wholePredecessors(of: unit)) == predecessors)
    }

    @Test(
        "candidates are today's units that figures of an earlier day may belong to",
        arguments: [
            ("A", "2024-01-31", "2024-03-31", ["A"]), ("A", "2024-01-31", "2024-04-01", ["C"]),
            ("A", "2024-01-31", "2024-12-31", ["E"]),
            ("S", "2024-01-31", "2024-12-31", ["D", "E"]),
            ("S", "2024-01-31", "2024-05-31", ["S"]),
            // D gave a part away before S came to it, and goes on existing itself.
            ("D", "2024-01-31", "2024-12-31", ["D", "E"]), ("D", "2024-05-31", "2024-12-31", ["D"]),
            ("C", "2024-04-30", "2024-12-31", ["E"]), ("C", "2024-08-31", "2024-09-01", ["E"]),
            ("D1", "2024-01-31", "2024-12-31", ["D1"]), ("E", "2024-01-31", "2024-03-01", []),
        ] as [(String, String, String, Set<String>)])
    func candidates(id: String, start: String, end: String, expected: Set<String>) {
        let found = Self.units.candidates(
            for: Self.country.number(id), after: day(start), through: day(end))
        #expect(Self.ids(found) == expected)
    }

    @Test("a unit reached by two ways is followed from the earlier one")
    func twoWays() {
        for isReversed in [false, true] {
            var country = Country()
            country.unit("S", .commune, through: "2024-01-31")
            for id in ["B", "C", "D"] { country.unit(id, .commune) }
            let links = isReversed ? ["C", "B"] : ["B", "C"]
            for id in links { country.link("S", .part, into: id, on: "2024-02-01") }
            country.link("B", .part, into: "D", on: "2024-03-01")
            country.link("C", .part, into: "B", on: "2024-04-01")
            let found = country.registry().units.candidates(
                for: 0, after: day("2024-01-31"), through: day("2024-12-31"))
            #expect(found == [1, 2, 3])
        }
    }

    @Test("a circle of successions ends")
    func circle() {
        var country = Country()
        country.unit("A", .commune)
        country.unit("B", .commune)
        country.link("A", .merge, into: "B", on: "2024-01-01")
        country.link("B", .merge, into: "A", on: "2024-01-01")
        let registry = country.registry()
        #expect(registry.units.wholeSuccessors(of: 0) == [0, 1])
        #expect(
            registry.units.candidates(for: 0, after: day("2023-01-01"), through: day("2025-01-01"))
                == [0, 1])
        let report = PlainReport(
            unit: 0, month: month("2024-01"),
            values: SampleForm.values([SampleForm.women: .count(5)]),
            seq: 1, receivedFirst: 0)
        let totals = registry.totals(
            of: 0, in: period("2024-01"), from: [report], today: day("2025-01-01"))
        #expect(totals.sums[SampleForm.women] != nil)
    }

    @Test(
        "a role covers its unit, what is below it in the month's tree, and what went whole into these",
        arguments: [
            // (role at, report of, month, covered)
            ("A", "A", "2024-01", true), ("A", "B", "2024-01", false), ("A", "A", "2025-01", true),
            ("D1", "A", "2024-01", true), ("D3", "A", "2024-01", false),
            ("P", "A", "2024-01", true), ("Q", "A", "2024-01", false), ("VN", "B", "2024-01", true),
            // A closed unit that went whole into one below the role's unit in the month's tree.
            ("C", "A", "2024-01", true), ("E", "A", "2024-01", true), ("E", "B", "2024-03", true),
            ("D2", "A", "2024-06", true), ("P", "B", "2024-06", true), ("P", "B", "2024-01", false),
            ("D2", "A", "2024-10", true), ("Q", "B", "2024-01", true),
            ("D1", "B", "2024-06", false),
            // Of a closed unit or one to come nothing can be reported; its nearest place counts.
            ("Q", "B", "2024-06", true), ("D2", "E", "2024-01", true),
            ("D1", "E", "2024-01", false),
            // Not upwards, not sideways, not through a split.
            ("A", "C", "2024-06", false), ("C", "E", "2024-10", false),
            ("C", "S", "2024-05", false),
            ("D2", "S", "2024-06", false), ("D1", "VN", "2024-01", false),
            ("D", "C", "2024-06", false), ("VN", "VN", "2024-01", true),
        ])
    func covers(scope: String, unit: String, code: String, isCovered: Bool) {
        let found = Self.units.scope(
            Self.country.number(scope), covers: Self.country.number(unit), in: month(code))
        #expect(found == isCovered)
    }

    @Test("what is below a unit that went whole into the role's is not covered by that")
    func belowPredecessor() {
        var country = Country()
        country.unit("OLD", .province, through: "2024-06-30")
        country.unit("NEW", .province, from: "2024-07-01")
        country.unit("A", .commune, in: "OLD", through: "2024-06-30")
        country.link("OLD", .merge, into: "NEW", share: 1, on: "2024-07-01")
        let units = country.registry().units
        #expect(units.scope(1, covers: 0, in: month("2024-01")))
        #expect(!units.scope(1, covers: 2, in: month("2024-01")))
        #expect(units.scope(0, covers: 2, in: month("2024-01")))
    }
}
