public import Reporting

/// Where one report stands, without its history.
public struct ReportSummary: Sendable {
    /// Of the latest revision, which may be a draft.
    public let revision: Int
    /// Whether the latest revision is a draft.
    public let isDraft: Bool
    /// Nil while there are drafts only.
    public let standing: Standing?

    /// The standing revision.
    public struct Standing: Sendable {
        public let status: ReportStatus
        public let formVersion: FormVersion
        public let values: ReportValues
        /// When it came, and when the report was first submitted: milliseconds UTC.
        public let receivedAt: Int64
        public let receivedFirst: Int64
        public let isOnTime: Bool
        public let explanations: [String: String]
        /// What was odd when it was stored, or is by the rules in force where that was not kept.
        public let warnings: [Finding]
        /// Why it was returned or reopened; empty otherwise.
        public let reason: String
        /// Who made the standing revision: the reviewer of an accepted or returned one.
        public let by: String

        /// The warnings that nobody has explained.
        public var unexplained: [Finding] {
            warnings.filter { (explanations[$0.rule ?? ""] ?? "").isEmpty }
        }
    }
}
