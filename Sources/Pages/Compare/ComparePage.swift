public import Reporting

/// A report beside the month before and the same month of the year before, and what is unusual.
public struct ComparePage: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    public let ancestors: [UnitLink]
    public let form: String
    /// What the form is called.
    public let title: String
    public let month: Month
    /// The month before and the one after, as far as there is a page of them.
    public let neighbours: [Month]
    public let state: ReportState
    public let receivedAt: Int64?
    public let revision: Int?
    public let sections: [Section]
    /// What is odd about the report as a whole.
    public let remarks: [String]
    /// Earlier reports that the usual rests on.
    public let earlierCount: Int
    /// Whether only the unusual rows are shown.
    public let isShort: Bool
    /// What the reviewer may decide here; nil for others.
    public let decision: ReviewLine?
    public let outcome: ReviewOutcome?
    public let fault: ReviewFault?

    public struct Section: Sendable {
        public let title: String
        public let rows: [Row]

        public init(title: String, rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    public struct Row: Sendable {
        public let code: String
        public let label: String
        public let value: ReportValue
        public let lastMonth: ReportValue
        public let sameMonthLastYear: ReportValue
        /// Median and range of the twelve months before; nil where fewer than two had a number.
        public let spread: RobustSpread?
        /// Why the value is worth a look, in full sentences with the numbers.
        public let reasons: [String]

        public init(
            code: String, label: String, value: ReportValue, lastMonth: ReportValue,
            sameMonthLastYear: ReportValue, spread: RobustSpread?, reasons: [String]
        ) {
            self.code = code
            self.label = label
            self.value = value
            self.lastMonth = lastMonth
            self.sameMonthLastYear = sameMonthLastYear
            self.spread = spread
            self.reasons = reasons
        }
    }

    public init(
        frame: Frame, unit: UnitLink, ancestors: [UnitLink], form: String, title: String,
        month: Month, neighbours: [Month] = [], state: ReportState, receivedAt: Int64?,
        revision: Int?, sections: [Section], remarks: [String] = [], earlierCount: Int,
        isShort: Bool = false, decision: ReviewLine? = nil, outcome: ReviewOutcome? = nil,
        fault: ReviewFault? = nil
    ) {
        self.frame = frame
        self.unit = unit
        self.ancestors = ancestors
        self.form = form
        self.title = title
        self.month = month
        self.neighbours = neighbours
        self.state = state
        self.receivedAt = receivedAt
        self.revision = revision
        self.sections = sections
        self.remarks = remarks
        self.earlierCount = earlierCount
        self.isShort = isShort
        self.decision = decision
        self.outcome = outcome
        self.fault = fault
    }

    public static func address(unit: String, form: String, month: Month) -> Address {
        Address("units", unit, "reports", form, month.code, "compare")
    }

    var odd: [Row] { sections.flatMap(\.rows).filter { !$0.reasons.isEmpty } }
}
