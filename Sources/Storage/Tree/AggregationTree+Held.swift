import Reporting

/// Ranges that are held: as they are, or with what has changed since.
extension AggregationTree {
    /// Nil where a query has to be computed from all its leaves.
    ///
    /// - Parameter missing: takes the leaves that have to be loaded first, which are few.
    static func held(
        _ query: AggregateQuery, _ scope: SumScope, _ registry: Registry, _ today: Day,
        _ seq: Int64, _ shelf: inout Shelf, _ missing: inout Set<OrgUnit.Number>
    ) -> Capture? {
        guard let range = shelf.nodes[query.node]?.ranges[query.period],
            let changed = shelf.log.changedUnits(
                of: scope, in: query.period, after: range.seq,
                atMost: min(changedMax, max(changedMin, scope.members.count / 4)))
        else { return nil }
        if changed.isEmpty {
            shelf.withNode(query.node) { $0.ranges[query.period]?.seq = seq }
            let basis = range.totals.map(Basis.totals) ?? .unchanged(range.tallies)
            return Capture(
                query: query, scope: scope, basis: basis, leaves: [:],
                monthly: shelf.nodes[query.node]?.monthly)
        }
        let summation = Summation(
            registry: registry, form: query.form, period: query.period, scope: scope,
            currentMonth: today.month, leaf: { _ in .empty })
        let relatives = changed.reduce(into: Set()) {
            $0.formUnion(summation.relatives(of: $1))
        }
        missing = relatives.filter { shelf.leaves[$0] == nil }
        let leaves = shelf.leaves.few(relatives)
        guard missing.isEmpty else {
            return Capture(
                query: query, scope: scope, basis: .leaves, leaves: leaves, monthly: nil)
        }
        let former = changed.reduce(into: [:]) {
            $0[$1] = shelf.log.leaf(
                leaves[$1] ?? .empty, of: $1, at: range.seq, catalogue: registry.catalogue)
        }
        let mayChange = changed.allSatisfy { unit in
            summation.mayChangeAlone(unit) { relative in
                [leaves[relative] ?? .empty] + (former[relative].map { [$0] } ?? [])
            }
        }
        guard mayChange else { return nil }
        return Capture(
            query: query, scope: scope, basis: .earlier(range.tallies, former), leaves: leaves,
            monthly: shelf.nodes[query.node]?.monthly)
    }

    /// So many changed units are always taken out and put in again, however few there are in all.
    private static let changedMin = 4
    /// And of no more than these the relatives are looked up here, under the lock: about a
    /// microsecond each.
    private static let changedMax = 256
}

extension [OrgUnit.Number: LeafYear] {
    fileprivate func few(_ units: Set<OrgUnit.Number>) -> Self {
        units.reduce(into: [:]) { $0[$1] = self[$1] }
    }
}
