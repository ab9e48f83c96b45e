import Kernel
import Reporting
import SQLite
import Synchronization

/// Making room when the limit is reached.
extension AggregationTree {
    /// Runs what loads leaves of some years and goes through them: meanwhile they stay.
    func whileNeeded<R>(
        _ keys: Set<Shelf.Key>, _ body: () throws(DatabaseError) -> R
    ) throws(DatabaseError) -> R {
        state.withLock { state in
            for key in keys { state.needed[key, default: 0] += 1 }
        }
        defer {
            state.withLock { $0.release(keys) }
            makeRoom()
        }
        return try body()
    }

    /// Lets go of what was used least lately until the rest is within the limit: first the leaves
    /// of a year, which can be read again in a fraction of a second, then its sums as well.
    func makeRoom() {
        // Freed behind the lock: a country's leaves take milliseconds.
        let (leaves, givesBack) = state.withLock { state in
            guard state.byteCount > Self.byteLimit else {
                return ([[OrgUnit.Number: LeafYear]](), false)
            }
            let leaves = state.takeLeaves(byteLimit: Self.byteLimit)
            state.dropSums(byteLimit: Self.byteLimit)
            return (leaves, state.mayGiveBack())
        }
        _ = consume leaves
        if givesBack { SystemMemory.giveBack() }
    }
}

extension AggregationTree.State {
    var byteCount: Int { shelves.values.reduce(0) { $0 + $1.byteCount } }

    /// The leaves of a country's year. While an answer goes through so many, the sums of all years
    /// stay: to let one of them go, and read its country again, over and over, is what takes long.
    private static let neededByteCountMax = 32 << 20

    /// Freed leaves of so many bytes are worth the milliseconds in which nobody gets memory.
    private static let givenBackByteCountMin = 8 << 20

    fileprivate mutating func release(_ keys: Set<Shelf.Key>) {
        for key in keys {
            let count = needed[key, default: 0] - 1
            needed[key] = count > 0 ? count : nil
        }
    }

    fileprivate mutating func takeLeaves(byteLimit: Int) -> [[OrgUnit.Number: LeafYear]] {
        var leaves: [[OrgUnit.Number: LeafYear]] = []
        for key in keysByUse where byteCount > byteLimit {
            freedByteCount += shelves[key]?.leavesByteCount ?? 0
            if let taken = shelves[key]?.takeLeaves() { leaves.append(taken) }
        }
        return leaves
    }

    fileprivate mutating func dropSums(byteLimit: Int) {
        let neededByteCount = needed.keys.reduce(0) { $0 + (shelves[$1]?.leavesByteCount ?? 0) }
        let limit = byteLimit + min(neededByteCount, Self.neededByteCountMax)
        for key in keysByUse where byteCount > limit {
            freedByteCount += shelves[key]?.byteCount ?? 0
            shelves[key] = nil
        }
        // A country's year with every unit opened is more than may be held: what is computed
        // fastest goes first.
        for key in needed.keys where byteCount > limit { shelves[key]?.dropSums() }
    }

    fileprivate mutating func mayGiveBack() -> Bool {
        guard freedByteCount >= Self.givenBackByteCountMin else { return false }
        freedByteCount = 0
        return true
    }

    /// Years that nobody is going through, the one that was used least lately first.
    private var keysByUse: [Shelf.Key] {
        shelves.filter { needed[$0.key] == nil && $0.value.loads.isEmpty }
            .sorted { $0.value.lastUse < $1.value.lastUse }.map(\.key)
    }
}
