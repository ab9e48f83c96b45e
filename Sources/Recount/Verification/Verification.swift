public import Reporting
import SQLite

/// Recomputes every stored and served figure from the journal and says where they differ.
///
/// Reads beside a running server. Each transaction is short, so that the write-ahead log can be
/// moved into the database meanwhile.
public struct Verification {
    /// What is being looked at.
    public enum Phase: Sendable {
        case journal, heads, figures
    }

    /// What was looked at, and what was wrong.
    public struct Outcome: Sendable {
        public internal(set) var revisions: Int64 = 0
        public internal(set) var heads = 0
        public internal(set) var figures = 0
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
    private let ask: Ask
    private let progress: (Phase, _ done: Int64, _ of: Int64) -> Void

    /// - Parameters:
    ///   - registry: units and catalogue as they stand.
    ///   - today: the day in Vietnam.
    ///   - ask: asks whoever holds the sums.
    public init(
        databasePath: String, registry: @escaping () throws -> Registry,
        today: @escaping () -> Day, ask: @escaping Ask,
        progress: @escaping (Phase, Int64, Int64) -> Void = { _, _, _ in }
    ) {
        self.databasePath = databasePath
        loadRegistry = registry
        self.today = today
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
        let last = try JournalRow.lastSeq(in: connection)
        try journal.advance(through: last, in: connection) { progress(.journal, $0, last) }

        var heads = HeadCheck(units: registry.units.units)
        try heads.run(&journal, in: connection) { progress(.heads, Int64($0), last) }
        outcome.heads = heads.count

        var figures = FigureCheck(registry: registry, today: day, ask: ask)
        // Rows that contradict each other may leave the server without an answer. Where they are
        // is then what there is to tell.
        let areRowsSound = journal.differences.isEmpty && heads.differences.isEmpty
        do {
            try check(&figures, &journal, in: connection)
        } catch  where !areRowsSound && !(error is FigureCheck.Outdated) {
            figures.noteUnanswered(error)
        }
        outcome.figures = figures.count
        outcome.revisions = journal.seq
        outcome.differences =
            journal.takeDifferences() + heads.differences + figures.differences
        return outcome
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
