import Reporting

/// What is done to a report without changing its values.
public struct ReviewAct: Sendable {
    public enum Kind: Sendable, Hashable {
        /// The reviewer takes it as it is; it changes only after it was reopened.
        case accept
        /// The reviewer sends it back to be corrected.
        case `return`(reason: String)
        /// The acceptance is taken back: the report is submitted again.
        case reopen(reason: String)
        /// Sentences for its warnings, by rule code, in place of those it had.
        case explain([String: String])
    }

    public let key: ReportKey
    public let kind: Kind
    public let precondition: Submission.Precondition
    public let source: Revision.Source
    public let by: String

    public init(
        key: ReportKey, kind: Kind, precondition: Submission.Precondition = .none,
        source: Revision.Source, by: String
    ) {
        self.key = key
        self.kind = kind
        self.precondition = precondition
        self.source = source
        self.by = by
    }

    /// What it makes of a revision; nil where it says nothing new.
    ///
    /// - Parameter revision: the standing one, or for an explanation the latest.
    func outcome(for revision: Revision) -> Result<Outcome?, StoreError> {
        let status = revision.status
        switch kind {
        case .accept:
            if status == .accepted { return .success(nil) }
            guard status == .submitted else { return .failure(.notSubmitted) }
            return .success(Outcome(.accepted, explanations: revision.explanations))
        case .return(let reason):
            if status == .accepted { return .failure(.accepted) }
            if status == .returned, reason == revision.reason { return .success(nil) }
            return .success(
                Outcome(.returned, reason: reason, explanations: revision.explanations))
        case .reopen(let reason):
            guard status == .accepted else { return .failure(.notAccepted) }
            return .success(
                Outcome(.submitted, reason: reason, explanations: revision.explanations))
        case .explain(let explanations):
            if status == .accepted { return .failure(.accepted) }
            guard explanations != revision.explanations else { return .success(nil) }
            return .success(Outcome(status, reason: revision.reason, explanations: explanations))
        }
    }

    struct Outcome {
        let status: ReportStatus
        let reason: String
        let explanations: [String: String]

        init(_ status: ReportStatus, reason: String = "", explanations: [String: String]) {
            self.status = status
            self.reason = reason
            self.explanations = explanations
        }
    }

    /// A month closed for a unit takes nothing that would ask the unit to change its report; to
    /// accept what is there changes no sum.
    var isBarredByClosing: Bool { kind != .accept }
}
