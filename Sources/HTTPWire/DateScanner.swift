/// Reads the fixed columns of an HTTP date. Each format starts again from the beginning.
struct DateScanner {
    private let octets: [UInt8]
    private var index = 0

    init(_ text: String) {
        octets = [UInt8](text.utf8)
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`
    mutating func imfFixdate() -> Int64? {
        index = 0
        guard name(of: HTTPDate.dayNames) != nil, skip(", "), let day = number(2), skip(" "),
            let month = name(of: HTTPDate.monthNames), skip(" "), let year = number(4), skip(" "),
            let second = timeOfDay(), skip(" GMT"), index == octets.count
        else { return nil }
        return time(CivilDate(year: year, month: month + 1, day: day), second)
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`
    mutating func rfc850(now: Int64) -> Int64? {
        index = 0
        guard name(of: Self.longDayNames) != nil, skip(", "), let day = number(2), skip("-"),
            let month = name(of: HTTPDate.monthNames), skip("-"), let year = number(2), skip(" "),
            let second = timeOfDay(), skip(" GMT"), index == octets.count
        else { return nil }
        let today = CivilDate(daysSinceEpoch: Int(now.daysSinceEpoch))
        var date = CivilDate(year: today.year / 100 * 100 + year, month: month + 1, day: day)
        if date.year > today.year + 50 { date.year -= 100 }
        return time(date, second)
    }

    /// `Sun Nov  6 08:49:37 1994`
    mutating func asctime() -> Int64? {
        index = 0
        guard name(of: HTTPDate.dayNames) != nil, skip(" "),
            let month = name(of: HTTPDate.monthNames), skip(" "),
            let day = skip(" ") ? number(1) : number(2), skip(" "),
            let second = timeOfDay(), skip(" "), let year = number(4), index == octets.count
        else { return nil }
        return time(CivilDate(year: year, month: month + 1, day: day), second)
    }

    private static let longDayNames = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]

    private func time(_ date: CivilDate, _ second: Int) -> Int64? {
        date.isValid ? Int64(date.daysSinceEpoch) * 86_400 + Int64(second) : nil
    }

    /// `hh:mm:ss` as a second of the day; a leap second counts as the next day's first.
    private mutating func timeOfDay() -> Int? {
        guard let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60,
            skip(":"), let second = number(2), second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private mutating func skip(_ text: String) -> Bool {
        guard octets[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    private mutating func number(_ digitCount: Int) -> Int? {
        let digits = octets[index...].prefix(digitCount)
        guard digits.count == digitCount, digits.allSatisfy(\.isDigit) else { return nil }
        index += digitCount
        return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }

    private mutating func name(of names: [String]) -> Int? {
        names.firstIndex { skip($0) }
    }
}
