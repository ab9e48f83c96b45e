public import Reporting

/// Who has reported for a month below a unit, and who must act now.
public struct ReviewPage: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    public let ancestors: [UnitLink]
    public let month: Month
    /// The month before and the one after, as far as there is a page of them.
    public let neighbours: [Month]
    public let today: Day
    public let deadline: Day?
    /// Such as `Thông tư 37/2019/TT-BYT, Biểu 4/BCX`.
    public let legalBasis: String
    /// Forms to choose from; empty where there is only one.
    public let forms: [FormChoice]
    public let reports: ReportTally
    public let content: Content

    public enum Content: Sendable {
        /// The reporting units themselves, for a unit with as many as one person can follow.
        case units([ReviewLine])
        /// The units below with their tallies, higher up.
        case summary([ChildLine])
    }

    public init(
        frame: Frame, unit: UnitLink, ancestors: [UnitLink], month: Month, neighbours: [Month] = [],
        today: Day,
        deadline: Day?, legalBasis: String, forms: [FormChoice] = [], reports: ReportTally,
        content: Content
    ) {
        self.frame = frame
        self.unit = unit
        self.ancestors = ancestors
        self.month = month
        self.neighbours = neighbours
        self.today = today
        self.deadline = deadline
        self.legalBasis = legalBasis
        self.forms = forms
        self.reports = reports
        self.content = content
    }

    var wording: Wording { frame.wording }

    /// The address of this view without the language, which a cookie remembers.
    var address: Address { frame.address.with("lang", nil) }

    static func address(_ unit: UnitLink, _ month: Month) -> Address {
        Address("review", unit.id, query: [.init("period", month.code)])
    }
}

/// One reporting unit of a review.
public struct ReviewLine: Sendable {
    public let unit: UnitLink
    public let state: ReportState
    public let receivedAt: Int64?
    public let revision: Int?
    /// Warnings of the standing revision, and how many of them nobody explained.
    public let warnings: Int
    public let unexplained: Int
    /// Why it was returned; empty otherwise.
    public let reason: String
    public let form: Address
    /// The months of the year up to the one shown, January first; nil where nothing is expected.
    public let year: [MonthMark?]

    public init(
        unit: UnitLink, state: ReportState, receivedAt: Int64?, revision: Int?, warnings: Int,
        unexplained: Int, reason: String = "", form: Address, year: [MonthMark?]
    ) {
        self.unit = unit
        self.state = state
        self.receivedAt = receivedAt
        self.revision = revision
        self.warnings = warnings
        self.unexplained = unexplained
        self.reason = reason
        self.form = form
        self.year = year
    }
}
