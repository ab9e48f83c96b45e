import Reporting
import SQLite
import Synchronization

/// Bringing leaves from the heads into memory.
extension AggregationTree {
    /// Loads leaves. Commits that come meanwhile are noted and applied on top, so that what is
    /// stored is never older than what was published. Nor is it newer: a leaf with a report that
    /// is on disk and not yet published stays out, and is asked for again. To be called inside of
    /// `whileNeeded`.
    func load(
        _ missing: [Shelf.Key: Set<OrgUnit.Number>], edition: Edition,
        from connection: borrowing Connection
    ) throws(DatabaseError) {
        for (key, units) in missing {
            let load = beginLoad(key)
            do throws(DatabaseError) {
                let leaves = try connection.transaction(.deferred) { () throws(DatabaseError) in
                    let leaves = try Heads.leaves(
                        of: units, form: key.form, year: key.year, edition: edition,
                        in: connection)
                    try Self.check(leaves, try Journal.lastSeq(in: connection))
                    return leaves
                }
                endLoad(load, of: key, units: units, leaves: leaves, edition: edition)
            } catch {
                endLoad(load, of: key, units: [], leaves: [:], edition: edition)
                throw error
            }
        }
        makeRoom()
    }

    /// A report that is newer than the journal is one that the journal has lost. It would never be
    /// published, and so be asked for again for ever.
    private static func check(
        _ leaves: [OrgUnit.Number: LeafYear], _ last: Int64
    ) throws(DatabaseError) {
        guard leaves.values.contains(where: { $0.lastSeq > last }) else { return }
        throw DatabaseError(
            .corrupt, message: "a report is newer than the journal; run mebe verify")
    }

    private func beginLoad(_ key: Shelf.Key) -> Int {
        state.withLock { state in
            state.loadCount += 1
            let load = state.loadCount
            state.withShelf(key) { $0.loads[load] = [] }
            return load
        }
    }

    private func endLoad(
        _ load: Int, of key: Shelf.Key, units: Set<OrgUnit.Number>,
        leaves: [OrgUnit.Number: LeafYear], edition: Edition
    ) {
        state.withLock { state in
            // Without its mark the shelf was emptied by an import meanwhile.
            guard let changes = state.shelves[key]?.loads[load] else { return }
            let published = state.seq
            state.withShelf(key) { shelf in
                shelf.loads[load] = nil
                for unit in units where shelf.leaves[unit] == nil {
                    let leaf = leaves[unit] ?? .empty
                    if leaf.lastSeq <= published { shelf.put(leaf, for: unit) }
                }
                for change in changes where units.contains(change.key.unit) {
                    shelf.update(with: change, catalogue: edition.catalogue)
                }
            }
        }
    }
}

extension Shelf {
    /// Puts a change into its leaf unless the leaf was read after it.
    fileprivate mutating func update(with change: Change, catalogue: Catalogue) {
        let index = change.key.month.indexInYear
        guard let leaf = leaves[change.key.unit],
            (leaf.months[index]?.seq ?? 0) < change.report.seq
        else { return }
        put(
            leaf.replacing(month: index, with: change.report, catalogue: catalogue),
            for: change.key.unit)
    }
}
