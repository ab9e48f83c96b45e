public import Reporting

/// What somebody who looks after units sees of them: the month that is due, the months before it
/// in which something is left to do, and the units.
public struct Overseen: Sendable {
    public let unit: UnitLink
    public let month: Month
    public let reports: ReportTally
    /// The latest first; the month that is due is the first of them.
    public let months: [OverseenMonth]
    public let below: [UnitLink]
    /// Whether this reader accepts and returns reports.
    public let mayReview: Bool

    public init(
        unit: UnitLink, month: Month, reports: ReportTally, months: [OverseenMonth] = [],
        below: [UnitLink], mayReview: Bool = false
    ) {
        self.unit = unit
        self.month = month
        self.reports = reports
        self.months = months
        self.below = below
        self.mayReview = mayReview
    }
}

/// One month of the units below.
public struct OverseenMonth: Sendable {
    public let month: Month
    public let deadline: Day?
    public let reports: ReportTally
    /// How many reports are in which state; nil where there are too many to look at each.
    public let states: [ReportState: Int]?
    /// Reports that wait and have a warning which nobody explained.
    public let questionable: Int
    /// Whose report is overdue, as far as there is room.
    public let late: [UnitLink]
    public let isClosed: Bool
    public let review: Address

    public init(
        month: Month, deadline: Day?, reports: ReportTally, states: [ReportState: Int]?,
        questionable: Int = 0, late: [UnitLink] = [], isClosed: Bool = false, review: Address
    ) {
        self.month = month
        self.deadline = deadline
        self.reports = reports
        self.states = states
        self.questionable = questionable
        self.late = late
        self.isClosed = isClosed
        self.review = review
    }

    func count(_ filter: ReviewFilter) -> Int {
        (states ?? [:]).reduce(0) { filter.contains($1.key) ? $0 + $1.value : $0 }
    }

    /// Reports that wait for a decision. Where each cannot be looked at, those received and not
    /// accepted.
    var waiting: Int {
        states == nil
            ? Int(clamping: max(0, reports.received - reports.accepted).rounded)
            : count(.submitted)
    }
}
