import Reporting
import SQLite

/// Turns submissions into revisions within one transaction.
struct BatchWriting {
    private let tree: AggregationTree
    private let edition: Edition
    private let now: Int64
    /// The journal's last position so far.
    private(set) var seq: Int64
    /// What the commit changes in the sums.
    private(set) var changes: [Change] = []

    /// - Parameter tree: what it holds tells what the changes have to bring.
    init(for tree: AggregationTree, seq: Int64, now: Int64) {
        self.tree = tree
        edition = tree.edition
        self.seq = seq
        self.now = now
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
            let head = try Heads.head(of: submission.key, edition: edition, in: connection)
            let latest = try head.map { head throws(DatabaseError) in
                StoredReport(
                    latest: try Journal.revision(seq: head.seq, edition: edition, in: connection),
                    receivedFirst: head.receivedFirst)
            }
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

    private func refusal(of submission: Submission, after stored: StoredReport?) -> StoreError? {
        if let stored, submission.values.isEmpty, !stored.latest.values.isEmpty {
            return .emptyOverValues
        }
        if !submission.precondition.holds(for: stored?.latest.revision) {
            return .stale(current: stored, edition.registry)
        }
        if stored?.latest.status == .accepted { return .accepted }
        return nil
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
        let previous = stored?.latest
        let unhashed = Revision(
            key: submission.key, seq: seq + 1, revision: (previous?.revision ?? 0) + 1,
            previousSeq: previous?.seq, formVersion: submission.formVersion,
            status: submission.status, values: submission.values,
            explanations: submission.explanations, note: submission.note,
            receivedAt: receivedAt, source: submission.source, by: submission.by, hash: [])
        let hash = Revision.hash(
            of: unhashed, values: encoded.json, after: previous?.hash,
            registry: edition.registry)
        let first = submission.status.isStanding ? receivedAt : nil
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
            explanations: explanations, note: note, receivedAt: receivedAt, source: source,
            by: by, hash: hash)
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
