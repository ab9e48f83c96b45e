import Reporting
import Synchronization

/// Answering queries: what is held is answered at once, the rest is loaded first.
extension AggregationTree {
    /// What a query is computed from, captured at one position. Immutable.
    struct Capture {
        let query: AggregateQuery
        let scope: SumScope
        let leaves: [OrgUnit.Number: LeafYear]
        let monthly: MonthlyTotals?
        /// The finished totals, where they were still held.
        let totals: Totals?

        func leaf(_ unit: OrgUnit.Number) -> LeafYear { leaves[unit] ?? .empty }
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
            for (query, scope) in asked { Self.capture(query, scope, &state, into: &captures) }
            return captures
        }
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
        into captures: inout Captures
    ) {
        let key = query.shelf
        state.withShelf(key) { shelf in
            let node = shelf.nodes[query.node]
            if let totals = node?.ranges[query.period] {
                captures.all.append(
                    Capture(
                        query: query, scope: scope, leaves: [:], monthly: nil, totals: totals))
                return
            }
            var leaves: [OrgUnit.Number: LeafYear] = [:]
            leaves.reserveCapacity(scope.members.count)
            for unit in scope.sources {
                if let leaf = shelf.leaves[unit] {
                    if !leaf.received.isEmpty { leaves[unit] = leaf }
                } else {
                    captures.missing[key, default: []].insert(unit)
                }
            }
            captures.all.append(
                Capture(
                    query: query, scope: scope, leaves: leaves, monthly: node?.monthly,
                    totals: nil))
        }
    }

    /// Computes what was captured. Reads no shared state, so it may take its time.
    func compute(_ captures: Captures) -> Figures {
        let aggregates = captures.all.map { capture in
            let totals = capture.totals ?? computeTotals(capture, captures)
            return Aggregate(
                unit: capture.query.unit, form: capture.query.form, period: capture.query.period,
                boundaries: capture.query.boundaries, totals: totals,
                without: capture.withheldUnits, registry: captures.registry)
        }
        return Figures(
            aggregates: aggregates, seq: captures.seq, registry: captures.registry)
    }

    private func computeTotals(_ capture: Capture, _ captures: Captures) -> Totals {
        let catalogue = captures.registry.catalogue
        let monthly =
            capture.monthly
            ?? MonthlyTotals(scope: capture.scope, catalogue: catalogue, leaf: capture.leaf)
        let summation = Summation(
            registry: captures.registry, form: capture.query.form, period: capture.query.period,
            scope: capture.scope, currentMonth: captures.today.month, leaf: capture.leaf)
        let totals = summation.totals(monthly: monthly)
        // One unit's figures are made from its leaf faster than they are looked up.
        if capture.scope.members.count > 1 { keep(totals, monthly, capture, captures) }
        return totals
    }

    /// Stores what was computed, unless a commit or an import was faster.
    private func keep(
        _ totals: Totals, _ monthly: MonthlyTotals, _ capture: Capture, _ captures: Captures
    ) {
        state.withLock { state in
            guard state.edition === captures.edition, state.today == captures.today,
                state.shelves[capture.query.shelf] != nil
            else { return }
            state.withShelf(capture.query.shelf) { shelf in
                guard capture.isUnchanged(in: shelf) else { return }
                if shelf.nodes[capture.query.node] == nil {
                    shelf.put(
                        Shelf.Node(scope: capture.scope, monthly: monthly),
                        for: capture.query.node)
                }
                shelf.put(totals, for: capture.query.period, of: capture.query.node)
            }
            Self.evict(&state, keeping: [capture.query.shelf])
        }
    }

    static func evict(_ state: inout State, keeping kept: Set<Shelf.Key>) {
        var byteCount = state.shelves.values.reduce(0) { $0 + $1.byteCount }
        while byteCount > byteLimit,
            let oldest = state.shelves.filter({ !kept.contains($0.key) && $0.value.loads.isEmpty })
                .min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            byteCount -= oldest.value.byteCount
            state.shelves[oldest.key] = nil
        }
        // A country's year with every unit opened is more than may be held: what is computed
        // fastest goes first.
        for key in kept where byteCount > byteLimit {
            byteCount -= state.shelves[key]?.dropSums() ?? 0
        }
    }
}

extension AggregationTree.Capture {
    /// Units left out of the period, because a split makes their part unknowable here.
    var withheldUnits: [OrgUnit.Number] {
        scope.withheld.filter { !$0.months.intersection(query.period.mask).isEmpty }.map(\.unit)
    }

    /// Whether every leaf it was made from is still the one in force.
    func isUnchanged(in shelf: Shelf) -> Bool {
        scope.sources.allSatisfy { unit in
            guard let now = shelf.leaves[unit] else { return false }
            return leaves[unit].map { $0 === now } ?? now.received.isEmpty
        }
    }
}

extension AggregateQuery {
    var shelf: Shelf.Key { Shelf.Key(form: form, year: period.year) }
    var node: Shelf.NodeKey { Shelf.NodeKey(unit: unit, boundaries: boundaries) }
}
