/// A calendar day of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// Health reports know no time zones: a day is a day of Vietnam (UTC+7). `VietnamTime` turns
/// instants into days.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before it.
    public let number: Int

    public init(number: Int) {
        self.number = number
    }

    /// The day of a date, or nil where the calendar has none (31 April, month 13).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Month(year: year, month: month).length
        else { return nil }
        self.number = Self.daysFromCivil(year: year, month: month, day: day)
    }

    /// Reads `2024-02-29` and nothing else.
    public init?(iso text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts[2].utf8.count == 2,
            let year = Digits.number(parts[0]), let month = Digits.number(parts[1]),
            let day = Digits.number(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

    public static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }

    /// Monday is 1, Sunday is 7 (ISO 8601).
    public var weekday: Int {
        let sinceMonday = (number + 3) % 7
        return (sinceMonday + 7) % 7 + 1
    }

    public var month: Month {
        let date = civil
        return Month(year: date.year, month: date.month)
    }

    /// `2024-02-29`.
    public var iso: String {
        let date = civil
        return Digits.padded(date.year, 4) + "-" + Digits.padded(date.month, 2) + "-"
            + Digits.padded(date.day, 2)
    }

    /// Year, month (1 to 12) and day of the month, by the era algorithm: 400 years are always
    /// 146 097 days, so the date is found by division alone.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        // The year is counted from March, so that the leap day comes last.
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    static func daysFromCivil(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
