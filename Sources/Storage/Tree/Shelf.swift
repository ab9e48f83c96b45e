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
        var ranges: [Period: Totals] = [:]
    }

    var leaves: [OrgUnit.Number: LeafYear] = [:]
    var nodes: [NodeKey: Node] = [:]
    /// Loads under way, each with what was committed since it began.
    var loads: [Int: [Change]] = [:]
    var lastUse = 0

    /// About the memory it takes, in bytes.
    var byteCount = 0

    mutating func put(_ leaf: LeafYear, for unit: OrgUnit.Number) {
        byteCount += leaf.byteCount - (leaves[unit]?.byteCount ?? 0)
        leaves[unit] = leaf
    }

    mutating func put(_ node: Node, for key: NodeKey) {
        byteCount += Self.byteCount(node) - (nodes[key].map(Self.byteCount) ?? 0)
        nodes[key] = node
    }

    mutating func put(_ totals: Totals, for period: Period, of key: NodeKey) {
        guard nodes[key] != nil, nodes[key]?.ranges[period] == nil else { return }
        byteCount += Self.byteCount(totals)
        nodes[key]?.ranges[period] = totals
    }

    mutating func dropRanges(of key: NodeKey, containing month: Month) {
        guard let ranges = nodes[key]?.ranges else { return }
        for (period, totals) in ranges where period.contains(month) {
            byteCount -= Self.byteCount(totals)
            nodes[key]?.ranges[period] = nil
        }
    }

    mutating func dropRanges() {
        for key in nodes.keys {
            byteCount -= nodes[key]?.ranges.values.reduce(0) { $0 + Self.byteCount($1) } ?? 0
            nodes[key]?.ranges = [:]
        }
    }

    /// Drops everything but the leaves; the bytes that were freed.
    mutating func dropSums() -> Int {
        let before = byteCount
        dropNodes { _ in true }
        return before - byteCount
    }

    mutating func dropNodes(where isDropped: (NodeKey) -> Bool) {
        for (key, node) in nodes where isDropped(key) {
            byteCount -= Self.byteCount(node)
            nodes[key] = nil
        }
    }

    private static func byteCount(_ node: Node) -> Int {
        let members = node.scope.memberCount
        return node.ranges.values.reduce(node.monthly.byteCount + members * 16) {
            $0 + byteCount($1)
        }
    }

    private static func byteCount(_ totals: Totals) -> Int {
        totals.sums.count * MemoryLayout<Totals.Sum?>.stride + totals.without.count * 8 + 260
    }
}

/// A committed change of one report's standing revision.
struct Change: Sendable {
    let key: ReportKey
    let report: StandingReport

    var shelf: Shelf.Key { Shelf.Key(form: key.form, year: key.month.year) }
}
