import Reporting
import ReportingFixtures
import Testing

@Suite struct PeriodTests {
    @Test(
        "every code gives its months, and is given back",
        arguments: [
            ("2024-01", "2024-01", "2024-01", Period.Kind.month),
            ("2024-12", "2024-12", "2024-12", .month),
            ("2024-Q1", "2024-01", "2024-03", .quarter),
            ("2024-Q2", "2024-04", "2024-06", .quarter),
            ("2024-Q3", "2024-07", "2024-09", .quarter),
            ("2024-Q4", "2024-10", "2024-12", .quarter),
            ("2024-H1", "2024-01", "2024-06", .half),
            ("2024-H2", "2024-07", "2024-12", .half),
            ("2024-9M", "2024-01", "2024-09", .nineMonths),
            ("2024", "2024-01", "2024-12", .year),
            ("2024-01/ytd", "2024-01", "2024-01", .yearToDate),
            ("2024-05/ytd", "2024-01", "2024-05", .yearToDate),
            ("2024-12/ytd", "2024-01", "2024-12", .yearToDate),
            ("0001", "0001-01", "0001-12", .year),
        ])
    func codes(code: String, first: String, last: String, kind: Period.Kind) {
        let period = period(code)
        #expect(period.code == code)
        #expect(period.kind == kind)
        #expect(period.first.code == first && period.last.code == last)
        #expect(period.months.first?.code == first && period.months.last?.code == last)
        #expect(period.lastDay == period.last.lastDay)
        #expect(Period(code: period.pathCode) == period)
        #expect(!period.pathCode.utf8.contains(UInt8(ascii: "/")))
    }

    @Test("year to date is written with a slash in queries and a hyphen in paths")
    func yearToDate() {
        #expect(Period(code: "2024-05-ytd") == Period(code: "2024-05/ytd"))
        #expect(period("2024-05-ytd").pathCode == "2024-05-ytd")
        #expect(period("2024-05-ytd").code == "2024-05/ytd")
    }

    @Test(
        "what is no period is refused",
        arguments: [
            "", "24", "02024", "2024-", "-2024", "2024-Q0", "2024-Q5", "2024-q1", "2024-H0",
            "2024-H3", "2024-9m", "2024-8M", "2024-00", "2024-13", "2024-1", "0000", "0000-Q1",
            "2024/ytd", "2024-Q1/ytd", "2024-13/ytd", "2024-05/YTD", "2024-05ytd", "/ytd",
            "-ytd", "2024-05/ytd/ytd", "2024-05-", "2024-Q1-Q2", "2024 ", " 2024", "abcd",
            "2024-05\u{0301}", "٢٠٢٤",
        ])
    func refused(code: String) {
        #expect(Period(code: code) == nil)
    }

    @Test("the parts of a year cover it once")
    func parts() {
        let months = Period.year(2024).months
        #expect((1...4).flatMap { Period.quarter($0, of: 2024).months } == months)
        #expect((1...2).flatMap { Period.half($0, of: 2024).months } == months)
        #expect(Period.nineMonths(of: 2024).months + period("2024-Q4").months == months)
        for code in ["2024-Q3", "2024-9M", "2024-05/ytd", "2024-02", "2024"] {
            let period = period(code)
            #expect(period.mask.count == period.months.count)
            #expect(Array(period.mask.indices) == period.months.map(\.indexInYear))
            #expect(months.filter(period.contains) == period.months)
        }
    }

    @Test("a month of another year is never in it")
    func otherYears() {
        #expect(!period("2024").contains(month("2023-12")))
        #expect(!period("2024-Q1").contains(month("2025-02")))
    }
}
