import Reporting
import ReportingFixtures
import Testing

@testable import Recount

@Suite struct DeadlineTests {
    @Test(
        "working days are counted after the period's end, over weekends and holidays",
        arguments: [
            // 2024-01-31 is a Wednesday.
            ("2024-01", 5, [], "2024-02-07"), ("2024-01", 1, [], "2024-02-01"),
            ("2024-01", 0, [], "2024-01-31"), ("2024-01", 3, [], "2024-02-05"),
            ("2024-01", 5, ["2024-02-01", "2024-02-07"], "2024-02-09"),
            // A holiday on a weekend takes nothing away.
            ("2024-01", 3, ["2024-02-03", "2024-02-04"], "2024-02-05"),
            // The last day of June 2024 is a Sunday; holidays before the count do not matter.
            ("2024-06", 5, ["2024-06-28"], "2024-07-05"),
            ("2024-12", 5, ["2025-01-01"], "2025-01-08"),
        ] as [(String, Int, [String], String)])
    func workingDays(code: String, count: Int, holidays: [String], last: String) {
        let rule = DeadlineRule.workingDaysAfterPeriod(count)
        let found = rule.lastDay(for: month(code), holidays: Set(holidays.map(day)))
        #expect(found.iso == last)
        let plain = PlainDeadline(rule: rule, holidays: Set(holidays.map(day)))
        #expect(plain.day(of: month(code)).iso == last)
    }

    @Test(
        "a day of the month is the period's own, clamped to its length",
        arguments: [
            ("2024-01", 30, "2024-01-30"), ("2024-02", 30, "2024-02-29"),
            ("2023-02", 30, "2023-02-28"), ("2023-02", 28, "2023-02-28"),
            ("2024-04", 31, "2024-04-30"), ("2024-04", 1, "2024-04-01"),
        ])
    func dayOfMonth(code: String, day: Int, last: String) {
        let rule = DeadlineRule.dayOfMonth(day)
        #expect(rule.lastDay(for: month(code), holidays: []).iso == last)
        #expect(PlainDeadline(rule: rule, holidays: []).day(of: month(code)).iso == last)
    }

    @Test("walked on the calendar, every rule gives the same day", arguments: UInt64(1)...3)
    func plainDeadlines(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let first = month("2023-11").firstDay
        let holidays = Set((0..<200).map { _ in first + Int.random(in: 0..<1_200, using: &random) })
        let rules =
            (0...31).map { DeadlineRule.workingDaysAfterPeriod($0) }
            + (-1...40).map { .dayOfMonth($0) }
        for number in month("2023-11").number...month("2026-03").number {
            let month = Month(number: number)
            for rule in rules {
                #expect(
                    PlainDeadline(rule: rule, holidays: holidays).day(of: month)
                        == rule.lastDay(for: month, holidays: holidays),
                    "\(rule) in \(month.code), seed \(seed)")
            }
        }
    }

    /// Two districts; the first has a deadline of its own until June 2024, one commune another.
    private static let registry: Registry = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("D1", .district, in: "VN")
        country.unit("D2", .district, in: "VN")
        country.unit("A", .commune, in: "D1", through: "2024-02-29")
        country.unit("A", .commune, in: "D2", from: "2024-03-01")
        country.unit("B", .commune, in: "D1")
        func override(_ unit: String, _ day: Int, _ validity: Validity) -> DeadlineOverride {
            DeadlineOverride(
                form: SampleForm.code, unitID: unit, rule: .dayOfMonth(day), validity: validity)
        }
        return country.registry(
            SampleForm.catalogue(deadlines: [
                override("D1", 20, Validity(from: nil, through: day("2024-06-30"))),
                override("D1", 25, Validity(from: day("2024-07-01"), through: day("2024-08-31"))),
                override("B", 10, Validity(from: day("2024-05-01"), through: nil)),
            ]))
    }()

    @Test(
        "the nearest override in the month's own tree holds, while it is dated",
        arguments: [
            ("A", "2024-01", "2024-01-20"), ("A", "2024-02", "2024-02-20"),
            ("A", "2024-03", "2024-04-05"), ("B", "2024-04", "2024-04-20"),
            ("B", "2024-05", "2024-05-10"), ("D1", "2024-07", "2024-07-25"),
            ("D1", "2024-09", "2024-10-07"), ("D2", "2024-01", "2024-02-07"),
        ])
    func overrides(unit: String, code: String, last: String) throws {
        let number = try #require(Self.registry.units.number(ofID: unit))
        let found = Self.registry.deadline(SampleForm.code, of: number, for: month(code))
        #expect(found?.iso == last)
    }

    @Test("a report is on time through the end of the deadline's day in Vietnam")
    func onTime() throws {
        let number = try #require(Self.registry.units.number(ofID: "B"))
        let end = VietnamTime.start(of: day("2024-04-21"))
        let isOnTime = { (instant: Int64) in
            Self.registry.isOnTime(
                SampleForm.code, of: number, for: month("2024-04"), receivedAt: instant)
        }
        #expect(isOnTime(0) && isOnTime(end - 1))
        #expect(!isOnTime(end))
        #expect(Self.registry.deadline("other", of: number, for: month("2024-04")) == nil)
    }
}
