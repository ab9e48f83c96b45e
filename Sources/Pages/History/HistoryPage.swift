public import Reporting

/// All that happened to one report, the latest first.
public struct HistoryPage: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    public let ancestors: [UnitLink]
    public let form: String
    /// What the form is called.
    public let title: String
    public let month: Month
    public let state: ReportState
    /// Newest first.
    public let entries: [HistoryEntry]
    /// Oldest first.
    public let remarks: [HistoryRemark]
    /// The newest revision that the next page shows; nil on the last.
    public let older: Int?
    /// The only revision that is shown, with everything that changed in it.
    public let only: Int?
    public let hasComparison: Bool

    public init(
        frame: Frame, unit: UnitLink, ancestors: [UnitLink], form: String, title: String,
        month: Month, state: ReportState, entries: [HistoryEntry], remarks: [HistoryRemark],
        older: Int? = nil, only: Int? = nil, hasComparison: Bool = true
    ) {
        self.frame = frame
        self.unit = unit
        self.ancestors = ancestors
        self.form = form
        self.title = title
        self.month = month
        self.state = state
        self.entries = entries
        self.remarks = remarks
        self.older = older
        self.only = only
        self.hasComparison = hasComparison
    }

    public static func address(unit: String, form: String, month: Month) -> Address {
        Address("units", unit, "reports", form, month.code, "history")
    }
}

/// One revision of a report and what it changed.
public struct HistoryEntry: Sendable {
    public let revision: Int
    public let seq: Int64
    public let hash: String
    public let previousHash: String?
    public let at: Int64
    public let by: String
    public let source: String
    public let before: ReportStatus?
    public let status: ReportStatus
    /// Accepted before, and no longer.
    public let isReopened: Bool
    public let reason: String
    /// The changed fields, as many as are shown.
    public let changes: [Change]
    public let changeCount: Int
    /// How many fields hold something; told of the first revision in place of all its changes.
    public let filledCount: Int

    public struct Change: Hashable, Sendable {
        public let label: String
        public let before: ReportValue
        public let after: ReportValue

        public init(label: String, before: ReportValue, after: ReportValue) {
            self.label = label
            self.before = before
            self.after = after
        }
    }

    public init(
        revision: Int, seq: Int64, hash: String, previousHash: String?, at: Int64, by: String,
        source: String, before: ReportStatus?, status: ReportStatus, reason: String = "",
        changes: [Change], changeCount: Int, filledCount: Int
    ) {
        self.revision = revision
        self.seq = seq
        self.hash = hash
        self.previousHash = previousHash
        self.at = at
        self.by = by
        self.source = source
        self.before = before
        self.status = status
        isReopened = before == .accepted && status != .accepted
        self.reason = reason
        self.changes = changes
        self.changeCount = changeCount
        self.filledCount = filledCount
    }
}

/// A sentence that somebody wrote about the report: a note, a reason, an explanation.
public struct HistoryRemark: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case note, returned, reopened, accepted
        /// Of the warning that is quoted.
        case explanation(String)
    }

    public let kind: Kind
    public let text: String
    public let by: String
    public let at: Int64
    public let revision: Int

    public init(kind: Kind, text: String, by: String, at: Int64, revision: Int) {
        self.kind = kind
        self.text = text
        self.by = by
        self.at = at
        self.revision = revision
    }
}
