import Reporting
public import Storage

/// What reviewers do with reports, and explanations that come later.
extension ReportDesk {
    /// What somebody asks to be done to one report.
    public struct Request: Sendable {
        public let key: ReportKey
        public let kind: ReviewAct.Kind
        public let precondition: Submission.Precondition
        public let source: Revision.Source

        public init(
            key: ReportKey, kind: ReviewAct.Kind,
            precondition: Submission.Precondition = .none, source: Revision.Source
        ) {
            self.key = key
            self.kind = kind
            self.precondition = precondition
            self.source = source
        }
    }

    /// Accepts, returns, reopens or explains a report.
    ///
    /// Whoever's scope does not cover the report learns nothing of it (404); in scope the role
    /// decides (403). Then the texts are checked (422), then the revision it is based on (412),
    /// then where the report stands (409).
    public func act(
        _ request: Request, by principal: Principal
    ) async throws(Refusal) -> Answer {
        let registry = store.registry
        let key = request.key
        guard principal.covers(key.unit, form: key.form, in: key.month, of: registry) else {
            throw .notFound
        }
        try requireRight(to: request.kind, principal)
        try check(request.kind)
        do throws(StoreError) {
            let receipt = try await store.act(
                ReviewAct(
                    key: key, kind: request.kind.trimmed, precondition: request.precondition,
                    source: request.source, by: principal.name))
            let latest = receipt.report.latest
            let warnings =
                latest.warnings
                ?? registry.check(of: latest.formVersion).check(latest.values).warnings
            return Answer(receipt: receipt, warnings: warnings, registry: store.registry)
        } catch {
            throw refusal(error)
        }
    }

    private func requireRight(
        to kind: ReviewAct.Kind, _ principal: Principal
    ) throws(Refusal) {
        let isAllowed =
            if case .explain = kind {
                principal.role.maySubmit
            } else {
                principal.role.mayReview
            }
        guard isAllowed else { throw .roleTooWeak }
    }

    private func check(_ kind: ReviewAct.Kind) throws(Refusal) {
        let findings: [Finding]
        switch kind {
        case .accept: findings = []
        case .return(let reason), .reopen(let reason):
            findings = Self.findings(aboutReason: reason)
        case .explain(let explanations):
            findings = tooLongTexts(note: "", explanations)
        }
        guard findings.isEmpty else { throw .invalid(findings) }
    }

    /// A reason is asked for and of some length at most.
    static func findings(aboutReason reason: String) -> [Finding] {
        if reason.allSatisfy(\.isWhitespace) {
            return [
                Finding(
                    pointer: "/reason", messageVI: "Hãy nêu lý do.",
                    messageEN: "Say why.")
            ]
        }
        return reason.hasAtMost(textLengthMax) ? [] : [tooLong("/reason")]
    }
}

extension ReviewAct.Kind {
    /// The same without blanks around the reason.
    fileprivate var trimmed: ReviewAct.Kind {
        switch self {
        case .return(let reason): .return(reason: reason.trimmed)
        case .reopen(let reason): .reopen(reason: reason.trimmed)
        case .accept: .accept
        case .explain(let explanations):
            .explain(explanations.mapValues(\.trimmed).filter { !$0.value.isEmpty })
        }
    }
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        let head = drop(while: \.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }
}
