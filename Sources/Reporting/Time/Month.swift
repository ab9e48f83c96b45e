/// A calendar month; the rhythm of every report.
public struct Month: Hashable, Comparable, Sendable {
    /// Months since January of year 0; consecutive months differ by one.
    public let number: Int

    public init(number: Int) {
        self.number = number
    }

    /// - Parameter month: 1 to 12.
    public init(year: Int, month: Int) {
        precondition((1...12).contains(month), "a year has twelve months")
        self.number = year * 12 + month - 1
    }

    /// Reads `2024-01` and nothing else.
    public init?(code: some StringProtocol) {
        var year = 0
        var month = 0
        var place = 0
        for octet in code.utf8 {
            switch (place, octet) {
            case (4, UInt8(ascii: "-")): break
            case (0...3, 0x30...0x39): year = year * 10 + Int(octet - 0x30)
            case (5...6, 0x30...0x39): month = month * 10 + Int(octet - 0x30)
            default: return nil
            }
            place += 1
        }
        guard place == 7, year >= 1, (1...12).contains(month) else { return nil }
        self.init(year: year, month: month)
    }

    public var year: Int { number / 12 }

    /// 1 to 12.
    public var month: Int { number % 12 + 1 }

    /// 0 to 11; the bit of this month in a year's mask.
    public var indexInYear: Int { number % 12 }

    /// `2024-01`.
    public var code: String { Digits.padded(year, 4) + "-" + Digits.padded(month, 2) }

    public var firstDay: Day {
        Day(number: Day.daysFromCivil(year: year, month: month, day: 1))
    }

    public var lastDay: Day { firstDay + (length - 1) }

    /// 28 to 31 days.
    public var length: Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeapYear ? 29 : 28
        default: 31
        }
    }

    private var isLeapYear: Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    public static func < (a: Month, b: Month) -> Bool { a.number < b.number }

    public static func + (month: Month, months: Int) -> Month {
        Month(number: month.number + months)
    }

    public static func - (month: Month, months: Int) -> Month { month + -months }
}
