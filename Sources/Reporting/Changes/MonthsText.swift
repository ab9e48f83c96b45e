/// Days and months as Vietnamese sentences write them; data keeps ISO 8601.
extension Day {
    /// `28/02/2027`.
    public var textVI: String {
        let date = civil
        return Digits.padded(date.day, 2) + "/" + Digits.padded(date.month, 2) + "/"
            + Digits.padded(date.year, 4)
    }
}

extension Month {
    /// `11/2026`.
    public var textVI: String { Digits.padded(month, 2) + "/" + Digits.padded(year, 4) }
}

extension Decimal {
    /// `0,25`: Vietnamese writes a comma.
    public var textVI: String { text.split(separator: ".").joined(separator: ",") }
}

/// Months in words, those that follow one another as a stretch: `09/2026–11/2026, 01/2027`.
public struct MonthsText {
    public let vi: String
    public let en: String

    /// - Parameter months: in order.
    public init(_ months: [Month]) {
        let stretches = months.reduce(into: [(first: Month, last: Month)]()) { found, month in
            if let last = found.last?.last, month == last + 1 {
                found[found.count - 1].last = month
            } else {
                found.append((month, month))
            }
        }
        vi = stretches.map { one in
            one.first == one.last ? one.first.textVI : "\(one.first.textVI)–\(one.last.textVI)"
        }.joined(separator: ", ")
        en = stretches.map { one in
            one.first == one.last ? one.first.code : "\(one.first.code) to \(one.last.code)"
        }.joined(separator: ", ")
    }
}
