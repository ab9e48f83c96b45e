import Reporting
import Synchronization

/// All sums, in memory, brought up to date by each commit; nothing aggregated is on disk.
///
/// Leaves are the standing reports of one unit and year; inner units keep their flow sums by
/// month, which each commit moves, and the ranges asked for, which are brought up to date when
/// they are read: the reports that came in between are taken out and put in again. So neither a
/// commit nor a reading of a country goes through a country. What is not here is loaded from the
/// heads when it is needed; the least recently used years go first when the limit is reached.
///
/// Everything is guarded by one lock, under which nothing is computed or read from disk: work
/// is done on captured immutable leaves and stored if they are still the same.
final class AggregationTree: Sendable {
    /// About how much memory the figures may take.
    static let byteLimit = 96 << 20

    struct State {
        var edition: Edition
        var registry: Registry { edition.registry }
        var seq: Int64
        /// The day in Vietnam that `current` boundaries and expected reports rest on.
        var today: Day
        var shelves: [Shelf.Key: Shelf] = [:]
        var uses = 0
        var loadCount = 0

        mutating func withShelf<R>(_ key: Shelf.Key, _ body: (inout Shelf) -> R) -> R {
            uses += 1
            var shelf = shelves.removeValue(forKey: key) ?? Shelf(seq: seq)
            shelf.lastUse = uses
            defer { shelves[key] = shelf }
            return body(&shelf)
        }
    }

    let state: Mutex<State>

    init(edition: Edition, seq: Int64, today: Day) {
        state = Mutex(State(edition: edition, seq: seq, today: today))
    }

    var seq: Int64 { state.withLock { $0.seq } }
    var edition: Edition { state.withLock { $0.edition } }

    /// Takes over new units or a new catalogue; all figures are computed anew.
    func replace(edition: Edition, seq: Int64) {
        state.withLock { state in
            state.edition = edition
            state.seq = seq
            state.shelves = [:]
        }
    }

    // MARK: Commits

    /// A commit of more reports than this is an import: to move every sum would keep all who
    /// read waiting for seconds, so the years that it concerns are read anew.
    static let movedSinglyMax = 2_000

    /// Brings everything held up to date with one commit and publishes its position.
    func apply(_ changes: [Change], seq: Int64) {
        state.withLock { state in
            for change in changes { Self.apply(change, &state) }
            state.seq = seq
        }
    }

    /// Forgets the years that a large commit concerned, and publishes its position.
    func forget(_ keys: Set<Shelf.Key>, seq: Int64) {
        state.withLock { state in
            for key in keys { state.shelves[key] = nil }
            state.seq = seq
        }
    }

    private static func apply(_ change: Change, _ state: inout State) {
        let key = change.shelf
        guard state.shelves[key] != nil else { return }
        let (registry, today) = (state.registry, state.today)
        state.withShelf(key) { shelf in
            for load in shelf.loads.keys { shelf.loads[load]?.append(change) }
            guard let leaf = shelf.leaves[change.key.unit] else { return }
            let index = change.key.month.indexInYear
            let new = leaf.replacing(
                month: index, with: change.report, catalogue: registry.catalogue)
            shelf.put(new, for: change.key.unit)
            shelf.log.append(
                LeafLog.Entry(
                    seq: change.report.seq, unit: change.key.unit, month: change.key.month,
                    old: leaf, new: new))
            moveSums(change, from: leaf.months[index], in: &shelf, registry, today)
        }
    }

    /// Adds new − old at every inner unit that counts this report's month.
    private static func moveSums(
        _ change: Change, from old: StandingReport?, in shelf: inout Shelf,
        _ registry: Registry, _ today: Day
    ) {
        guard !shelf.nodes.isEmpty else { return }
        let (unit, month) = (change.key.unit, change.key.month)
        let tree = registry.units.tree(of: month)
        move(change, from: old, in: &shelf, .reported, tree.units(above: unit), registry)
        // It counts at a unit of today in full where all of it does, so the ways up from any part
        // of it lead past all those units.
        guard shelf.holdsCurrent,
            let portion = registry.units.portions(of: unit, in: month, today: today).first,
            let candidate = portion.candidates.first
        else { return }
        let now = registry.units.tree(on: today)
        move(change, from: old, in: &shelf, .current, now.units(above: candidate), registry)
    }

    private static func move(
        _ change: Change, from old: StandingReport?, in shelf: inout Shelf,
        _ boundaries: Boundaries, _ units: [OrgUnit.Number], _ registry: Registry
    ) {
        for unit in units {
            shelf.withNode(Shelf.NodeKey(unit: unit, boundaries: boundaries)) { node in
                guard node.scope.counts(change.key.unit, in: change.key.month) else { return }
                node.monthly.move(
                    from: old, to: change.report, month: change.key.month.indexInYear,
                    catalogue: registry.catalogue)
            }
        }
    }
}

extension UnitTree {
    /// The units and areas that hold a unit, itself among them.
    fileprivate func units(above unit: OrgUnit.Number) -> [OrgUnit.Number] {
        path(from: unit) + areas(holding: unit)
    }
}

extension MonthlyTotals {
    mutating func move(
        from old: StandingReport?, to new: StandingReport, month: Int, catalogue: Catalogue
    ) {
        if let old { add(old, month: month, sign: -1, catalogue: catalogue) }
        add(new, month: month, sign: 1, catalogue: catalogue)
        note(seq: new.seq, month: month)
    }
}
