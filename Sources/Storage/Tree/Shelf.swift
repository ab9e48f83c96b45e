import Reporting

/// The figures of one form and year that are held in memory.
struct Shelf {
    struct Key: Hashable, Sendable {
        let form: String
        let year: Int
    }

    struct NodeKey: Hashable, Sendable {
        let unit: OrgUnit.Number
        let boundaries: Boundaries
    }

    /// An inner unit: its scope, its flow sums by month, and the ranges computed from them.
    struct Node {
        let scope: SumScope
        var monthly: MonthlyTotals
        var ranges: [Period: Range] = [:]
    }

    /// What the figures of one period rest on beside the months, as it was at a journal position.
    /// The figures themselves are made of the two in microseconds, and take as much memory as both.
    struct Range {
        /// Only where shares are in play, for which leaves are gone through.
        let totals: Totals?
        var tallies: RangeTallies
        var seq: Int64
    }

    /// Those that are held: where there are none, sums that are held are still kept up to date,
    /// because a change brings the leaf that it changes.
    var leaves: [OrgUnit.Number: LeafYear] = [:]
    var nodes: [NodeKey: Node] = [:]
    private var currentCount = 0
    /// Loads under way, each with what was committed since it began.
    var loads: [Int: [Change]] = [:]
    var lastUse = 0
    var log: LeafLog

    /// - Parameter seq: the journal position that everything in it will be later than.
    init(seq: Int64) {
        log = LeafLog(floor: seq)
    }

    /// About the memory it takes, in bytes.
    var byteCount: Int { leavesByteCount + sumsByteCount + log.byteCount }
    private(set) var leavesByteCount = 0
    private var sumsByteCount = 0

    mutating func put(_ leaf: LeafYear, for unit: OrgUnit.Number) {
        leavesByteCount += leaf.byteCount - (leaves[unit]?.byteCount ?? 0)
        leaves[unit] = leaf
    }

    /// Gives all leaves away; to free them takes a while.
    mutating func takeLeaves() -> [OrgUnit.Number: LeafYear] {
        defer {
            leaves = [:]
            leavesByteCount = 0
        }
        return leaves
    }

    /// Whether any inner unit is held in the boundaries of today.
    var holdsCurrent: Bool { currentCount > 0 }

    /// Lends a node that is held, in place. Its months may come to take more memory.
    mutating func withNode(_ key: NodeKey, _ body: (inout Node) -> Void) {
        guard let index = nodes.index(forKey: key) else { return }
        let before = nodes.values[index].monthly.byteCount
        body(&nodes.values[index])
        sumsByteCount += nodes.values[index].monthly.byteCount - before
    }

    mutating func put(_ node: Node, for key: NodeKey) {
        if nodes[key] == nil, key.boundaries == .current { currentCount += 1 }
        sumsByteCount += Self.byteCount(node) - (nodes[key].map(Self.byteCount) ?? 0)
        nodes[key] = node
    }

    /// Takes the place of an earlier one only.
    mutating func put(_ range: Range, for period: Period, of key: NodeKey) {
        guard let node = nodes[key] else { return }
        let held = node.ranges[period]
        guard held.map({ $0.seq < range.seq }) ?? true else { return }
        sumsByteCount += Self.byteCount(range) - (held.map(Self.byteCount) ?? 0)
        nodes[key]?.ranges[period] = range
    }

    /// Notes a change of a leaf that is not held: what rests on it goes, and what is being
    /// computed from an earlier position will not be stored.
    mutating func forget(_ change: Change) {
        let unit = change.key.unit
        let resting = Set(nodes.filter { $0.value.scope.rests(on: unit) }.keys)
        dropNodes(where: resting.contains)
        log.append(change, nil)
    }

    mutating func dropRanges() {
        for key in nodes.keys {
            sumsByteCount -= nodes[key]?.ranges.values.reduce(0) { $0 + Self.byteCount($1) } ?? 0
            nodes[key]?.ranges = [:]
        }
    }

    /// Drops everything but the leaves.
    mutating func dropSums() {
        dropNodes { _ in true }
    }

    mutating func dropNodes(where isDropped: (NodeKey) -> Bool) {
        for (key, node) in nodes where isDropped(key) {
            sumsByteCount -= Self.byteCount(node)
            nodes[key] = nil
            if key.boundaries == .current { currentCount -= 1 }
        }
    }

    private static func byteCount(_ node: Node) -> Int {
        let members = node.scope.memberCount
        return node.ranges.values.reduce(node.monthly.byteCount + members * 16) {
            $0 + byteCount($1)
        }
    }

    private static func byteCount(_ range: Range) -> Int {
        let totals = range.totals.map { $0.sums.count * MemoryLayout<Totals.Sum?>.stride } ?? 0
        return totals + range.tallies.byteCount + 260
    }
}

/// A committed change of one report's standing revision.
struct Change: Sendable {
    let key: ReportKey
    let report: StandingReport
    /// The unit's leaf before, where the shelf had none and sums that rest on it.
    let former: LeafYear?

    var shelf: Shelf.Key { key.shelf }

    /// Nil for a draft, which changes no sum.
    init?(
        _ revision: Revision, _ packed: PackedValues, receivedFirst: Int64?,
        former: LeafYear?, _ edition: Edition
    ) {
        guard revision.status.isStanding, let received = receivedFirst,
            let version = edition.index(of: revision.formVersion)
        else { return nil }
        key = revision.key
        self.former = former
        let isOnTime = edition.registry.isOnTime(
            key.form, of: key.unit, for: key.month, receivedAt: received)
        report = StandingReport(
            seq: revision.seq, status: revision.status, isOnTime: isOnTime, version: version,
            values: packed)
    }
}

extension ReportKey {
    /// Where it is summed.
    var shelf: Shelf.Key { Shelf.Key(form: form, year: month.year) }
}
