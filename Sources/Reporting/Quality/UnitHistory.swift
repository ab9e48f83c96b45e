/// What one unit sent for a month and the months before it.
public struct UnitHistory: Sendable {
    public let unit: OrgUnit.Number
    /// The month in question.
    public let month: Month
    /// The months through that one, oldest first; nil where no report was received.
    public let months: [ReportValues?]
    /// The rules whose breaking the month's report explains.
    public let explained: Set<String>
    /// What the unit sent for the same month on other forms.
    public let others: [(form: String, values: ReportValues)]

    /// The report in question.
    let report: ReportValues?
    /// The reports received before it, oldest first.
    let earlier: [ReportValues]
    /// The reports of the last twelve months, the one in question included.
    let year: [ReportValues]

    /// - Precondition: at least one month.
    public init(
        unit: OrgUnit.Number, month: Month, months: [ReportValues?],
        explained: Set<String> = [], others: [(form: String, values: ReportValues)] = []
    ) {
        precondition(!months.isEmpty, "a history ends with the month in question")
        self.unit = unit
        self.month = month
        self.months = months
        self.explained = explained
        self.others = others
        report = months.last ?? nil
        earlier = months.dropLast().compactMap(\.self)
        year = months.suffix(QualityLimits.historyMonths).compactMap(\.self)
    }

    /// Whether there is enough before the report to say what is usual.
    var isLong: Bool { earlier.count >= QualityLimits.historyMonthsMin }
}
