import Reporting
import Synchronization

/// A unit's own months before one, from leaves that sums hold anyway.
extension AggregationTree {
    /// What a unit sent in the months before one, oldest first; nil where a leaf is not held.
    ///
    /// Reading it from disk costs a report that comes in as much again as all its other checks.
    func history(before key: ReportKey) -> [ReportValues?]? {
        let months = (1...QualityLimits.historyMonths).reversed().map { key.month - $0 }
        let captured = state.withLock { state -> (leaves: [Int: LeafYear], Catalogue)? in
            var leaves: [Int: LeafYear] = [:]
            for month in months where leaves[month.year] == nil {
                // Found in place: to copy a shelf is to count all that it holds.
                let shelf = Shelf.Key(form: key.form, year: month.year)
                guard let index = state.shelves.index(forKey: shelf),
                    let leaf = state.shelves.values[index].leaves[key.unit]
                else { return nil }
                leaves[month.year] = leaf
            }
            return (leaves, state.registry.catalogue)
        }
        guard let (leaves, catalogue) = captured else { return nil }
        return months.map { month in
            guard let report = leaves[month.year]?.months[month.indexInYear],
                catalogue.versions.indices.contains(report.version)
            else { return nil }
            return report.values.values(
                order: catalogue.versions[report.version].elements,
                elementCount: catalogue.elements.count)
        }
    }
}
