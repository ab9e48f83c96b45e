import Reporting
import SQLite

/// Every sum that is served held against its plain recomputation.
struct FigureCheck {
    let registry: Registry
    let today: Day
    private let ask: Verification.Ask
    private(set) var differences: [Difference] = []
    /// A sum that is held is looked at twice.
    private var known: Set<Difference> = []
    private(set) var count = 0

    /// So many units are asked for at once, each in 32 periods: the server answers between two
    /// other requests, and holds some 10 KB a unit and period until it has.
    private static let unitsMax = 32
    /// Written out, a unit's year has some 200 KB.
    private static let writtenUnitsMax = 16

    init(registry: Registry, today: Day, ask: @escaping Verification.Ask) {
        self.registry = registry
        self.today = today
        self.ask = ask
    }

    /// Units, catalogue or day are no longer those that this check began with.
    struct Outdated: Error {}

    private func answer(_ waiting: Verification.Waiting) throws -> FigureAnswer {
        let answer = try waiting()
        guard answer.registryVersion == registry.version, answer.today == today else {
            throw Outdated()
        }
        return answer
    }

    /// The rest was not compared.
    mutating func noteUnanswered(_ error: any Error) {
        differences.append(
            Difference(.sum, at: "–", field: "answer", stored: "\(error)", recomputed: "–"))
    }

    // MARK: What is held

    /// Sums that stand in memory now come first: what follows may push them out.
    mutating func checkHeld(
        _ journal: inout JournalCheck, in connection: borrowing Connection
    ) throws {
        guard case .held(let held) = try answer(ask(.held)).content else { return }
        for (sheet, all) in Dictionary(grouping: held, by: \.sheet) {
            try check(sheet, all.map(\.unit), &journal, in: connection)
        }
    }

    // MARK: Everything

    /// Every period of a sheet, of every unit that has figures in its year.
    mutating func check(
        _ sheet: FigureSheet, _ journal: inout JournalCheck, in connection: borrowing Connection,
        progress: (_ count: Int) -> Void
    ) throws {
        try check(sheet, units(of: sheet), &journal, in: connection, progress: progress)
    }

    func units(of sheet: FigureSheet) -> [OrgUnit.Number] {
        let days =
            sheet.boundaries == .current
            ? [today] : Period.year(sheet.year).months.map(\.lastDay)
        return registry.units.units.filter { unit in
            days.contains { day in unit.states.contains { $0.validity.contains(day) } }
        }.map(\.number)
    }

    private mutating func check(
        _ sheet: FigureSheet, _ units: [OrgUnit.Number], _ journal: inout JournalCheck,
        in connection: borrowing Connection, progress: (_ count: Int) -> Void = { _ in }
    ) throws {
        guard let figures = journal.figures[sheet.form] else { return }
        let reading = figures.reading(sheet.boundaries, of: figures.written(sheet.year))
        var suspects: [OrgUnit.Number] = []
        for some in units.chunks(of: Self.unitsMax) {
            // Asked first: the server answers while the same is recomputed here.
            let waiting = try ask(.fingerprints(sheet, units: some))
            let wanted = some.map { unit in
                sheet.periods.map { reading.totals(of: unit, in: $0).fingerprint }
            }
            let answer = try answer(waiting)
            let served = answer.prints.chunks(of: sheet.periods.count)
            // An answer that is missing is as wrong as another number.
            for (index, unit) in some.enumerated()
            where !served.indices.contains(index) || served[index] != wanted[index] {
                suspects.append(unit)
            }
            count += some.count * sheet.periods.count
            progress(count)
        }
        try compare(sheet, suspects, &journal, in: connection)
    }

    /// Told apart cell by cell. Reports may have come since the journal was read, so it is read
    /// on through exactly the position of the answer.
    private mutating func compare(
        _ sheet: FigureSheet, _ suspects: [OrgUnit.Number], _ journal: inout JournalCheck,
        in connection: borrowing Connection
    ) throws {
        var written: (seq: Int64, year: PlainYear)?
        for units in suspects.chunks(of: Self.writtenUnitsMax) {
            let answer = try answer(ask(.cells(sheet, units: units)))
            try journal.advance(through: answer.seq, in: connection)
            guard let figures = journal.figures[sheet.form] else { return }
            if written?.seq != journal.seq {
                written = (journal.seq, figures.written(sheet.year))
            }
            guard let year = written?.year else { return }
            let reading = figures.reading(sheet.boundaries, of: year)
            let served = answer.cells.chunks(of: sheet.periods.count)
            for (index, unit) in units.enumerated() {
                compare(served.indices.contains(index) ? served[index] : [], reading, sheet, unit)
            }
        }
    }

    private mutating func compare(
        _ served: [[(name: String, text: String)]], _ reading: PlainReading,
        _ sheet: FigureSheet, _ unit: OrgUnit.Number
    ) {
        for (index, period) in sheet.periods.enumerated() {
            let cells = served.indices.contains(index) ? served[index] : []
            let wanted = reading.totals(of: unit, in: period).cells(registry.catalogue)
            let stored = Dictionary(cells.map { ($0.name, $0.text) }) { first, _ in first }
            let plain = Dictionary(wanted.map { ($0.name, $0.text) }) { first, _ in first }
            for name in Set(stored.keys).union(plain.keys).sorted()
            where stored[name] != plain[name] {
                note(
                    Difference(
                        .sum, at: registry.units.units[unit].id,
                        period: period.code + " " + sheet.boundaries.rawValue, field: name,
                        stored: stored[name] ?? "–", recomputed: plain[name] ?? "–"))
            }
        }
    }

    private mutating func note(_ difference: Difference) {
        if known.insert(difference).inserted { differences.append(difference) }
    }
}

extension FigureAnswer {
    fileprivate var prints: [UInt64] {
        if case .fingerprints(let prints) = content { prints } else { [] }
    }

    fileprivate var cells: [[(name: String, text: String)]] {
        if case .cells(let cells) = content { cells } else { [] }
    }
}

extension Array {
    fileprivate func chunks(of length: Int) -> [[Element]] {
        stride(from: 0, to: count, by: length).map { start in
            Array(self[start..<Swift.min(start + length, count)])
        }
    }
}
