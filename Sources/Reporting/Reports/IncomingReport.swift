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
    /// In the order in which they came; a code at most once.
    public var values: [(code: String, value: Value)]
    public var status: ReportStatus

    public init(
        form: String, period: String, values: [(code: String, value: Value)],
        status: ReportStatus
    ) {
        self.form = form
        self.period = period
        self.values = values
        self.status = status
    }

    /// Reads a value as people type it: empty, `x` or `na`, or digits.
    public static func value(typed text: some StringProtocol) -> Value {
        if text.isEmpty { return .value(.blank) }
        if text == "x" || text == "X" || text == "na" { return .value(.notApplicable) }
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        let digits = isNegative ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return .notWholeNumber
        }
        guard !isNegative, let number = Int32(digits), number <= ReportValue.countMax else {
            return .outOfRange
        }
        return .value(.count(number))
    }
}
