/// A range of whole months within one calendar year, as figures are asked for.
///
/// TT 37/2019 article 2 reports by month, quarter, half, nine months and year; *year to date*
/// runs from January through a month. A period never crosses a year, and sums rely on that.
public struct Period: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case month, quarter, half, nineMonths, year, yearToDate
    }

    public let kind: Kind
    public let first: Month
    public let last: Month

    init(kind: Kind, first: Month, last: Month) {
        self.kind = kind
        self.first = first
        self.last = last
    }

    public static func month(_ month: Month) -> Period {
        Period(kind: .month, first: month, last: month)
    }

    public static func year(_ year: Int) -> Period {
        span(.year, year, from: 1, through: 12)
    }

    /// - Parameter quarter: 1 to 4.
    public static func quarter(_ quarter: Int, of year: Int) -> Period {
        span(.quarter, year, from: quarter * 3 - 2, through: quarter * 3)
    }

    /// - Parameter half: 1 or 2.
    public static func half(_ half: Int, of year: Int) -> Period {
        span(.half, year, from: half * 6 - 5, through: half * 6)
    }

    public static func nineMonths(of year: Int) -> Period {
        span(.nineMonths, year, from: 1, through: 9)
    }

    public static func yearToDate(through month: Month) -> Period {
        Period(kind: .yearToDate, first: Month(year: month.year, month: 1), last: month)
    }

    private static func span(_ kind: Kind, _ year: Int, from: Int, through: Int) -> Period {
        Period(
            kind: kind, first: Month(year: year, month: from),
            last: Month(year: year, month: through))
    }

    /// Reads `2024-01`, `2024-Q1`, `2024-H1`, `2024-9M`, `2024`, `2024-05/ytd` or `2024-05-ytd`.
    public init?(code: String) {
        if let month = Month(code: code) {
            self = .month(month)
        } else if code.hasSuffix("/ytd") || code.hasSuffix("-ytd") {
            guard let month = Month(code: code.dropLast(4)) else { return nil }
            self = .yearToDate(through: month)
        } else {
            self.init(yearCode: code)
        }
    }

    private init?(yearCode code: String) {
        let parts = code.split(separator: "-", omittingEmptySubsequences: false)
        guard let head = parts.first, head.utf8.count == 4, let year = Digits.number(head),
            year >= 1, parts.count <= 2
        else { return nil }
        switch parts.count == 2 ? String(parts[1]) : "" {
        case "" where parts.count == 1: self = .year(year)
        case "Q1": self = .quarter(1, of: year)
        case "Q2": self = .quarter(2, of: year)
        case "Q3": self = .quarter(3, of: year)
        case "Q4": self = .quarter(4, of: year)
        case "H1": self = .half(1, of: year)
        case "H2": self = .half(2, of: year)
        case "9M": self = .nineMonths(of: year)
        default: return nil
        }
    }

    /// The code as it stands in queries and JSON: `2024-05/ytd`.
    public var code: String {
        switch kind {
        case .month: first.code
        case .quarter: yearCode + "-Q\(first.indexInYear / 3 + 1)"
        case .half: yearCode + "-H\(first.indexInYear / 6 + 1)"
        case .nineMonths: yearCode + "-9M"
        case .year: yearCode
        case .yearToDate: last.code + "/ytd"
        }
    }

    /// The code as it stands in a path, where a slash would part it: `2024-05-ytd`.
    public var pathCode: String {
        kind == .yearToDate ? last.code + "-ytd" : code
    }

    public var year: Int { first.year }

    private var yearCode: String { Digits.padded(year, 4) }

    public var lastDay: Day { last.lastDay }

    public var months: [Month] {
        (first.number...last.number).map(Month.init(number:))
    }

    /// Bit n stands for the month with index n of the year.
    public var mask: MonthMask {
        MonthMask(from: first.indexInYear, through: last.indexInYear)
    }

    public func contains(_ month: Month) -> Bool {
        first <= month && month <= last
    }
}
