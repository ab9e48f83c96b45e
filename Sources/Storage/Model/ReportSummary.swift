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
    }
}
