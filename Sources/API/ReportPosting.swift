import Access
import HTTPWire
import JSON
import Reporting
import Serving
import Storage

/// What all reports of one request have in common.
struct ReportPosting: Sendable {
    let principal: Principal
    let precondition: Submission.Precondition
    let isDryRun: Bool
    /// One report is held against the unit's months before; of many, the month's review is.
    let isHeldAgainstHistory: Bool
}

/// What became of one report, on its way to the client.
struct ReportReply {
    private let answer: ReportDesk.Answer
    /// Whether the report exists since now.
    let isNew: Bool

    init(_ answer: ReportDesk.Answer, isDryRun: Bool) {
        self.answer = answer
        isNew = answer.receipt.outcome == .created && !isDryRun
    }

    var status: Status { isNew ? .created : .ok }

    var revision: Revision { answer.receipt.report.latest }

    /// The report's address.
    var location: String {
        let key = revision.key
        return "\(APIRoutes.prefix)/reports/\(answer.registry.units[key.unit].id)/"
            + "\(key.form)/\(key.month.code)"
    }

    /// What the answer takes where there are no notes and warnings.
    var usualLength: Int { answer.receipt.values.count + Self.usualLengthWithoutValues }

    private static let usualLengthWithoutValues = 512

    /// `"report":{…},"warnings":[…]`.
    func writeMembers(to writer: inout JSONWriter) {
        let receipt = answer.receipt
        ReportJSON(report: receipt.report, registry: answer.registry, values: receipt.values)
            .writeMembers(warnings: answer.warnings, to: &writer)
    }
}

extension APIRoutes {
    /// What the request says beside its reports.
    func posting(
        _ request: Request, by principal: Principal, isHeldAgainstHistory: Bool = true
    ) throws(Refusal) -> ReportPosting {
        ReportPosting(
            principal: principal, precondition: try Precondition.read(request.fields),
            isDryRun: try isOn("dry_run", request.query),
            isHeldAgainstHistory: isHeldAgainstHistory)
    }

    /// Checks and stores one report, whichever way it came.
    func submit(_ body: ReportBody, _ posting: ReportPosting) async throws(Refusal) -> ReportReply {
        var letter = body.letter(source: .api)
        letter.precondition = posting.precondition
        letter.isDryRun = posting.isDryRun
        letter.isHeldAgainstHistory = posting.isHeldAgainstHistory
        let answer = try await reports.submit(letter, by: posting.principal)
        return ReportReply(answer, isDryRun: posting.isDryRun)
    }
}
