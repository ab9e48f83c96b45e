public import Reporting

/// One month of a unit that reports itself.
public struct MonthLine: Hashable, Sendable {
    public let month: Month
    public let state: ReportState
    /// When the standing revision came (milliseconds, UTC).
    public let receivedAt: Int64?
    public let revision: Int?
    public let deadline: Day?
    /// The entry form; nil for a month that has not begun or someone who may not see it.
    public let form: Address?

    public init(
        month: Month, state: ReportState, receivedAt: Int64?, revision: Int?, deadline: Day?,
        form: Address?
    ) {
        self.month = month
        self.state = state
        self.receivedAt = receivedAt
        self.revision = revision
        self.deadline = deadline
        self.form = form
    }
}
