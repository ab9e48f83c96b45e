import Reporting

/// Ranges that are held: as they are, or with what has changed since.
extension AggregationTree {
    /// Nil where a query has to be computed from all its leaves.
    static func held(
        _ query: AggregateQuery, _ scope: SumScope, _ registry: Registry, _ today: Day,
        _ seq: Int64, _ shelf: inout Shelf
    ) -> Capture? {
        guard let range = shelf.nodes[query.node]?.ranges[query.period],
            let entries = shelf.log.entries(after: range.seq)
        else { return nil }
        let former = former(of: entries, in: query.period, scope)
        if former.isEmpty {
            shelf.withNode(query.node) { $0.ranges[query.period]?.seq = seq }
            return Capture(
                query: query, scope: scope, basis: .totals(range.totals), leaves: [:], monthly: nil)
        }
        guard former.count <= max(changedAloneMin, scope.members.count / 4) else { return nil }
        let summation = Summation(
            registry: registry, form: query.form, period: query.period, scope: scope,
            currentMonth: today.month, leaf: { _ in .empty })
        guard let leaves = leaves(of: former, summation, shelf) else { return nil }
        return Capture(
            query: query, scope: scope, basis: .earlier(range.tallies, former), leaves: leaves,
            monthly: shelf.nodes[query.node]?.monthly)
    }

    /// So many changed units are always taken out and put in again, however few there are.
    private static let changedAloneMin = 4

    /// The units that a range rests on and whose reports of its months changed, each with its
    /// leaf before the first change.
    private static func former(
        of entries: ArraySlice<LeafLog.Entry>, in period: Period, _ scope: SumScope
    ) -> [OrgUnit.Number: LeafYear] {
        var former: [OrgUnit.Number: LeafYear] = [:]
        for entry in entries
        where former[entry.unit] == nil && period.contains(entry.month)
            && scope.rests(on: entry.unit)
        {
            former[entry.unit] = entry.old
        }
        return former
    }

    /// The leaves of changed units and their relatives; nil where one of them may not change alone.
    private static func leaves(
        of former: [OrgUnit.Number: LeafYear], _ summation: Summation, _ shelf: Shelf
    ) -> [OrgUnit.Number: LeafYear]? {
        var leaves: [OrgUnit.Number: LeafYear] = [:]
        for unit in former.keys {
            let mayChange = summation.mayChangeAlone(unit) { relative in
                let leaf = shelf.leaves[relative] ?? .empty
                return former[relative].map { [$0, leaf] } ?? [leaf]
            }
            guard mayChange else { return nil }
            for relative in summation.relatives(of: unit) {
                leaves[relative] = shelf.leaves[relative]
            }
        }
        return leaves
    }
}
