import Reporting
import Synchronization

/// Answering queries: what is held is answered at once, the rest is loaded first.
extension AggregationTree {
    /// What a query is computed from, captured at one position. Immutable.
    struct Capture {
        let query: AggregateQuery
        let scope: SumScope
        let basis: Basis
        /// The scope's, or the changed ones' and their relatives', as the basis needs them. Shared
        /// by all captures of one unit, year and reading.
        let leaves: [OrgUnit.Number: LeafYear]
        let monthly: MonthlyTotals?

        func leaf(_ unit: OrgUnit.Number) -> LeafYear { leaves[unit] ?? .empty }

        /// Whether it is kept already.
        var isUnchanged: Bool {
            switch basis {
            case .totals, .unchanged: true
            case .earlier, .leaves: false
            }
        }

        /// How many leaves are gone through.
        var leafCount: Int {
            switch basis {
            case .totals, .unchanged: 0
            case .earlier(_, let changed): changed.count
            case .leaves: scope.members.count
            }
        }
    }

    enum Basis {
        /// The finished totals: nothing they rest on has changed.
        case totals(Totals)
        /// All that they are made of beside the months, of which nothing has changed.
        case unchanged(RangeTallies)
        /// The tallies of some commits ago, and the former leaves of the units changed since.
        case earlier(RangeTallies, [OrgUnit.Number: LeafYear])
        case leaves
    }

    struct Captures {
        var all: [Capture] = []
        let seq: Int64
        let edition: Edition
        let today: Day
        var registry: Registry { edition.registry }
        /// What has to be loaded before the queries can be answered.
        var missing: [Shelf.Key: Set<OrgUnit.Number>] = [:]
    }

    /// Captures what all queries rest on under one hold of the lock, so that they share one
    /// journal position. Without anything missing it can be computed anywhere.
    func capture(_ queries: [AggregateQuery], scopes: ScopeCache, today: Day) -> Captures {
        while true {
            let registry = edition.registry
            let asked = queries.map {
                ($0, scopes.scope(for: $0, registry: registry, today: today))
            }
            if let captures = capture(asked, registry, today) { return captures }
        }
    }

    /// Nil when an import replaced the registry in between.
    private func capture(
        _ asked: [(AggregateQuery, SumScope)], _ registry: Registry, _ today: Day
    ) -> Captures? {
        state.withLock { state in
            guard state.registry === registry else { return nil }
            Self.turnDay(to: today, &state)
            var captures = Captures(seq: state.seq, edition: state.edition, today: today)
            var gathered = Gathered()
            for (query, scope) in asked {
                Self.capture(query, scope, &state, &gathered, into: &captures)
            }
            return captures
        }
    }

    /// The leaves captured so far, so that twelve months of a country gather them once.
    private struct Gathered {
        struct Key: Hashable {
            let shelf: Shelf.Key
            let node: Shelf.NodeKey
        }
        var leaves: [Key: [OrgUnit.Number: LeafYear]] = [:]
    }

    private static func turnDay(to today: Day, _ state: inout State) {
        guard state.today != today else { return }
        for key in state.shelves.keys {
            state.withShelf(key) { shelf in
                shelf.dropRanges()
                shelf.dropNodes { $0.boundaries == .current }
            }
        }
        state.today = today
    }

    private static func capture(
        _ query: AggregateQuery, _ scope: SumScope, _ state: inout State,
        _ gathered: inout Gathered, into captures: inout Captures
    ) {
        let key = query.shelf
        let place = Gathered.Key(shelf: key, node: query.node)
        let seq = state.seq
        let registry = state.registry
        state.withShelf(key) { shelf in
            var missing: Set<OrgUnit.Number> = []
            if let capture = held(
                query, scope, registry, captures.today, seq, &shelf, &missing)
            {
                if !missing.isEmpty { captures.missing[key, default: []].formUnion(missing) }
                return captures.all.append(capture)
            }
            let leaves = gathered.leaves[place] ?? gather(scope, shelf, &missing)
            gathered.leaves[place] = leaves
            if !missing.isEmpty { captures.missing[key, default: []].formUnion(missing) }
            captures.all.append(
                Capture(
                    query: query, scope: scope, basis: .leaves, leaves: leaves,
                    monthly: shelf.nodes[query.node]?.monthly))
        }
    }

    private static func gather(
        _ scope: SumScope, _ shelf: Shelf, _ missing: inout Set<OrgUnit.Number>
    ) -> [OrgUnit.Number: LeafYear] {
        var leaves: [OrgUnit.Number: LeafYear] = [:]
        leaves.reserveCapacity(scope.members.count)
        for unit in scope.sources {
            if let leaf = shelf.leaves[unit] {
                if !leaf.received.isEmpty { leaves[unit] = leaf }
            } else {
                missing.insert(unit)
            }
        }
        return leaves
    }

    /// Computes what was captured. Reads no shared state, so it may take its time.
    func compute(_ captures: Captures) -> Figures {
        var monthly: [Shelf.Key: [Shelf.NodeKey: MonthlyTotals]] = [:]
        let aggregates = captures.all.map { capture in
            let totals = totals(capture, captures, &monthly)
            return Aggregate(
                unit: capture.query.unit, form: capture.query.form, period: capture.query.period,
                boundaries: capture.query.boundaries, totals: totals,
                registry: captures.registry, today: captures.today)
        }
        return Figures(
            aggregates: aggregates, seq: captures.seq, registry: captures.registry,
            today: captures.today)
    }

    /// - Parameter made: what was added up for an earlier capture of the same unit and year.
    private func totals(
        _ capture: Capture, _ captures: Captures,
        _ made: inout [Shelf.Key: [Shelf.NodeKey: MonthlyTotals]]
    ) -> Totals {
        if case .totals(let totals) = capture.basis { return totals }
        let monthly =
            capture.monthly ?? made[capture.query.shelf]?[capture.query.node]
            ?? MonthlyTotals(
                scope: capture.scope, catalogue: captures.registry.catalogue, leaf: capture.leaf)
        // One unit's figures are made from its leaf faster than they are looked up.
        let isInner = capture.scope.memberCount > 1
        if isInner { made[capture.query.shelf, default: [:]][capture.query.node] = monthly }
        let summation = Summation(
            registry: captures.registry, form: capture.query.form, period: capture.query.period,
            scope: capture.scope, currentMonth: captures.today.month, leaf: capture.leaf)
        let tallies = tallies(capture, summation)
        let totals = summation.totals(monthly: monthly, tallies)
        if isInner, !capture.isUnchanged {
            let range = Shelf.Range(
                totals: capture.scope.parts.isEmpty ? nil : totals, tallies: tallies,
                seq: captures.seq)
            keep(range, monthly, capture, captures)
        }
        return totals
    }

    private func tallies(_ capture: Capture, _ summation: Summation) -> RangeTallies {
        switch capture.basis {
        case .totals, .leaves: return summation.tallies()
        case .unchanged(let tallies): return tallies
        case .earlier(let tallies, let former):
            return summation.tallies(tallies, changing: Array(former.keys)) { unit in
                former[unit] ?? capture.leaf(unit)
            }
        }
    }

    /// Stores what was computed as it was at its position; what was committed meanwhile is added
    /// to the months now, and to the range when it is read.
    private func keep(
        _ range: Shelf.Range, _ monthly: MonthlyTotals, _ capture: Capture, _ captures: Captures
    ) {
        let hasRoom = state.withLock { state in
            guard state.edition === captures.edition, state.today == captures.today,
                state.shelves[capture.query.shelf] != nil
            else { return true }
            state.withShelf(capture.query.shelf) { shelf in
                guard let later = shelf.log.entries(after: range.seq),
                    !later.contains(where: {
                        $0.reports == nil && capture.scope.rests(on: $0.unit)
                    })
                else { return }
                if shelf.nodes[capture.query.node] == nil {
                    var node = Shelf.Node(scope: capture.scope, monthly: monthly)
                    for entry in later { node.move(entry, catalogue: captures.registry.catalogue) }
                    shelf.put(node, for: capture.query.node)
                }
                shelf.put(range, for: capture.query.period, of: capture.query.node)
            }
            return state.byteCount <= Self.byteLimit
        }
        if !hasRoom { makeRoom() }
    }

    /// The inner units' figures that are held now, by form and year.
    var held: [(shelf: Shelf.Key, node: Shelf.NodeKey)] {
        state.withLock { state in
            state.shelves.flatMap { key, shelf in shelf.nodes.keys.map { (key, $0) } }
        }
    }
}

extension Shelf.Node {
    fileprivate mutating func move(_ entry: LeafLog.Entry, catalogue: Catalogue) {
        let index = entry.month.indexInYear
        guard scope.counts(entry.unit, in: entry.month), let (old, new) = entry.reports else {
            return
        }
        monthly.add(ReportDifference(from: old, to: new, catalogue: catalogue), month: index)
    }
}

extension AggregateQuery {
    var shelf: Shelf.Key { Shelf.Key(form: form, year: period.year) }
    var node: Shelf.NodeKey { Shelf.NodeKey(unit: unit, boundaries: boundaries) }
}
