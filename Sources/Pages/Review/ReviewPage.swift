public import Reporting

/// Who has reported for a month below a unit, and who must act now.
public struct ReviewPage: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    public let ancestors: [UnitLink]
    public let form: String
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
    public let filter: ReviewFilter
    /// Whether the viewer accepts, returns and closes here.
    public let mayReview: Bool
    /// Who closed the month; nil while it is open.
    public let closing: MonthClosing?
    /// The report that is looked at closely.
    public let panel: ReviewPanel?
    /// What became of what was just asked for.
    public let outcome: ReviewOutcome?
    /// Nil where nobody has to be reminded.
    public let reminder: Reminder?
    /// What was wrong with the form below the list.
    public let fault: ReviewFault?

    public enum Content: Sendable {
        /// The reporting units themselves, for a unit with as many as one person can follow.
        case units([ReviewLine])
        /// The units below with their tallies, higher up.
        case summary([ReviewBelow])
    }

    public init(
        frame: Frame, unit: UnitLink, ancestors: [UnitLink], form: String, month: Month,
        neighbours: [Month] = [], today: Day, deadline: Day?, legalBasis: String,
        forms: [FormChoice] = [], reports: ReportTally, content: Content,
        filter: ReviewFilter = .all, mayReview: Bool = false, closing: MonthClosing? = nil,
        panel: ReviewPanel? = nil, outcome: ReviewOutcome? = nil, reminder: Reminder? = nil,
        fault: ReviewFault? = nil
    ) {
        self.frame = frame
        self.unit = unit
        self.ancestors = ancestors
        self.form = form
        self.month = month
        self.neighbours = neighbours
        self.today = today
        self.deadline = deadline
        self.legalBasis = legalBasis
        self.forms = forms
        self.reports = reports
        self.content = content
        self.filter = filter
        self.mayReview = mayReview
        self.closing = closing
        self.panel = panel
        self.outcome = outcome
        self.reminder = reminder
        self.fault = fault
    }

    var wording: Wording { frame.wording }

    /// The address of this view without the language, which a cookie remembers.
    var address: Address { frame.address.with("lang", nil) }

    /// Where a decision about this month is sent.
    func action(_ verb: String) -> Address {
        Address("review", unit.id, verb, query: address.query)
    }

    static func address(_ unit: UnitLink, _ month: Month) -> Address {
        Address("review", unit.id, query: [.init("period", month.code)])
    }
}

/// A month that a unit closed: nothing in it changes until somebody opens it again.
public struct MonthClosing: Hashable, Sendable {
    /// Whose month it is: the unit of the page, or one above it.
    public let unit: UnitLink
    public let isOwn: Bool
    public let by: String
    /// Milliseconds UTC.
    public let at: Int64
    public let reason: String

    public init(unit: UnitLink, isOwn: Bool, by: String, at: Int64, reason: String) {
        self.unit = unit
        self.isOwn = isOwn
        self.by = by
        self.at = at
        self.reason = reason
    }
}

/// Why what was asked for below the list was not done; the fields keep what was typed.
public struct ReviewFault: Hashable, Sendable {
    public enum Place: String, Sendable {
        case panel, close, open, extend
    }

    public let place: Place
    public let message: String
    public let typed: [String: String]

    public init(place: Place, message: String, typed: [String: String]) {
        self.place = place
        self.message = message
        self.typed = typed
    }
}
