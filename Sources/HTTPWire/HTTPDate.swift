/// Dates as HTTP writes them, always in UTC (RFC 9110 §5.6.7). Times are seconds since
/// 1970-01-01T00:00:00Z without leap seconds.
public enum HTTPDate {
    static let dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// An IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT`. Times outside the years 0 to 9999, which
    /// the format cannot write, are moved to its ends.
    public static func string(epochSeconds: Int64) -> String {
        let seconds = min(max(epochSeconds, earliest), latest)
        let day = seconds.daysSinceEpoch
        let second = seconds - day * 86_400
        let date = CivilDate(daysSinceEpoch: Int(day))
        // 1970-01-01 was a Thursday.
        let weekday = Int(day + 4 - (day + 4).flooredQuotient(by: 7) * 7)
        return dayNames[weekday] + ", " + padded(date.day) + " " + monthNames[date.month - 1] + " "
            + padded(date.year, to: 4) + " " + padded(Int(second / 3600)) + ":"
            + padded(Int(second / 60 % 60)) + ":" + padded(Int(second % 60)) + " GMT"
    }

    static let earliest: Int64 = -62_167_219_200
    static let latest: Int64 = 253_402_300_799

    static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// Whole days before a time; rounded down, so that times before 1970 count right too.
    var daysSinceEpoch: Int64 { flooredQuotient(by: 86_400) }

    func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
