/// Flow sums and the highest seq of one unit, form and year by month. Kept for inner units and
/// brought up to date report by report.
public struct MonthlyTotals: Sendable {
    /// Twelve rows of one sum an element; stocks stay 0 here.
    private var flows: [Int64]
    private var seqs: [Int64]
    private let elementCount: Int

    public init(elementCount: Int) {
        self.elementCount = elementCount
        flows = Array(repeating: 0, count: 12 * elementCount)
        seqs = Array(repeating: 0, count: 12)
    }

    /// Adds (or with `sign` -1 takes away) a report's numbers.
    public mutating func add(
        _ report: StandingReport, month index: Int, sign: Int64, catalogue: Catalogue
    ) {
        let row = index * elementCount
        report.forEachCount(catalogue) { element, count in
            flows[row + element] += sign * Int64(count)
        }
    }

    public mutating func note(seq: Int64, month index: Int) {
        seqs[index] = max(seqs[index], seq)
    }

    public func flow(_ element: DataElement.Index, _ months: MonthMask) -> Int64 {
        months.indices.reduce(0) { $0 + flows[$1 * elementCount + element] }
    }

    public func seq(_ months: MonthMask) -> Int64 {
        months.indices.reduce(0) { max($0, seqs[$1]) }
    }

    public var byteCount: Int { flows.count * 8 + 200 }
}

extension MonthlyTotals {
    /// The totals of a scope.
    ///
    /// - Parameter leaf: the leaf of one of the scope's sources.
    public init(
        scope: SumScope, catalogue: Catalogue, leaf: (OrgUnit.Number) -> LeafYear
    ) {
        self.init(elementCount: catalogue.elements.count)
        for member in scope.members {
            let leaf = leaf(member.unit)
            for index in member.months.intersection(leaf.received).indices {
                guard let report = leaf.months[index] else { continue }
                add(report, month: index, sign: 1, catalogue: catalogue)
                note(seq: report.seq, month: index)
            }
        }
    }
}
