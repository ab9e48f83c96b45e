public import Reporting

extension Wording {
    /// `30/01/2024`, in both languages: one notation for one country.
    public func date(_ day: Day) -> String {
        let date = day.civil
        return Self.two(date.day) + "/" + Self.two(date.month) + "/" + String(date.year)
    }

    /// `01/2024`.
    func month(_ month: Month) -> String {
        Self.two(month.month) + "/" + String(month.year)
    }

    /// `T12/23` in Vietnamese, `12/23` in English: a column head.
    func shortMonth(_ month: Month) -> String {
        let text = "\(month.month)/" + Self.two(month.year % 100)
        return language == .vietnamese ? "T" + text : text
    }

    /// `09:05 30/01/2024` in Vietnam's time, from milliseconds since 1970 (UTC).
    public func moment(_ milliseconds: Int64) -> String {
        let day = VietnamTime.day(ofMilliseconds: milliseconds)
        let minutes = (milliseconds - VietnamTime.start(of: day)) / 60_000
        let clock = Self.two(Int(minutes / 60)) + ":" + Self.two(Int(minutes % 60))
        return clock + " " + date(day)
    }

    /// `còn 3 ngày`, `hôm nay là ngày cuối`, `quá hạn 2 ngày`.
    func timeLeft(days: Int) -> String {
        let key: TextKey = days < 0 ? .daysLate : days == 0 ? .dueToday : .daysLeft
        return say(key, ["n": count(abs(days))])
    }

    /// `02:05 30/01/2024` in UTC, from milliseconds since 1970.
    func momentUTC(_ milliseconds: Int64) -> String {
        moment(milliseconds - VietnamTime.offsetSeconds * 1_000)
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
