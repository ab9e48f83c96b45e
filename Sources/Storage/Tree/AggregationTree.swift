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
/// Everything is guarded by one lock, under which nothing is added up or read from disk: work
/// is done on captured immutable leaves, and what comes of it is stored with its position.
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
        /// Years whose leaves are being loaded or gone through, and by how many answers.
        var needed: [Shelf.Key: Int] = [:]
        /// Bytes freed since memory was given back to the system.
        var freedByteCount = 0

        mutating func withShelf<R>(_ key: Shelf.Key, _ body: (inout Shelf) -> R) -> R {
            uses += 1
            var shelf = shelves.removeValue(forKey: key) ?? Shelf(seq: seq)
            shelf.lastUse = uses
            defer { shelves[key] = shelf }
            return body(&shelf)
        }
    }

    let state: Mutex<State>

    /// The same position and edition as the state's. Every request asks for them, and would wait
    /// while a batch is brought into the sums.
    private let published: Mutex<(edition: Edition, seq: Int64)>

    /// Which months take no more reports. They are no part of the sums; they stand here for the
    /// writer, which asks for them beside the edition.
    private let closed: Mutex<Closings>

    init(edition: Edition, seq: Int64, closings: Closings = .none, today: Day) {
        closed = Mutex(closings)
        state = Mutex(State(edition: edition, seq: seq, today: today))
        published = Mutex((edition, seq))
    }

    var seq: Int64 { published.withLock { $0.seq } }
    var edition: Edition { published.withLock { $0.edition } }

    /// Set by the writer's thread alone, after its commit.
    var closings: Closings {
        get { closed.withLock { $0 } }
        set { closed.withLock { $0 = newValue } }
    }

    /// Takes over new units or a new catalogue; all figures are computed anew.
    func replace(edition: Edition, seq: Int64) {
        state.withLock { state in
            state.edition = edition
            state.seq = seq
            state.shelves = [:]
            published.withLock { $0 = (edition, seq) }
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
            publish(seq, &state)
        }
    }

    /// Forgets the years that a large commit concerned, and publishes its position.
    func forget(_ keys: Set<Shelf.Key>, seq: Int64) {
        state.withLock { state in
            for key in keys { state.shelves[key] = nil }
            publish(seq, &state)
        }
    }

    private func publish(_ seq: Int64, _ state: inout State) {
        state.seq = seq
        published.withLock { $0.seq = seq }
    }

    /// Whether sums are held that a report changes, and its unit's leaf is not: who changes it
    /// has to bring the leaf.
    func needsLeaf(for key: ReportKey) -> Bool {
        state.withLock { state in
            guard let index = state.shelves.index(forKey: key.shelf) else { return false }
            let shelf = state.shelves.values[index]
            return !shelf.nodes.isEmpty && shelf.leaves[key.unit] == nil
        }
    }

    private static func apply(_ change: Change, _ state: inout State) {
        let key = change.shelf
        guard state.shelves[key] != nil else { return }
        let (registry, today) = (state.registry, state.today)
        state.withShelf(key) { shelf in
            for load in shelf.loads.keys { shelf.loads[load]?.append(change) }
            guard let leaf = shelf.leaves[change.key.unit] ?? change.former else {
                return shelf.forget(change)
            }
            let index = change.key.month.indexInYear
            let new = leaf.replacing(
                month: index, with: change.report, catalogue: registry.catalogue)
            shelf.put(new, for: change.key.unit)
            shelf.log.append(change, (leaf.months[index], change.report))
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
        let difference = ReportDifference(
            from: old, to: change.report, catalogue: registry.catalogue)
        let tree = registry.units.tree(of: month)
        for node in tree.units(above: unit) {
            shelf.withNode(Shelf.NodeKey(unit: node, boundaries: .reported)) {
                $0.monthly.add(difference, month: month.indexInYear)
            }
        }
        guard shelf.holdsCurrent, let home = registry.units.home(of: unit, in: month, today)
        else { return }
        let now = registry.units.tree(on: today)
        for node in now.units(above: home.unit) {
            shelf.withNode(Shelf.NodeKey(unit: node, boundaries: .current)) {
                guard home.isWhole || $0.scope.counts(unit, in: month) else { return }
                $0.monthly.add(difference, month: month.indexInYear)
            }
        }
    }
}

extension OrgUnits {
    /// A unit of today that a report belongs to. Where it is not the only one, the report counts in
    /// full at those units alone that hold all of them, and so lie above this one too.
    fileprivate func home(
        of unit: OrgUnit.Number, in month: Month, _ today: Day
    ) -> (unit: OrgUnit.Number, isWhole: Bool)? {
        if let heir = heir(of: unit, after: month.lastDay, on: today) { return (heir, true) }
        let portion = portions(of: unit, in: month, today: today).first
        return portion?.candidates.first.map { ($0, false) }
    }
}

extension UnitTree {
    /// The units and areas that hold a unit, itself among them.
    fileprivate func units(above unit: OrgUnit.Number) -> [OrgUnit.Number] {
        path(from: unit) + areas(holding: unit)
    }
}
