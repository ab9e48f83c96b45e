import Reporting
import Synchronization

/// Who reported: counted from the same leaves as the sums, at one position.
extension AggregationTree {
    /// The leaves that some queries count, captured at one position. Immutable.
    struct Roll {
        fileprivate(set) var all: [(query: AggregateQuery, scope: SumScope, leaves: Leaves)] = []
        let seq: Int64
        let edition: Edition
        let today: Day
        /// What has to be loaded before the queries can be answered.
        fileprivate(set) var missing: [Shelf.Key: Set<OrgUnit.Number>] = [:]

        typealias Leaves = [OrgUnit.Number: LeafYear]

        /// How many units have to be looked at.
        var memberCount: Int {
            all.reduce(0) { $0 + $1.scope.members.count + $1.scope.parts.count }
        }
    }

    func roll(_ queries: [AggregateQuery], scopes: ScopeCache, today: Day) -> Roll {
        while true {
            let edition = edition
            let asked = queries.map {
                ($0, scopes.scope(for: $0, registry: edition.registry, today: today))
            }
            if let roll = roll(asked, edition, today) { return roll }
        }
    }

    /// Nil when an import replaced the edition in between.
    private func roll(
        _ asked: [(AggregateQuery, SumScope)], _ edition: Edition, _ today: Day
    ) -> Roll? {
        state.withLock { state in
            guard state.edition === edition else { return nil }
            var roll = Roll(seq: state.seq, edition: edition, today: today)
            for (query, scope) in asked {
                state.withShelf(query.shelf) { Self.add(query, scope, $0, to: &roll) }
            }
            return roll
        }
    }

    private static func add(
        _ query: AggregateQuery, _ scope: SumScope, _ shelf: Shelf, to roll: inout Roll
    ) {
        var leaves: Roll.Leaves = [:]
        for unit in scope.members.map(\.unit) + scope.parts.map(\.unit) {
            if let leaf = shelf.leaves[unit] {
                if !leaf.received.isEmpty { leaves[unit] = leaf }
            } else {
                roll.missing[query.shelf, default: []].insert(unit)
            }
        }
        roll.all.append((query, scope, leaves))
    }
}

extension AggregationTree.Roll {
    /// Reads no shared state, so it may take its time.
    func completeness() -> CompletenessFigures {
        CompletenessFigures(
            all: all.map { query, scope, leaves in
                Completeness(
                    scope: scope, form: query.form, period: query.period,
                    registry: edition.registry, currentMonth: today.month,
                    leaf: { leaves[$0] ?? .empty })
            }, seq: seq, registry: edition.registry)
    }
}
