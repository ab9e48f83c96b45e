import Crypto
public import Reporting

/// One entry of the journal: a report as it was sent once. Never changed afterwards.
public final class Revision: Sendable {
    /// From where it came.
    public enum Source: String, Sendable {
        case api, form
        case imported = "import"
    }

    public let key: ReportKey
    /// Its position in the journal, from 1.
    public let seq: Int64
    /// Counts the revisions of one report, from 1.
    public let revision: Int
    public let previousSeq: Int64?
    public let formVersion: FormVersion
    public let status: ReportStatus
    public let values: ReportValues
    /// Sentences that explain broken warnings, by rule code.
    public let explanations: [String: String]
    public let note: String
    /// Why it was returned or reopened; empty for all other revisions.
    public let reason: String
    /// What was odd when it was stored; nil in revisions of a time before that was kept.
    public let warnings: [Finding]?
    /// Milliseconds UTC, by the server's clock (an import's own column excepted).
    public let receivedAt: Int64
    public let source: Source
    /// The name of the account or token that sent it.
    public let by: String
    /// SHA-256 over all the above and the hash of the revision before.
    public let hash: [UInt8]

    init(
        key: ReportKey, seq: Int64, revision: Int, previousSeq: Int64?, formVersion: FormVersion,
        status: ReportStatus, values: ReportValues, explanations: [String: String], note: String,
        reason: String, warnings: [Finding]?, receivedAt: Int64, source: Source, by: String,
        hash: [UInt8]
    ) {
        self.key = key
        self.seq = seq
        self.revision = revision
        self.previousSeq = previousSeq
        self.formVersion = formVersion
        self.status = status
        self.values = values
        self.explanations = explanations
        self.note = note
        self.reason = reason
        self.warnings = warnings
        self.receivedAt = receivedAt
        self.source = source
        self.by = by
        self.hash = hash
    }
}

extension Revision {
    /// The hash in hexadecimal, as people and programs are told it.
    public var hashText: String { Hex.encode(hash) }

    /// The elements whose value is another one than in an earlier revision, in the form's order.
    public func changedElements(since earlier: Revision) -> [DataElement.Index] {
        let own = formVersion.elements
        let known = Set(own)
        let all = own + earlier.formVersion.elements.filter { !known.contains($0) }
        return all.filter { values[$0] != earlier.values[$0] }
    }
}

/// The latest revision of a report, and when it was first submitted.
public struct StoredReport: Sendable {
    public let latest: Revision
    /// Milliseconds UTC; nil while there are drafts only.
    public let receivedFirst: Int64?
}
