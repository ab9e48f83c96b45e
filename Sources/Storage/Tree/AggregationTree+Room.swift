import Kernel
import Reporting
import Synchronization

/// Making room when the limit is reached.
extension AggregationTree {
    /// Lets go of what was used least lately until the rest is within the limit: first the leaves
    /// of a year, which can be read again in a fraction of a second, then its sums as well.
    ///
    /// - Parameter kept: years that an answer under way needs; of these the sums alone go.
    func makeRoom(keeping kept: Set<Shelf.Key>) {
        // Freed behind the lock: a country's leaves take milliseconds.
        let leaves = state.withLock { state in
            var leaves: [[OrgUnit.Number: LeafYear]] = []
            for key in state.keysByUse(but: kept) where state.byteCount > Self.byteLimit {
                if let taken = state.shelves[key]?.takeLeaves() { leaves.append(taken) }
            }
            for key in state.keysByUse(but: kept) where state.byteCount > Self.byteLimit {
                state.shelves[key] = nil
            }
            // A country's year with every unit opened is more than may be held: what is computed
            // fastest goes first.
            for key in kept where state.byteCount > Self.byteLimit {
                state.shelves[key]?.dropSums()
            }
            return leaves
        }
        guard !leaves.isEmpty else { return }
        _ = consume leaves
        SystemMemory.giveBack()
    }
}

extension AggregationTree.State {
    var byteCount: Int { shelves.values.reduce(0) { $0 + $1.byteCount } }

    /// Years that nobody is loading, the one that was used least lately first.
    fileprivate func keysByUse(but kept: Set<Shelf.Key>) -> [Shelf.Key] {
        shelves.filter { !kept.contains($0.key) && $0.value.loads.isEmpty }
            .sorted { $0.value.lastUse < $1.value.lastUse }.map(\.key)
    }
}
