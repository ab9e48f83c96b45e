import Recount
import Reporting
import ReportingFixtures
import Storage
import Synchronization

/// What the store said it wrote, from which a test recomputes all figures of any position.
final class Ledger: Sendable {
    private let written = Mutex<[Int64: StoredReport]>([:])

    /// - Returns: whether the receipt fits what was written before.
    func note(_ receipt: Receipt) -> Bool {
        written.withLock { written in
            let seq = receipt.report.latest.seq
            switch receipt.outcome {
            case .unchanged: return true
            case .created, .corrected:
                return written.updateValue(receipt.report, forKey: seq) == nil
            }
        }
    }

    /// From 1, in order.
    var seqs: [Int64] { written.withLock { $0.keys.sorted() } }

    /// The standing reports at a position.
    func standing(at seq: Int64) -> [PlainReport] {
        let stored = written.withLock { written in
            written.filter { $0.key <= seq }.sorted { $0.key < $1.key }.map(\.value)
        }
        var standing: [ReportKey: PlainReport] = [:]
        for report in stored where report.latest.status != .draft {
            let revision = report.latest
            standing[revision.key] = PlainReport(
                unit: revision.key.unit, month: revision.key.month, values: revision.values,
                status: revision.status, seq: revision.seq,
                receivedFirst: report.receivedFirst ?? .max)
        }
        return Array(standing.values)
    }
}

/// Sends random submissions: new ones, the same again, corrections, drafts, returned ones.
struct RandomSender {
    private let store: SQLiteStore
    private let maker: RandomReports
    private var random: SeededRandom
    private var sent: [Submission] = []

    init(store: SQLiteStore, today: Day, seed: UInt64) {
        self.store = store
        random = SeededRandom(seed: seed)
        maker = RandomReports(registry: store.registry, today: today)
    }

    mutating func next() -> Submission? {
        if !sent.isEmpty, random.oneIn(5) { return random.pick(sent) }
        let place: (unit: OrgUnit.Number, month: Month, version: FormVersion)?
        if let old = random.pick(sent), random.oneIn(2) {
            place = (old.key.unit, old.key.month, old.formVersion)
        } else {
            place = maker.place(&random)
        }
        guard let place else { return nil }
        let submission = Submission(
            key: ReportKey(form: SampleForm.code, unit: place.unit, month: place.month),
            formVersion: place.version, registryVersion: store.registry.version,
            values: maker.values(place.version, &random), status: status(), source: .api,
            by: "test", receivedAt: maker.instant(place.month, &random))
        sent.append(submission)
        return submission
    }

    private mutating func status() -> ReportStatus {
        random.oneIn(4) ? .draft : random.oneIn(6) ? .returned : .submitted
    }
}
