import Reporting
import SQLite

/// Every sum that is served held against its plain recomputation.
struct FigureCheck {
    typealias Ask = (FigureQuestion) throws -> FigureAnswer

    let registry: Registry
    let today: Day
    private let ask: Ask
    private(set) var differences: [Difference] = []
    /// A sum that is held is looked at twice.
    private var known: Set<Difference> = []
    private(set) var count = 0

    /// So many units are asked for at once: the server answers between two other requests.
    private static let unitsMax = 500

    init(registry: Registry, today: Day, ask: @escaping Ask) {
        self.registry = registry
        self.today = today
        self.ask = ask
    }

    /// Units, catalogue or day are no longer those that this check began with.
    struct Outdated: Error {}

    private func answer(_ question: FigureQuestion) throws -> FigureAnswer {
        let answer = try ask(question)
        guard answer.registryVersion == registry.version, answer.today == today else {
            throw Outdated()
        }
        return answer
    }

    // MARK: What is held

    /// Sums that stand in memory now come first, in every period: what follows may push them out.
    mutating func checkHeld(
        _ journal: inout JournalCheck, in connection: borrowing Connection
    ) throws {
        guard case .held(let held) = try answer(.held).content else { return }
        var units: [FigureSheet: [OrgUnit.Number]] = [:]
        for one in held {
            for period in Self.allPeriods(of: one.year) {
                let sheet = FigureSheet(
                    form: one.form, period: period, boundaries: one.boundaries)
                units[sheet, default: []].append(one.unit)
            }
        }
        for (sheet, units) in units {
            try check(sheet, units, &journal, in: connection)
        }
    }

    private static func allPeriods(of year: Int) -> [Period] {
        let months = Period.year(year).months
        return months.map(Period.month) + (1...4).map { .quarter($0, of: year) }
            + [.half(1, of: year), .half(2, of: year), .nineMonths(of: year), .year(year)]
            + months.map(Period.yearToDate)
    }

    // MARK: Everything

    /// Months, quarters and the year, in both readings, of every unit that has figures then.
    static func sheets(of year: Int, form: String) -> [FigureSheet] {
        let periods =
            Period.year(year).months.map(Period.month) + (1...4).map { .quarter($0, of: year) }
            + [.year(year)]
        return [Boundaries.reported, .current].flatMap { boundaries in
            periods.map { FigureSheet(form: form, period: $0, boundaries: boundaries) }
        }
    }

    mutating func check(
        _ sheet: FigureSheet, _ journal: inout JournalCheck, in connection: borrowing Connection
    ) throws {
        try check(sheet, units(of: sheet), &journal, in: connection)
    }

    private func units(of sheet: FigureSheet) -> [OrgUnit.Number] {
        let days =
            sheet.boundaries == .current ? [today] : sheet.period.months.map(\.lastDay)
        return registry.units.units.filter { unit in
            days.contains { day in unit.states.contains { $0.validity.contains(day) } }
        }.map(\.number)
    }

    private mutating func check(
        _ sheet: FigureSheet, _ units: [OrgUnit.Number], _ journal: inout JournalCheck,
        in connection: borrowing Connection
    ) throws {
        let none = Totals(elementCount: registry.catalogue.elements.count).fingerprint
        let wanted = journal.figures[sheet.form]?.totals(sheet.period, sheet.boundaries) ?? [:]
        var suspects: [OrgUnit.Number] = []
        for start in stride(from: 0, to: units.count, by: Self.unitsMax) {
            let asked = Array(units[start..<min(start + Self.unitsMax, units.count)])
            let answer = try answer(.fingerprints(sheet, units: asked))
            guard case .fingerprints(let prints) = answer.content else { continue }
            for (unit, print) in zip(asked, prints)
            where print != wanted[unit]?.fingerprint ?? none {
                suspects.append(unit)
            }
            count += asked.count
        }
        for start in stride(from: 0, to: suspects.count, by: Self.unitsMax) {
            let units = Array(suspects[start..<min(start + Self.unitsMax, suspects.count)])
            try compare(sheet, units, &journal, in: connection)
        }
    }

    /// Told apart cell by cell. Reports may have come since the journal was read, so it is read
    /// on through exactly the position of the answer.
    private mutating func compare(
        _ sheet: FigureSheet, _ units: [OrgUnit.Number], _ journal: inout JournalCheck,
        in connection: borrowing Connection
    ) throws {
        let answer = try answer(.cells(sheet, units: units))
        guard case .cells(let served) = answer.content else { return }
        try journal.advance(through: answer.seq, in: connection)
        let wanted = journal.figures[sheet.form]?.totals(sheet.period, sheet.boundaries) ?? [:]
        let empty = Totals(elementCount: registry.catalogue.elements.count)
        for (unit, cells) in zip(units, served) {
            compare(cells, (wanted[unit] ?? empty).cells(registry.catalogue), sheet, unit)
        }
    }

    private mutating func compare(
        _ served: [(name: String, text: String)], _ wanted: [(name: String, text: String)],
        _ sheet: FigureSheet, _ unit: OrgUnit.Number
    ) {
        let stored = Dictionary(served.map { ($0.name, $0.text) }) { first, _ in first }
        let plain = Dictionary(wanted.map { ($0.name, $0.text) }) { first, _ in first }
        for name in Set(stored.keys).union(plain.keys).sorted() where stored[name] != plain[name] {
            let difference = Difference(
                .sum, at: registry.units.units[unit].id,
                period: sheet.period.code + " " + sheet.boundaries.rawValue, field: name,
                stored: stored[name] ?? "–", recomputed: plain[name] ?? "–")
            if known.insert(difference).inserted { differences.append(difference) }
        }
    }
}
