public import Reporting

/// Where reports, their history and their sums are kept.
///
/// Every acknowledged submission is on disk and in every sum from then on. One call answers
/// from one journal position.
public protocol ReportStore: Sendable {
    /// Units and catalogue now in force.
    var registry: Registry { get }
    /// The journal's last position that figures rest on.
    var seq: Int64 { get }

    func submit(_ submission: Submission) async throws(StoreError) -> Receipt
    /// Accepts, returns, reopens or explains a report.
    func act(_ act: ReviewAct) async throws(StoreError) -> Receipt
    func report(_ key: ReportKey) async throws(StoreError) -> StoredReport?
    /// The latest revisions of some reports, in their order; nil where there is none.
    func reports(_ keys: [ReportKey]) async throws(StoreError) -> [StoredReport?]
    /// Revisions after a position that a reader may see.
    func changes(
        after seq: Int64, limit: Int,
        where isVisible: @escaping @Sendable (ReportKey) -> Bool
    ) async throws(StoreError) -> ChangeFeed
    /// All revisions, oldest first.
    func revisions(of key: ReportKey) async throws(StoreError) -> [Revision]
    func figures(_ queries: [AggregateQuery]) async throws(StoreError) -> Figures
    /// Who reported, for the same queries as figures.
    func completeness(_ queries: [AggregateQuery]) async throws(StoreError) -> CompletenessFigures
    /// What is worth a look in a month's reports, read in one transaction.
    func quality(_ query: QualityQuery) async throws(StoreError) -> QualityFigures
    /// What a unit sent in the months before one, for a look at a report that comes in.
    func history(before key: ReportKey) async throws(StoreError) -> [ReportValues?]
    /// Where the reports of units stand in some months, for lists of who has reported. Reports
    /// that do not exist are left out.
    func summaries(
        of units: [OrgUnit.Number], form: String, months: [Month]
    ) async throws(StoreError) -> [ReportKey: ReportSummary]

    /// The latest month with a standing report of a form; nil without any.
    func latestMonth(form: String) async throws(StoreError) -> Month?

    /// The months that take no more reports.
    var closings: Closings { get }
    /// Closes a month for a unit, unless it is closed.
    func close(
        _ closing: Closing, address: String
    ) async throws(StoreError) -> (closing: Closing, isNew: Bool)
    /// Reopens a closed month.
    func reopen(
        _ unit: OrgUnit.Number, form: String, month: Month, reason: String, by name: String,
        address: String
    ) async throws(StoreError) -> Closing
    /// Extends a deadline.
    func extend(
        _ record: ExtensionRecord, address: String
    ) async throws(StoreError) -> ExtensionRecord
    /// All extensions ever made, the latest first.
    func extensions() async throws(StoreError) -> [ExtensionRecord]

    /// Makes changes of units, all or none, or only says what they would do.
    func change(
        _ changes: [UnitChange], _ request: UnitChangeRequest
    ) async throws(StoreError) -> [UnitChangeReceipt]
    /// All changes of units ever made, the latest first.
    func unitChanges() async throws(StoreError) -> [UnitChangeRecord]
    /// Takes a planned change back, or only says what that would do.
    func undoUnitChange(
        _ number: Int, _ request: UnitChangeRequest
    ) async throws(StoreError) -> UnitChangeReceipt

    /// Keeps an event that no other change goes with.
    func record(_ event: AuditEvent) async throws(StoreError)
    /// Events that meet some conditions, the latest first.
    func auditEvents(_ query: AuditQuery) async throws(StoreError) -> AuditPage
    /// How the database stands.
    func state() async throws(StoreError) -> ServerState

    /// Everything that signs somebody in.
    func credentials() async throws(StoreError) -> Credentials
    /// Keeps changes of these and the events that tell of them, all or none.
    ///
    /// - Returns: the numbers given to what was added, in order.
    func keep(
        _ changes: [CredentialChange], _ events: [AuditEvent]
    ) async throws(StoreError) -> [Int64]
}

/// One aggregate asked for.
public struct AggregateQuery: Hashable, Sendable {
    public let unit: OrgUnit.Number
    public let form: String
    public let period: Period
    public let boundaries: Boundaries

    public init(unit: OrgUnit.Number, form: String, period: Period, boundaries: Boundaries) {
        self.unit = unit
        self.form = form
        self.period = period
        self.boundaries = boundaries
    }

    /// Whose names and parents are shown with the figures.
    public func shownDay(_ today: Day) -> Day {
        boundaries == .current ? today : period.lastDay(asOf: today)
    }
}

/// Aggregates in the order of their queries, all at one journal position.
public struct Figures: Sendable {
    public let aggregates: [Aggregate]
    public let seq: Int64
    /// What they were computed with.
    public let registry: Registry
    /// The day in Vietnam that they were computed for.
    public let today: Day

    public init(aggregates: [Aggregate], seq: Int64, registry: Registry, today: Day) {
        self.aggregates = aggregates
        self.seq = seq
        self.registry = registry
        self.today = today
    }
}

/// Completeness in the order of its queries, all at one journal position.
public struct CompletenessFigures: Sendable {
    public let all: [Completeness]
    public let seq: Int64
    /// What it was counted with.
    public let registry: Registry

    public init(all: [Completeness], seq: Int64, registry: Registry) {
        self.all = all
        self.seq = seq
        self.registry = registry
    }
}
