import Recount
import Reporting
import ReportingFixtures
import Testing

/// Stocks and flows over ranges, sentence by sentence of the design.
@Suite struct StockTests {
    /// A and B merge into C inside the year, C into E at its end; M moves to another district;
    /// X ends without a successor; Z lives a few days within a month on the way from Y to C.
    private static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("D1", .district, in: "VN")
        country.unit("D2", .district, in: "VN")
        country.unit("A", .commune, in: "D1", through: "2024-03-31")
        country.unit("B", .commune, in: "D1", through: "2024-03-31")
        country.unit("C", .commune, in: "D2", from: "2024-04-01", through: "2024-10-14")
        country.unit("E", .commune, in: "D2", from: "2024-10-15")
        country.unit("M", .commune, in: "D1", through: "2024-05-31")
        country.unit("M", .commune, in: "D2", from: "2024-06-01")
        country.unit("X", .commune, in: "D1", through: "2024-08-31")
        country.unit("Y", .commune, in: "D1", through: "2024-05-09")
        country.unit("Z", .commune, in: "D1", from: "2024-05-10", through: "2024-05-19")
        country.link("A", .merge, into: "C", share: 1, on: "2024-04-01")
        country.link("B", .merge, into: "C", share: 1, on: "2024-04-01")
        country.link("C", .rename, into: "E", on: "2024-10-15")
        country.link("Y", .merge, into: "Z", share: 1, on: "2024-05-10")
        country.link("Z", .merge, into: "C", share: 1, on: "2024-05-20")
        return country
    }()

    private struct Given {
        var unit: String
        var month: String
        var values: [DataElement.Index: ReportValue]
    }

    private static func totals(
        _ unit: String, _ code: String, _ given: [Given], _ boundaries: Boundaries = .reported,
        today: String = "2025-01-10"
    ) -> Totals {
        let reports = given.enumerated().map { index, one in
            PlainReport(
                unit: country.number(one.unit), month: month(one.month),
                values: SampleForm.values(one.values), seq: Int64(index + 1), receivedFirst: 0)
        }
        return country.registry().totals(
            of: country.number(unit), in: period(code), boundaries, from: reports,
            today: day(today))
    }

    /// Women by unit and month of 2024, as in `A:01=10`; `AB` stands for those of A and B.
    private static func women(_ text: String) -> [Given] {
        text.replacing("AB", with: "A:01=10 A:03=11 B:02=20").split(separator: " ").map { word in
            let parts = word.split { $0 == ":" || $0 == "=" }.map(String.init)
            return Given(
                unit: parts[0], month: "2024-" + parts[1],
                values: [SampleForm.women: .count(Int32(parts[2]) ?? -1)])
        }
    }

    @Test(
        "a stock counts the last value, and predecessors until their successor has a later one",
        arguments: [
            // Before the merge: each with its last value.
            ("D1", "2024-Q1", "AB", 31, 2), ("VN", "2024-02/ytd", "AB", 30, 2),
            ("D1", "2024-01", "AB", 10, 1), ("D2", "2024-Q1", "AB", nil, 0),
            // After it, the predecessors count where the successor is.
            ("D1", "2024-04/ytd", "AB", nil, 0), ("D2", "2024-04/ytd", "AB", 31, 2),
            ("C", "2024-04/ytd", "AB", 31, 2), ("VN", "2024-H1", "AB", 31, 2),
            // Not in a range that holds none of their values.
            ("D2", "2024-Q2", "AB", nil, 0), ("D2", "2024-05", "AB", nil, 0),
            // A value of the successor takes their place, a zero too.
            ("D2", "2024-H1", "AB C:05=33", 33, 1), ("D2", "2024-04/ytd", "AB C:05=33", 31, 2),
            ("D2", "2024-H1", "AB C:04=0", 0, 1),
            // Through a chain: C is renamed E.
            ("E", "2024", "AB", 31, 2), ("D2", "2024", "AB C:05=33", 33, 1),
            ("E", "2024", "AB C:05=33 E:11=40", 40, 1), ("C", "2024", "AB", nil, 0),
            ("E", "2024-10/ytd", "AB C:05=33 E:11=40", 33, 1), ("C", "2024-9M", "AB", 31, 2),
            // Z never saw a month's end; what Y had is E's all the same.
            ("E", "2024", "Y:04=7", 7, 1), ("D2", "2024-05/ytd", "Y:04=7", 7, 1),
            ("D2", "2024-05/ytd", "Y:04=7 C:04=3", 10, 2),
            ("D2", "2024-05/ytd", "Y:04=7 C:05=9", 9, 1),
            // A unit that does not exist on the range's last day has no stock.
            ("D1", "2024-08/ytd", "X:08=5", 5, 1), ("D1", "2024-9M", "X:08=5", nil, 0),
            // A moved unit counts where it is on the last day.
            ("D1", "2024-H1", "M:02=5", nil, 0), ("D2", "2024-H1", "M:02=5", 5, 1),
            ("D1", "2024-Q1", "M:02=5", 5, 1),
        ] as [(String, String, String, Int64?, Int)])
    func stocks(unit: String, code: String, given: String, value: Int64?, units: Int) {
        let sum = Self.totals(unit, code, Self.women(given)).sums[SampleForm.women]
        #expect(sum?.value.whole == value)
        #expect(sum?.units ?? 0 == units)
    }

    @Test("each stock element has a last month of its own, in predecessors too")
    func elementByElement() {
        let given = [
            Given(
                unit: "A", month: "2024-01",
                values: [SampleForm.women: .count(1), SampleForm.pregnant: .count(2)]),
            Given(unit: "A", month: "2024-03", values: [SampleForm.pregnant: .count(3)]),
            Given(unit: "C", month: "2024-04", values: [SampleForm.pregnant: .count(4)]),
            Given(unit: "C", month: "2024-05", values: [SampleForm.couples: .notApplicable]),
        ]
        let totals = Self.totals("D2", "2024-H1", given)
        #expect(totals.sums[SampleForm.women]?.brief == Brief(1, of: 1))
        #expect(totals.sums[SampleForm.pregnant]?.brief == Brief(4, of: 1))
        #expect(totals.sums[SampleForm.couples] == nil)
    }

    @Test("seq is the highest among the revisions summed, a predecessor's stock too")
    func seqs() {
        let given = Self.women("C:06=1 A:01=10")
        #expect(Self.totals("C", "2024-Q2", given).seq == 1)
        #expect(Self.totals("C", "2024-H1", given).seq == 1)
        #expect(Self.totals("C", "2024-05/ytd", given).seq == 2)
        #expect(Self.totals("D1", "2024-Q1", given).seq == 2)
        #expect(Self.totals("D1", "2024-Q2", given).seq == 0)
    }

    @Test("a flow adds all months by their own trees, and counts distinct units")
    func flows() {
        let births = { (count: Int32) in [SampleForm.births: ReportValue.count(count)] }
        let given = [
            Given(unit: "M", month: "2024-04", values: births(1)),
            Given(unit: "M", month: "2024-05", values: births(2)),
            Given(unit: "M", month: "2024-06", values: births(4)),
            Given(unit: "X", month: "2024-05", values: births(0)),
            Given(unit: "A", month: "2024-02", values: [SampleForm.births: .notApplicable]),
        ]
        let sum = { Self.totals($0, $1, given).sums[SampleForm.births] }
        #expect(sum("D1", "2024")?.brief == Brief(3, of: 2))
        #expect(sum("D2", "2024")?.brief == Brief(4, of: 1))
        #expect(sum("VN", "2024")?.brief == Brief(7, of: 2))
        #expect(sum("VN", "2024-Q2")?.brief == Brief(7, of: 2))
        #expect(sum("D1", "2024-Q1") == nil)
        #expect(sum("D1", "2023") == nil)
        #expect(Self.totals("D1", "2024", given).reportingUnits == 3)
    }

    @Test("today's boundaries carry flows and stocks to the successor's place")
    func current() {
        let given =
            Self.women("AB") + [
                Given(unit: "M", month: "2024-02", values: [SampleForm.births: .count(5)]),
                Given(unit: "A", month: "2024-02", values: [SampleForm.births: .count(6)]),
                Given(unit: "X", month: "2024-02", values: [SampleForm.births: .count(7)]),
            ]
        let sums = { (unit: String, code: String) in
            Self.totals(unit, code, given, .current).sums
        }
        #expect(sums("E", "2024-Q1")[SampleForm.births]?.brief == Brief(6, of: 1))
        #expect(sums("D2", "2024-Q1")[SampleForm.births]?.brief == Brief(11, of: 2))
        #expect(sums("D1", "2024-Q1")[SampleForm.births] == nil)
        // X is gone without a successor, from the nation's sum in today's boundaries too.
        #expect(sums("VN", "2024-Q1")[SampleForm.births]?.brief == Brief(11, of: 2))
        #expect(sums("E", "2024-Q1")[SampleForm.women]?.brief == Brief(31, of: 2))
        #expect(sums("D2", "2024")[SampleForm.women]?.brief == Brief(31, of: 2))
    }
}
