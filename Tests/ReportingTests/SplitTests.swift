import Recount
import Reporting
import ReportingFixtures
import Testing

@Suite struct SplitTests {
    /// S is split between A and B of one district and later T between B and C of two; G gives
    /// a part to A and goes on.
    private static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("D1", .district, in: "VN")
        country.unit("D2", .district, in: "VN")
        country.unit("S", .commune, in: "D2", through: "2024-03-31")
        country.unit("T", .commune, in: "D2", through: "2024-03-31")
        country.unit("G", .commune, in: "D1")
        country.unit("A", .commune, in: "D1")
        country.unit("B", .commune, in: "D1")
        country.unit("C", .commune, in: "D2")
        country.link("S", .part, into: "A", on: "2024-04-01")
        country.link("S", .part, into: "B", on: "2024-04-01")
        country.link("T", .part, into: "B", on: "2024-04-01")
        country.link("T", .part, into: "C", on: "2024-04-01")
        country.link("G", .part, into: "A", on: "2024-05-15")
        return country
    }()

    private static func births(_ unit: String, _ code: String, _ given: String) -> Int64? {
        let report = PlainReport(
            unit: country.number(given), month: month("2024-02"),
            values: SampleForm.values([SampleForm.births: .count(5), SampleForm.women: .count(9)]),
            seq: 1, receivedFirst: 0)
        return country.registry().totals(
            of: country.number(unit), in: period(code), .current, from: [report],
            today: day("2024-12-01")
        ).sums[SampleForm.births]?.value.whole
    }

    @Test(
        "what cannot be told apart counts where all candidates meet, and nowhere below",
        arguments: [
            ("S", ["VN": 5, "D1": 5]), ("T", ["VN": 5]), ("G", ["VN": 5, "D1": 5]),
            ("A", ["VN": 5, "D1": 5, "A": 5]), ("C", ["VN": 5, "D2": 5, "C": 5]),
        ] as [(String, [String: Int64])])
    func candidates(given: String, expected: [String: Int64]) {
        for unit in ["VN", "D1", "D2", "A", "B", "C", "G"] {
            #expect(Self.births(unit, "2024-Q1", given) == expected[unit], "\(given) at \(unit)")
        }
    }

    @Test("units below name what is left out of them, month by month")
    func withheld() {
        let registry = Self.country.registry()
        let withheld = { (unit: String) in
            registry.scope(
                of: Self.country.number(unit), year: 2024, boundaries: .current,
                today: day("2024-12-01")
            ).withheld.map { (Self.country.ids[$0.unit], Array($0.months.indices)) }
        }
        #expect(withheld("A").map(\.0) == ["S", "G"])
        #expect(withheld("A").map(\.1) == [[0, 1, 2], [0, 1, 2, 3]])
        #expect(withheld("B").map(\.0) == ["S", "T"])
        #expect(withheld("D1").map(\.0) == ["T"])
        #expect(withheld("VN").isEmpty)
    }

    @Test("under reported boundaries nothing is withheld")
    func reported() {
        let scope = Self.country.registry().scope(
            of: Self.country.number("D1"), year: 2024, boundaries: .reported,
            today: day("2024-12-01"))
        #expect(scope.withheld.isEmpty)
        #expect(scope.members.map(\.unit) == scope.members.map(\.unit).sorted())
    }
}
