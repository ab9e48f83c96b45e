/// A report as it came from a client, before any check of its meaning.
public struct IncomingReport: Sendable {
    public enum Value: Hashable, Sendable {
        case value(ReportValue)
        /// Neither a whole number, nor blank, nor not applicable.
        case notWholeNumber
        /// A whole number below 0 or above `ReportValue.countMax`.
        case outOfRange
    }

    public var form: String
    /// The period's code, such as `2024-01`.
    public var period: String
    /// A code at most once.
    public var values: IncomingValues
    public var status: ReportStatus

    public init(form: String, period: String, values: IncomingValues, status: ReportStatus) {
        self.form = form
        self.period = period
        self.values = values
        self.status = status
    }

    /// Reads a value as people type it: empty, `x` or `na`, or digits.
    public static func value(typed text: String) -> Value {
        if text.isEmpty { return .value(.blank) }
        if text == "x" || text == "X" || text == "na" { return .value(.notApplicable) }
        return value(digits: text.utf8Span.span)
    }

    /// Reads a count, or what was to be one, from its UTF-8.
    ///
    /// Called for each value of each report, so it goes over the bytes once and makes nothing.
    public static func value(digits text: Span<UInt8>) -> Value {
        guard text.count > 0 else { return .notWholeNumber }
        let isNegative = text.count > 1 && text[0] == UInt8(ascii: "-")
        var number: Int32 = 0
        for index in (isNegative ? 1 : 0)..<text.count {
            let byte = text[index]
            guard (0x30...0x39).contains(byte) else { return .notWholeNumber }
            // Held just above the largest count, so that no number of digits can overflow.
            number = min(number * 10 + Int32(byte - 0x30), ReportValue.countMax + 1)
        }
        return isNegative || number > ReportValue.countMax ? .outOfRange : .value(.count(number))
    }
}
