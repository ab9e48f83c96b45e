import Recount
import Reporting
import ReportingFixtures
import Testing

/// What published shares do to a unit's figures under today's boundaries.
@Suite struct ShareTests {
    /// Reports are of February 2024 (births 10, women 100), today is December 2024. `links` are
    /// `S>A .6`, of 1 April and T's of 1 May; A, B and C are today's, A and B in D1, C in D2; S was in D1.
    private static func country(_ links: String, keepsS: Bool = false) -> Country {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("D1", .district, in: "VN")
        country.unit("D2", .district, in: "VN")
        for (unit, district) in [("A", "D1"), ("B", "D1"), ("C", "D2")] {
            country.unit(unit, .commune, in: district)
        }
        country.unit("S", .commune, in: "D1", through: keepsS ? nil : "2024-03-31")
        if links.contains("T") { country.unit("T", .commune, in: "D1", through: "2024-04-30") }
        for link in links.split(separator: ",") {
            let words = link.split(whereSeparator: { $0 == ">" || $0 == " " }).map(String.init)
            country.link(
                words[0], .part, into: words[1],
                share: words.count > 2 ? Decimal("0" + words[2]) : nil,
                on: words[0] == "T" ? "2024-05-01" : "2024-04-01")
        }
        return country
    }

    private static func totals(_ country: Country, _ unit: String, _ code: String = "2024-Q1")
        -> Totals
    {
        let report = PlainReport(
            unit: country.number("S"), month: month("2024-02"),
            values: SampleForm.values([
                SampleForm.births: .count(10), SampleForm.women: .count(100),
            ]),
            seq: 1, receivedFirst: 0)
        let totals = country.registry().totals(
            of: country.number(unit), in: period(code), .current, from: [report],
            today: day("2024-12-01"))
        let plain = PlainFigures(
            units: country.units, successions: country.successions,
            catalogue: SampleForm.catalogue, today: day("2024-12-01"), reports: [report])
        let wanted = plain.totals(period(code), .current)[country.number(unit)]
        #expect(totals.difference(from: wanted ?? Totals(elementCount: 8)) == nil)
        return totals
    }

    @Test(
        "a share brings its part; the rest goes where it can be told, and else further up",
        arguments: [
            // Shared out to the last: exact above, estimated below.
            ("S>A .6,S>B .4", false, ["A": 6, "B": 4, "D1": 10, "VN": 10]),
            ("S>A .6,S>C .4", false, ["A": 6, "D1": 6, "C": 4, "D2": 4, "VN": 10]),
            // One without a share takes the rest; of two nobody knows which.
            ("S>A .6,S>C", false, ["A": 6, "C": 4, "D2": 4, "VN": 10]),
            ("S>A .5,S>B,S>C", false, ["A": 5, "D1": 5, "VN": 10]),
            ("S>C .5,S>A,S>B", false, ["C": 5, "D1": 5, "VN": 10]),
            // Shares that leave a rest for nobody.
            ("S>A .3,S>B .3", false, ["A": 3, "B": 3, "D1": 10]),
            ("S>A .3,S>C .3", false, ["A": 3, "C": 3, "D1": 3, "VN": 10]),
            // Who gives a share away and goes on keeps the rest.
            ("S>A .2", true, ["A": 2, "S": 8, "D1": 10]), ("S>C .25", true, ["C": 2.5, "S": 7.5]),
            // A share of a share, and a split behind a share.
            ("S>T .5,S>B .5,T>A .5,T>C .5", false, ["A": 2.5, "B": 5, "C": 2.5, "D1": 7.5]),
            ("S>T .5,S>B .5,T>A,T>C", false, ["A": nil, "B": 5, "D1": 5, "VN": 10]),
            ("S>T .5,S>B .5,T>A,T>B", false, ["A": nil, "B": 5, "D1": 10]),
            // Two ways to one unit, and a share behind a whole succession.
            ("S>T .5,S>A .5,T>A", false, ["A": 10, "D1": 10]),
            ("S>T,T>A .9,T>C .1", false, ["A": 9, "C": 1, "VN": 10]),
            // More than everything is never more.
            ("S>A .7,S>B .7", false, ["A": 7, "B": 7, "D1": 10]),
        ] as [(String, Bool, [String: Double?])])
    func flows(links: String, keepsS: Bool, expected: [String: Double?]) {
        let country = Self.country(links, keepsS: keepsS)
        for (unit, value) in expected {
            let totals = Self.totals(country, unit)
            #expect(totals.sums[SampleForm.births]?.value.double == value, "\(links) at \(unit)")
            let isWhole = value == 10
            if value != nil {
                #expect(totals.sums[SampleForm.births]?.isEstimated == !isWhole)
                #expect(totals.isEstimated == !isWhole)
                #expect(totals.reports.received.double == (value ?? 0) / 10)
                #expect(totals.sums[SampleForm.births]?.units == 1)
            }
        }
    }

    @Test(
        "units are named as left out where a part may belong and is not counted",
        arguments: [
            ("S>A .6,S>B .4", "A", false), ("S>A .6,S>C", "A", false),
            ("S>A .5,S>B,S>C", "A", false),
            ("S>A .5,S>B,S>C", "B", true), ("S>A .5,S>B,S>C", "D1", true),
            ("S>A .5,S>B,S>C", "VN", false), ("S>A .3,S>B .3", "A", true), ("S>A,S>B", "D1", false),
            // It ended without a successor: its former district and nation miss it.
            ("", "D1", true), ("", "VN", true), ("", "D2", false), ("", "A", false),
        ])
    func without(links: String, unit: String, isNamed: Bool) {
        let country = Self.country(links)
        #expect(
            Self.totals(country, unit).without == (isNamed ? [country.number("S")] : []))
        // Nothing was reported or expected of it after it ended.
        #expect(Self.totals(country, unit, "2024-Q3").without.isEmpty)
    }

    @Test("a stock is taken of the unit that was there and then carried over by its share")
    func stocks() {
        let country = Self.country("S>A .6,S>C .4")
        #expect(Self.totals(country, "A").sums[SampleForm.women]?.value == 60)
        #expect(Self.totals(country, "C").sums[SampleForm.women]?.value == 40)
        #expect(Self.totals(country, "C").sums[SampleForm.women]?.isEstimated == true)
        #expect(Self.totals(country, "VN").sums[SampleForm.women]?.value == 100)
        #expect(Self.totals(country, "VN", "2024-H1").sums[SampleForm.women] == nil)
    }

    /// S is to go into T on 15 July 2024, T into nothing; today is before or after.
    @Test(
        "changes that are planned change nothing in today's boundaries until their day",
        arguments: [
            ("2024-06-20", "S", "2024", 100), ("2024-07-10", "S", "2024", 100),
            ("2024-07-10", "S", "2024-07", 7), ("2024-07-15", "T", "2024", 7),
            ("2024-07-10", "D", "2024-07", 7), ("2024-07-15", "T", "2024-07", 7),
        ])
    func planned(today: String, unit: String, code: String, women: Int64) {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("D", .district, in: "VN")
        country.unit("S", .commune, in: "D", through: "2024-07-14")
        country.unit("T", .commune, in: "D", from: "2024-07-15")
        country.link("S", .merge, into: "T", on: "2024-07-15")
        var reports = [Self.women("S", "2024-05", 100, country)]
        // July is reported by T, which is there on its last day, even before the fifteenth.
        if code == "2024-07" || today >= "2024-07-15" {
            reports.append(Self.women("T", "2024-07", 7, country))
        }
        let totals = country.registry().totals(
            of: country.number(unit), in: period(code), .current, from: reports, today: day(today))
        let plain = PlainFigures(
            units: country.units, successions: country.successions,
            catalogue: SampleForm.catalogue, today: day(today), reports: reports)
        #expect(totals.sums[SampleForm.women]?.value.whole == women)
        #expect(
            plain.totals(period(code), .current)[country.number(unit)]
                .map { totals.difference(from: $0) } == .some(nil))
    }

    private static func women(
        _ unit: String, _ code: String, _ count: Int32, _ country: Country
    ) -> PlainReport {
        PlainReport(
            unit: country.number(unit), month: month(code),
            values: SampleForm.values([SampleForm.women: .count(count)]), seq: Int64(count),
            receivedFirst: 0)
    }

    @Test("what shares give adds to the whole, in any order and exactly")
    func exact() throws {
        let third = Weight(try #require(Decimal("0.333333333")))
        let rest = Weight.all - third - third
        let parts = [third, rest, third].map { Amount(7, weight: $0) }
        #expect(parts.reduce(Amount.zero, +) == 7)
        #expect((parts[0] + parts[1] - parts[0] - parts[1]) == 0)
        #expect(Amount(7, weight: third).double == 2.333333331)
        #expect(Amount(5, weight: Weight(try #require(Decimal("0.1")))).rounded == 1)
        #expect(Amount(4, weight: Weight(try #require(Decimal("0.1")))).rounded == 0)
        #expect(third * .all == third && (third * third) < third)
    }
}
