import Reporting
import ReportingFixtures
import Testing

@Suite struct DayTests {
    @Test(
        "a date has its number and weekday",
        arguments: [
            ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2),
            ("1900-02-28", -25_509, 3), ("1900-03-01", -25_508, 4), ("2024-02-29", 19_782, 4),
            ("2023-12-31", 19_722, 7), ("2100-02-28", 47_540, 7), ("2100-03-01", 47_541, 1),
            ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
            ("1600-02-29", -135_081, 2), ("2026-11-21", 20_778, 6),
        ])
    func known(iso: String, number: Int, weekday: Int) {
        let read = Day(iso: iso)
        #expect(read?.number == number)
        #expect(Day(number: number).iso == iso)
        #expect(Day(number: number).weekday == weekday)
    }

    @Test(
        "what is no date of the calendar is refused",
        arguments: [
            "", "2024", "2024-1-01", "2024-01-1", "24-01-01", "2024-00-10", "2024-13-01",
            "2024-01-00", "2024-01-32", "2024-04-31", "2023-02-29", "1900-02-29", "0000-01-01",
            "2024-01-01 ", " 2024-01-01", "2024-01-01T00", "2024/01/01", "2024-01-+1",
            "2024--1-01", "２０２４-01-01", "2024-01-0１", "-024-01-01",
        ])
    func refused(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test("days follow each other over 400 years without a gap")
    func everyDay() {
        var expected = (year: 1_899, month: 12, day: 31)
        let first = -25_568  // 1899-12-31
        for number in first..<(first + 146_097 + 366) {
            let date = Day(number: number).civil
            #expect(date == expected, "day \(number)")
            #expect(Day(year: date.year, month: date.month, day: date.day)?.number == number)
            if date != expected { return }
            expected = Self.next(expected)
        }
    }

    private static func next(_ date: (year: Int, month: Int, day: Int))
        -> (year: Int, month: Int, day: Int)
    {
        let isLeap = date.year % 400 == 0 || (date.year % 4 == 0 && date.year % 100 != 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if date.day < lengths[date.month - 1] { return (date.year, date.month, date.day + 1) }
        return date.month < 12 ? (date.year, date.month + 1, 1) : (date.year + 1, 1, 1)
    }
}

@Suite struct MonthTests {
    @Test(
        "a month has its length, first and last day",
        arguments: [
            ("2023-01", 31, "2023-01-31"), ("2023-02", 28, "2023-02-28"),
            ("2024-02", 29, "2024-02-29"), ("1900-02", 28, "1900-02-28"),
            ("2000-02", 29, "2000-02-29"), ("2024-04", 30, "2024-04-30"),
            ("2024-06", 30, "2024-06-30"), ("2024-09", 30, "2024-09-30"),
            ("2024-11", 30, "2024-11-30"), ("2024-12", 31, "2024-12-31"),
            ("9999-12", 31, "9999-12-31"), ("0001-01", 31, "0001-01-31"),
        ])
    func known(code: String, length: Int, last: String) {
        let month = month(code)
        #expect(month.code == code)
        #expect(month.length == length)
        #expect(month.lastDay.iso == last)
        #expect(month.firstDay.iso == code + "-01")
        #expect(month.firstDay.month == month && month.lastDay.month == month)
    }

    @Test(
        "what is no month is refused",
        arguments: [
            "", "2024", "2024-1", "2024-00", "2024-13", "0000-01", "24-01", "2024-Q1",
            "2024-01-01", "2024/01", "2024-1 ", "2024-0a", "+024-01", "2024-٠١", "20240-1",
        ])
    func refused(code: String) {
        #expect(Month(code: code) == nil)
    }

    @Test("months are counted over the year's end")
    func arithmetic() {
        #expect((month("2023-12") + 1).code == "2024-01")
        #expect((month("2024-01") - 1).code == "2023-12")
        #expect((month("2024-01") - 13).code == "2022-12")
        #expect(month("2023-12") < month("2024-01"))
        #expect(month("2024-03").indexInYear == 2)
    }
}
