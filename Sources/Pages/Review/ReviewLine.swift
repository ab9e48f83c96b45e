public import Reporting

/// One reporting unit of a review.
public struct ReviewLine: Sendable {
    public let unit: UnitLink
    public let state: ReportState
    public let receivedAt: Int64?
    public let revision: Int?
    /// Warnings of the standing revision, those without an explanation first.
    public let warnings: [Warning]
    /// Why it was returned; empty otherwise.
    public let reason: String
    /// Until when it has to come, where that is another day than the month's.
    public let extendedTo: Day?
    public let form: Address
    /// The months of the year up to the one shown, January first; nil where nothing is expected.
    public let year: [MonthMark?]

    /// One odd place of a report, with the sentence that explains it if somebody wrote one.
    public struct Warning: Hashable, Sendable {
        public let message: String
        public let explanation: String?

        public init(message: String, explanation: String? = nil) {
            self.message = message
            self.explanation = explanation
        }
    }

    public init(
        unit: UnitLink, state: ReportState, receivedAt: Int64?, revision: Int?,
        warnings: [Warning] = [], reason: String = "", extendedTo: Day? = nil, form: Address,
        year: [MonthMark?]
    ) {
        self.unit = unit
        self.state = state
        self.receivedAt = receivedAt
        self.revision = revision
        self.warnings =
            warnings.filter { $0.explanation == nil } + warnings.filter { $0.explanation != nil }
        self.reason = reason
        self.extendedTo = extendedTo
        self.form = form
        self.year = year
    }

    var unexplained: Int { warnings.count { $0.explanation == nil } }

    /// What a button sends: the report and the revision that was on the screen.
    var ticket: String { ReviewTicket(unitID: unit.id, revision: revision ?? 0).text }
}
