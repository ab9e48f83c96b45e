public import Reporting
import SQLite

/// Recomputes every stored and served figure from the journal and says where they differ.
///
/// Reads beside a running server. Each transaction is short, so that the write-ahead log can be
/// moved into the database meanwhile.
public struct Verification {
    /// What is being looked at.
    public enum Phase: Sendable {
        case journal, heads, figures, audit
    }

    /// What was looked at, and what was wrong.
    public struct Outcome: Sendable {
        public internal(set) var revisions: Int64 = 0
        public internal(set) var heads = 0
        public internal(set) var figures = 0
        public internal(set) var events: Int64 = 0
        public internal(set) var checkpoints = 0
        public internal(set) var differences: [Difference] = []
    }

    /// Asks and does not wait, so that this side works meanwhile.
    public typealias Ask = (FigureQuestion) throws -> Waiting
    /// Waits for the answer; to be called once.
    public typealias Waiting = () throws -> FigureAnswer

    /// Units, catalogue or day changed again and again; another run may have more luck.
    public struct KeptChanging: Error {}

    private let databasePath: String
    private let loadRegistry: () throws -> Registry
    private let today: () -> Day
    private let ask: Ask?
    private let kept: [KeptCheckpoint]
    private let progress: (Phase, _ done: Int64, _ of: Int64) -> Void

    /// - Parameters:
    ///   - registry: units and catalogue as they stand.
    ///   - today: the day in Vietnam.
    ///   - kept: checkpoints that were kept elsewhere, to be found again.
    ///   - ask: asks whoever holds the sums; nil where nobody does, and sums are left out.
    public init(
        databasePath: String, registry: @escaping () throws -> Registry,
        today: @escaping () -> Day, kept: [KeptCheckpoint] = [], ask: Ask?,
        progress: @escaping (Phase, Int64, Int64) -> Void = { _, _, _ in }
    ) {
        self.databasePath = databasePath
        loadRegistry = registry
        self.today = today
        self.kept = kept
        self.ask = ask
        self.progress = progress
    }

    /// An import during the run, or midnight, begins it anew, and a few times only.
    private static let attemptsMax = 3

    public func run() throws -> Outcome {
        for _ in 0..<Self.attemptsMax {
            do {
                return try attempt()
            } catch is FigureCheck.Outdated {
                continue
            }
        }
        throw KeptChanging()
    }

    private func attempt() throws -> Outcome {
        let connection = try Connection(path: databasePath, mode: .readOnly)
        let registry = try loadRegistry()
        let versions = try StoredVersion.all(registry.catalogue, in: connection)
        let day = today()
        var journal = JournalCheck(registry: registry, versions: versions, today: day)
        var outcome = Outcome()
        var structure = StructureCheck()
        try structure.run(in: connection)
        outcome.differences = structure.differences
        try checkTrail(registry, &outcome, in: connection)
        read(&journal, in: connection, &outcome)

        var heads = HeadCheck(units: registry.units.units)
        let last = journal.seq
        do throws(DatabaseError) {
            try heads.run(&journal, in: connection) { progress(.heads, Int64($0), last) }
        } catch {
            guard error.isDamage else { throw error }
            heads.noteUnreadable(error)
        }
        outcome.heads = heads.count

        outcome.differences += journal.takeDifferences() + heads.differences
        let areRowsSound = outcome.differences.isEmpty
        try checkFigures(registry, day, &journal, &outcome, areRowsSound, in: connection)
        outcome.revisions = journal.seq
        outcome.differences += journal.takeDifferences()
        return outcome
    }

    /// The audit log and the checkpoints.
    private func checkTrail(
        _ registry: Registry, _ outcome: inout Outcome, in connection: borrowing Connection
    ) throws {
        var checkpoints = CheckpointCheck()
        do throws(DatabaseError) {
            try checkpoints.read(in: connection)
            var audit = AuditCheck(
                units: registry.units.units, wanted: checkpoints.auditNumbers)
            defer { outcome.differences += audit.differences }
            try audit.run(in: connection)
            outcome.events = audit.number
            try checkpoints.check(audit, in: connection)
            checkpoints.compare(kept)
        } catch {
            guard error.isDamage else { throw error }
            outcome.differences.append(
                Difference(
                    .audit, at: "–", field: "table", stored: error.message,
                    recomputed: "readable"))
        }
        outcome.checkpoints = checkpoints.count
        outcome.differences += checkpoints.differences
        progress(.audit, outcome.events, outcome.events)
    }

    /// A journal whose end cannot be found is read as far as it goes.
    private func read(
        _ journal: inout JournalCheck, in connection: borrowing Connection,
        _ outcome: inout Outcome
    ) {
        do throws(DatabaseError) {
            let last = try StoredRows<JournalRow>.last(in: connection)
            try journal.advance(through: last, in: connection) { progress(.journal, $0, last) }
        } catch {
            outcome.differences.append(
                Difference(
                    .journal, at: "\(journal.seq.addingClamped(1))–", field: "table",
                    stored: error.message, recomputed: "readable"))
        }
    }

    private func checkFigures(
        _ registry: Registry, _ day: Day, _ journal: inout JournalCheck,
        _ outcome: inout Outcome, _ areRowsSound: Bool, in connection: borrowing Connection
    ) throws {
        guard let ask else { return }
        var figures = FigureCheck(registry: registry, today: day, ask: ask)
        // Rows that contradict each other may leave the server without an answer. Where they are
        // is then what there is to tell.
        do {
            try check(&figures, &journal, in: connection)
        } catch  where !areRowsSound && !(error is FigureCheck.Outdated) {
            figures.noteUnanswered(error)
        }
        outcome.figures = figures.count
        outcome.differences += figures.differences
    }

    private func check(
        _ figures: inout FigureCheck, _ journal: inout JournalCheck,
        in connection: borrowing Connection
    ) throws {
        try figures.checkHeld(&journal, in: connection)
        let sheets = sheets(figures.registry, journal)
        let held = figures.count
        let total = sheets.reduce(0) { $0 + figures.units(of: $1).count * $1.periods.count }
        for sheet in sheets {
            try figures.check(sheet, &journal, in: connection) { count in
                progress(.figures, Int64(count - held), Int64(total))
            }
        }
    }

    /// Of every form and year that has a report.
    private func sheets(_ registry: Registry, _ journal: JournalCheck) -> [FigureSheet] {
        registry.catalogue.forms.flatMap { form in
            let years = journal.figures[form]?.years ?? []
            return years.flatMap { year in
                [Boundaries.reported, .current].map {
                    FigureSheet(form: form, year: year, boundaries: $0)
                }
            }
        }
    }
}
