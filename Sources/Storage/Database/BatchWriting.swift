import Reporting
import SQLite

/// Turns submissions into revisions within one transaction.
struct BatchWriting {
    private let tree: AggregationTree
    private let edition: Edition
    private let now: Int64
    /// What is closed: only this thread closes and reopens, so it stays so for the transaction.
    private let closings: Closings
    /// The journal's last position so far.
    private(set) var seq: Int64
    /// What the commit changes in the sums.
    private(set) var changes: [Change] = []

    /// - Parameter tree: what it holds tells what the changes have to bring.
    init(for tree: AggregationTree, seq: Int64, now: Int64) {
        self.tree = tree
        edition = tree.edition
        closings = tree.closings
        self.seq = seq
        self.now = now
    }

    mutating func result(
        of entry: Writer.Entry, in connection: borrowing Connection
    ) throws(StoreError) -> Result<Receipt, StoreError> {
        switch entry {
        case .submission(let submission, let encoded):
            try result(of: submission, encoded, in: connection)
        case .act(let act): try result(of: act, in: connection)
        }
    }

    /// Writes one submission, or says why not. Refusals concern this submission alone; what
    /// breaks the whole transaction is thrown.
    mutating func result(
        of submission: Submission, _ encoded: EncodedValues, in connection: borrowing Connection
    ) throws(StoreError) -> Result<Receipt, StoreError> {
        guard submission.registryVersion == edition.registry.version else {
            return .failure(.outdated)
        }
        do throws(DatabaseError) {
            let latest = try stored(submission.key, in: connection)?.report
            if let refusal = refusal(of: submission, after: latest) { return .failure(refusal) }
            if let latest, isSame(submission, as: latest.latest) {
                return .success(
                    Receipt(outcome: .unchanged, report: latest, values: json(of: latest.latest)))
            }
            let report = next(submission, encoded, after: latest)
            if !submission.isDryRun { try write(report, encoded.packed, in: connection) }
            return .success(
                Receipt(
                    outcome: latest == nil ? .created : .corrected, report: report,
                    values: encoded.json))
        } catch {
            throw .database(error, while: "saving reports")
        }
    }

    private func stored(
        _ key: ReportKey, in connection: borrowing Connection
    ) throws(DatabaseError) -> (report: StoredReport, standingSeq: Int64?)? {
        guard let head = try Heads.head(of: key, edition: edition, in: connection) else {
            return nil
        }
        let latest = try Journal.revision(seq: head.seq, edition: edition, in: connection)
        return (
            StoredReport(latest: latest, receivedFirst: head.receivedFirst), head.standingSeq
        )
    }

    private func refusal(of submission: Submission, after stored: StoredReport?) -> StoreError? {
        if let stored, submission.values.isEmpty, !stored.latest.values.isEmpty {
            return .emptyOverValues
        }
        if !submission.precondition.holds(for: stored?.latest.revision) {
            return .stale(current: stored, edition.registry)
        }
        if stored?.latest.status == .accepted { return .accepted }
        return closings.closing(of: submission.key, in: edition.registry).map(
            StoreError.monthClosed)
    }

    /// Its form version may be another one than that of the same values sent now.
    private func json(of revision: Revision) -> [UInt8] {
        ValuesJSON.bytes(
            revision.values, in: revision.formVersion.elements, catalogue: edition.catalogue)
    }

    private func isSame(_ submission: Submission, as latest: Revision) -> Bool {
        submission.status == latest.status && submission.values == latest.values
            && submission.explanations == latest.explanations && submission.note == latest.note
    }

    private func next(
        _ submission: Submission, _ encoded: EncodedValues, after stored: StoredReport?
    ) -> StoredReport {
        let receivedAt = submission.receivedAt ?? now
        let unhashed = Revision(
            key: submission.key, seq: seq + 1,
            revision: (stored?.latest.revision ?? 0) + 1, previousSeq: stored?.latest.seq,
            formVersion: submission.formVersion, status: submission.status,
            values: submission.values, explanations: submission.explanations,
            note: submission.note, reason: "", warnings: submission.warnings,
            receivedAt: receivedAt, source: submission.source, by: submission.by, hash: [])
        return hashed(unhashed, encoded.json, after: stored)
    }

    private func hashed(
        _ unhashed: Revision, _ values: [UInt8], after stored: StoredReport?
    ) -> StoredReport {
        let hash = Revision.hash(
            of: unhashed, values: values, after: stored?.latest.hash, registry: edition.registry)
        let first = unhashed.status.isStanding ? unhashed.receivedAt : nil
        return StoredReport(
            latest: unhashed.with(hash: hash), receivedFirst: stored?.receivedFirst ?? first)
    }

    private mutating func write(
        _ report: StoredReport, _ packed: PackedValues, in connection: borrowing Connection
    ) throws(DatabaseError) {
        let revision = report.latest
        let former = try tree.former(of: revision, edition, in: connection)
        try Journal.append(revision, packed: packed, edition: edition, to: connection)
        try Heads.put(
            revision, packed: packed, receivedFirst: report.receivedFirst, edition: edition,
            in: connection)
        seq = revision.seq
        let change = Change(
            revision, packed, receivedFirst: report.receivedFirst, former: former, edition)
        if let change { changes.append(change) }
    }
}

/// What reviewers do, and explanations that come later: a new revision with the same values.
extension BatchWriting {
    mutating func result(
        of act: ReviewAct, in connection: borrowing Connection
    ) throws(StoreError) -> Result<Receipt, StoreError> {
        do throws(DatabaseError) {
            guard let stored = try stored(act.key, in: connection) else {
                return .failure(.noSuchReport)
            }
            if let refusal = refusal(of: act, stored.report) { return .failure(refusal) }
            guard let basis = try basis(of: act, stored.report, stored.standingSeq, connection)
            else { return .failure(.notSubmitted) }
            switch act.outcome(for: basis) {
            case .failure(let error): return .failure(error)
            case .success(nil):
                let report = StoredReport(
                    latest: basis, receivedFirst: stored.report.receivedFirst)
                return .success(
                    Receipt(outcome: .unchanged, report: report, values: json(of: basis)))
            case .success(let outcome?):
                return .success(try write(act, outcome, basis, stored.report, connection))
            }
        } catch {
            throw .database(error, while: "reviewing a report")
        }
    }

    private func refusal(of act: ReviewAct, _ stored: StoredReport) -> StoreError? {
        guard act.precondition.holds(for: stored.latest.revision) else {
            return .stale(current: stored, edition.registry)
        }
        guard act.isBarredByClosing else { return nil }
        return closings.closing(of: act.key, in: edition.registry).map(StoreError.monthClosed)
    }

    /// What is reviewed is what stands, whatever draft lies over it; who explains speaks of what
    /// was sent last.
    private func basis(
        of act: ReviewAct, _ stored: StoredReport, _ standingSeq: Int64?,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Revision? {
        if case .explain = act.kind { return stored.latest }
        guard let standingSeq else { return nil }
        if standingSeq == stored.latest.seq { return stored.latest }
        return try Journal.revision(seq: standingSeq, edition: edition, in: connection)
    }

    private mutating func write(
        _ act: ReviewAct, _ outcome: ReviewAct.Outcome, _ basis: Revision, _ stored: StoredReport,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Receipt {
        let encoded = EncodedValues(basis.values, of: basis.formVersion, edition: edition)
        let warnings =
            basis.warnings
            ?? edition.registry.check(of: basis.formVersion).check(basis.values).warnings
        let unhashed = Revision(
            key: act.key, seq: seq + 1, revision: stored.latest.revision + 1,
            previousSeq: stored.latest.seq, formVersion: basis.formVersion,
            status: outcome.status, values: basis.values, explanations: outcome.explanations,
            note: basis.note, reason: outcome.reason, warnings: warnings, receivedAt: now,
            source: act.source, by: act.by, hash: [])
        let report = hashed(unhashed, encoded.json, after: stored)
        try write(report, encoded.packed, in: connection)
        return Receipt(outcome: .corrected, report: report, values: encoded.json)
    }
}

extension AggregationTree {
    /// The leaf that a revision is about to change, if sums rest on it and it is not held.
    func former(
        of revision: Revision, _ edition: Edition, in connection: borrowing Connection
    ) throws(DatabaseError) -> LeafYear? {
        let key = revision.key
        guard revision.status.isStanding, needsLeaf(for: key) else { return nil }
        let leaves = try Heads.leaves(
            of: [key.unit], form: key.form, year: key.month.year, edition: edition,
            in: connection)
        return leaves[key.unit] ?? .empty
    }
}

extension Revision {
    func with(hash: [UInt8]) -> Revision {
        Revision(
            key: key, seq: seq, revision: revision, previousSeq: previousSeq,
            formVersion: formVersion, status: status, values: values,
            explanations: explanations, note: note, reason: reason, warnings: warnings,
            receivedAt: receivedAt, source: source, by: by, hash: hash)
    }
}

extension Submission.Precondition {
    func holds(for revision: Int?) -> Bool {
        switch self {
        case .none: true
        case .exists: revision != nil
        case .absent: revision == nil
        case .oneOf(let revisions): revision.map(revisions.contains) ?? false
        case .noneOf(let revisions): !(revision.map(revisions.contains) ?? false)
        }
    }
}
