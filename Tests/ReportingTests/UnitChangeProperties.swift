import Recount
import Reporting
import ReportingFixtures
import Testing

/// Random changes of units: what is taken leaves a sound tree and right sums, and can be taken
/// back to the letter.
@Suite struct UnitChangeProperties {
    @Test("changes of every kind are taken, and wrong ones refused", arguments: UInt64(1)...8)
    func variety(seed: UInt64) {
        let changes = RandomChanges(seed: seed)
        #expect(changes.made.count > 5 && changes.refusedCount > 5, "seed \(seed)")
    }

    @Test("all kinds occur")
    func kinds() {
        let made = (UInt64(1)...8).flatMap { RandomChanges(seed: $0).made }
        #expect(Set(made.map(\.change.code)) == Set(UnitChange.codes))
    }

    @Test("undoing in turn gives back every state before, to the letter", arguments: UInt64(1)...8)
    func undone(seed: UInt64) {
        print("seed \(seed)")
        let changes = RandomChanges(seed: seed)
        var book = changes.book
        for (change, trace) in changes.made.reversed() {
            let before = book
            #expect(book.undo(trace) == [], "seed \(seed): \(change)")
            let back = UnitChangeTrace(from: before, to: book)
            #expect(Set(back.units.map(\.unit)) == trace.touched)
            for one in trace.units {
                #expect(book[one.unit].states == one.before, "seed \(seed): \(change)")
            }
        }
        #expect(book.successions.isEmpty)
        #expect(book.units.allSatisfy { $0.states.count <= 1 })
        #expect(book.memberships.count == 6)
    }

    @Test("a change that others rest on is not undone", arguments: UInt64(1)...8)
    func rested(seed: UInt64) {
        print("seed \(seed)")
        let changes = RandomChanges(seed: seed)
        for (index, one) in changes.made.enumerated() {
            var book = changes.book
            guard book.undo(one.trace).isEmpty else { continue }
            let later = changes.made[(index + 1)...]
            #expect(
                later.allSatisfy { one.trace.touched.isDisjoint(with: $0.trace.touched) },
                "seed \(seed): \(one.change)")
            #expect(Self.isSound(book), "seed \(seed): \(one.change)")
        }
    }

    @Test("after all changes every sum equals its plain recomputation", arguments: UInt64(1)...2)
    func sums(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let changes = RandomChanges(seed: seed)
        let registry = changes.registry()
        #expect(Self.isSound(changes.book), "seed \(seed)")
        let today = day("2025-03-01") + Int.random(in: 0...400, using: &random)
        let reports = PlainReport.random(300, registry, today: today, &random)
        let differences = registry.differences(
            from: PlainFigures(
                units: changes.book.units, successions: changes.book.successions,
                memberships: changes.book.memberships, catalogue: RandomChanges.catalogue,
                today: today, reports: reports))
        #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3))")
    }

    /// States do not overlap, parents exist as long as their children, nothing goes in a circle,
    /// and what is linked exists around the link's day.
    private static func isSound(_ book: UnitBook) -> Bool {
        book.units.allSatisfy { unit in
            zip(unit.states, unit.states.dropFirst()).allSatisfy {
                !$0.validity.overlaps($1.validity)
            }
                && unit.states.allSatisfy { state in
                    state.parent.map { book[$0].exists(throughout: state.validity) } ?? true
                }
        }
            && book.successions.allSatisfy { link in
                book[link.predecessor].exists(on: link.effective + -1)
                    && book[link.successor].states.contains {
                        $0.validity.contains(link.effective)
                    }
            } && hangsTogether(book) && hasEachMemberOnce(book)
    }

    private static func hasEachMemberOnce(_ book: UnitBook) -> Bool {
        let rows = Dictionary(grouping: book.memberships) { [$0.area, $0.member] }
        return rows.values.allSatisfy { rows in
            rows.indices.allSatisfy { index in
                rows[..<index].allSatisfy { !$0.validity.overlaps(rows[index].validity) }
            }
        }
    }

    private static func hangsTogether(_ book: UnitBook) -> Bool {
        let units = book.orgUnits
        return stride(from: 19_300, to: 20_500, by: 11).map(Day.init(number:)).allSatisfy { day in
            let tree = units.tree(on: day)
            return book.units.allSatisfy { tree.contains($0.number) == $0.exists(on: day) }
        }
    }
}
