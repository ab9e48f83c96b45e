public import Reporting

/// One month of a unit that reports itself.
public struct MonthLine: Hashable, Sendable {
    public let month: Month
    public let state: ReportState
    /// When the standing revision came (milliseconds, UTC).
    public let receivedAt: Int64?
    public let revision: Int?
    public let deadline: Day?
    /// Why it was returned; empty otherwise.
    public let reason: String
    /// Whether a draft waits beside what was sent.
    public let hasDraft: Bool
    /// The reports of units below, such as a station's points: how many are expected and came,
    /// and of whom none has. Nil where none is expected.
    public let below: Below?
    /// The entry form; nil for a month that has not begun or someone who may not see it.
    public let form: Address?

    public struct Below: Hashable, Sendable {
        public let expected: Int
        public let received: Int
        public let missing: [UnitLink]

        public init(expected: Int, received: Int, missing: [UnitLink]) {
            self.expected = expected
            self.received = received
            self.missing = missing
        }
    }

    public init(
        month: Month, state: ReportState, receivedAt: Int64?, revision: Int?, deadline: Day?,
        reason: String = "", hasDraft: Bool = false, below: Below? = nil, form: Address?
    ) {
        self.month = month
        self.state = state
        self.receivedAt = receivedAt
        self.revision = revision
        self.deadline = deadline
        self.reason = reason
        self.hasDraft = hasDraft
        self.below = below
        self.form = form
    }
}
