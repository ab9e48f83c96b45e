public import Reporting

/// A report that passed its checks and asks to become a revision.
public final class Submission: Sendable {
    /// Which revision the sender has seen (RFC 9110 §13.1).
    public enum Precondition: Sendable {
        /// The last write wins.
        case none
        /// `If-Match: *`: the report exists.
        case exists
        /// `If-None-Match: *`: it does not.
        case absent
        /// `If-Match` with revisions.
        case oneOf([Int])
        /// `If-None-Match` with revisions.
        case noneOf([Int])
    }

    public let key: ReportKey
    public let formVersion: FormVersion
    /// The `Registry.version` it was checked with.
    public let registryVersion: Int
    public let values: ReportValues
    /// `draft` or `submitted`.
    public let status: ReportStatus
    public let explanations: [String: String]
    public let note: String
    /// What is odd about the values; stored with them.
    public let warnings: [Finding]
    public let source: Revision.Source
    public let by: String
    /// Milliseconds UTC; nil takes the clock at the moment of writing.
    public let receivedAt: Int64?
    public let precondition: Precondition
    /// Answer as if it were stored, and store nothing.
    public let isDryRun: Bool

    public init(
        key: ReportKey, formVersion: FormVersion, registryVersion: Int, values: ReportValues,
        status: ReportStatus,
        explanations: [String: String] = [:], note: String = "", warnings: [Finding] = [],
        source: Revision.Source, by: String, receivedAt: Int64? = nil,
        precondition: Precondition = .none, isDryRun: Bool = false
    ) {
        self.key = key
        self.formVersion = formVersion
        self.registryVersion = registryVersion
        self.values = values
        self.status = status
        self.explanations = explanations
        self.note = note
        self.warnings = warnings
        self.source = source
        self.by = by
        self.receivedAt = receivedAt
        self.precondition = precondition
        self.isDryRun = isDryRun
    }
}

/// What became of a submission.
public struct Receipt: Sendable {
    public enum Outcome: Sendable {
        /// The report's first revision.
        case created
        case corrected
        /// The same as the latest revision: nothing was written.
        case unchanged
    }

    public let outcome: Outcome
    public let report: StoredReport
    /// The report's values as canonical JSON.
    public let values: [UInt8]
}
