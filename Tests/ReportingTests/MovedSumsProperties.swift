import Recount
import ReportingFixtures
import Testing

@testable import Reporting

/// What a preview says of sums is held against the sums themselves, in a country in which every
/// expected report is there: each unit whose figures differ is named, and no other.
@Suite struct MovedSumsProperties {
    @Test(
        "the units named are those whose sums differ, in both readings",
        arguments: [1, 2, 3, 4, 6, 27] as [UInt64])
    func named(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let changes = RandomChanges(seed: seed)
        let catalogue = Self.catalogue(&random)
        var book = changes.book
        for (change, trace) in changes.made.reversed() {
            let after = Registry(units: book.orgUnits, catalogue: catalogue, version: 1)
            _ = book.undo(trace)
            let before = Registry(units: book.orgUnits, catalogue: catalogue, version: 1)
            let today = change.effective + Int.random(in: -40...200, using: &random)
            let attempt = Attempt(change, trace, before, after, today)
            #expect(attempt.reportedWrong == [], "seed \(seed), \(today.iso): \(change)")
            #expect(attempt.currentWrong(on: today) == [], "seed \(seed), \(today.iso): \(change)")
            guard today < change.effective else { continue }
            #expect(
                attempt.currentWrong(on: change.effective) == [],
                "seed \(seed), \(today.iso), on its day: \(change)")
        }
    }

    /// Points and hospitals report for some months, and districts have deadlines for some.
    private static func catalogue(_ random: inout SeededRandom) -> Catalogue {
        func validity() -> Validity {
            let from = day("2022-11-01") + Int.random(in: 0...900, using: &random)
            return Validity(
                from: random.oneIn(4) ? nil : from,
                through: random.oneIn(3) ? nil : from + Int.random(in: 20...200, using: &random))
        }
        let assigned = ["S11", "S12", "S21", "S22", "H11", "H12", "H21", "H22"]
        return SampleForm.catalogue(
            assignments: assigned.map {
                FormAssignment(form: SampleForm.code, unitID: $0, validity: validity())
            })
    }
}

/// One change on one day, with all reports.
private struct Attempt {
    let moved: MovedSums
    let change: UnitChange
    let before: Registry
    let after: Registry
    let today: Day

    init(
        _ change: UnitChange, _ trace: UnitChangeTrace, _ before: Registry, _ after: Registry,
        _ today: Day
    ) {
        self.change = change
        self.before = before
        self.after = after
        self.today = today
        moved = MovedSums(trace, effective: change.effective, before: before, after: after)
    }

    /// All that a registry expects, the same numbers from the same units.
    private static func all(_ registry: Registry, through last: Month) -> [PlainReport] {
        var reports: [PlainReport] = []
        for month in (firstMonth.number...last.number).map(Month.init(number:)) {
            for unit in registry.units.units
            where registry.expectsReport(SampleForm.code, of: unit.number, for: month) {
                let number = Int32((unit.number * 7_919 + month.number * 104_729) % 9_973)
                let values = SampleForm.values([
                    SampleForm.births: .count(number + 1), SampleForm.women: .count(number + 2),
                ])
                reports.append(
                    PlainReport(
                        unit: unit.number, month: month, values: values, seq: 1, receivedFirst: 0))
            }
        }
        return reports
    }

    private static let firstMonth = Month(year: 2022, month: 11)

    /// Units named and not moved (+), or moved and not named (-).
    var reportedWrong: [String] {
        let first = change.effective.month
        let months =
            first > today.month
            ? [] : (first.number...today.month.number).map(Month.init(number:))
        return wrong(moved.reported(months, today: today), differing(.reported, today))
    }

    func currentWrong(on day: Day) -> [String] {
        let isLater = change.effective.month > day.month
        let named = isLater ? [] : moved.current(on: day).places
        return wrong(named, differing(.current, day))
    }

    private func wrong(_ named: Set<OrgUnit.Number>, _ moved: Set<OrgUnit.Number>) -> [String] {
        named.symmetricDifference(moved).sorted().map {
            (named.contains($0) ? "+" : "-") + after.units[$0].id
        }
    }

    private func differing(_ boundaries: Boundaries, _ today: Day) -> Set<OrgUnit.Number> {
        let last = today.month
        let sides = [
            Side(before, Self.all(before, through: last), boundaries, today),
            Side(after, Self.all(after, through: last), boundaries, today),
        ]
        let months = (Self.firstMonth.number...last.number).map(Month.init(number:))
        let years = Set(months.map(\.year))
        return Set(
            after.units.units.map(\.number).filter { unit in
                years.contains { year in
                    let periods = months.filter { $0.year == year }.map(Period.month)
                    return (periods + [.year(year)]).contains { period in
                        sides[0].totals(unit, period) != sides[1].totals(unit, period)
                    }
                }
            })
    }
}

/// The sums of one registry, its leaves and scopes made once.
private final class Side {
    private let registry: Registry
    private let boundaries: Boundaries
    private let today: Day
    private let reports: [PlainReport]
    private var leaves: [Int: [OrgUnit.Number: LeafYear]] = [:]
    private var scopes: [[Int]: (SumScope, MonthlyTotals)] = [:]

    init(_ registry: Registry, _ reports: [PlainReport], _ boundaries: Boundaries, _ today: Day) {
        self.registry = registry
        self.reports = reports
        self.boundaries = boundaries
        self.today = today
    }

    func totals(_ unit: OrgUnit.Number, _ period: Period) -> Totals {
        let year = period.year
        let leaves = leaves[year] ?? registry.leaves(of: reports, year: year)
        self.leaves[year] = leaves
        let leaf = { leaves[$0] ?? .empty }
        let (scope, monthly) = scopes[[unit, year]] ?? make(unit, year, leaf)
        scopes[[unit, year]] = (scope, monthly)
        return Summation(
            registry: registry, form: SampleForm.code, period: period, scope: scope,
            currentMonth: today.month, leaf: leaf
        ).totals(monthly: monthly)
    }

    private func make(
        _ unit: OrgUnit.Number, _ year: Int, _ leaf: (OrgUnit.Number) -> LeafYear
    ) -> (SumScope, MonthlyTotals) {
        let scope = registry.scope(of: unit, year: year, boundaries: boundaries, today: today)
        return (scope, MonthlyTotals(scope: scope, catalogue: registry.catalogue, leaf: leaf))
    }
}
