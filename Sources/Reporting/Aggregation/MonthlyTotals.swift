/// What one unit's reports of a year add to, by month: sums, how often each element was given or
/// not applicable, and the highest seq. Kept for inner units and brought up to date report by
/// report.
public struct MonthlyTotals: Sendable {
    /// Twelve rows of one number an element. Those of stocks are of use for one month alone.
    private var counts: [Int64]
    private var given: [Int32]
    private var notApplicable: [Int32]
    /// Twelve rows of the reports by form version: who was asked for what.
    private var versions: [Int32]
    private var seqs: [Int64]
    private let elementCount: Int
    private let versionCount: Int

    public init(catalogue: Catalogue) {
        elementCount = catalogue.elements.count
        versionCount = catalogue.versions.count
        counts = Array(repeating: 0, count: 12 * elementCount)
        given = Array(repeating: 0, count: 12 * elementCount)
        notApplicable = given
        versions = Array(repeating: 0, count: 12 * versionCount)
        seqs = Array(repeating: 0, count: 12)
    }

    /// Adds (or with `sign` -1 takes away) a report's values.
    public mutating func add(
        _ report: StandingReport, month index: Int, sign: Int32, catalogue: Catalogue
    ) {
        guard report.version < versionCount else { return }
        versions[index * versionCount + report.version] += sign
        let row = index * elementCount
        report.forEachValue(catalogue) { element, value in
            if case .count(let count) = value {
                counts[row + element] += Int64(sign) * Int64(count)
                given[row + element] += sign
            } else {
                notApplicable[row + element] += sign
            }
        }
    }

    public mutating func note(seq: Int64, month index: Int) {
        seqs[index] = max(seqs[index], seq)
    }

    /// The months' counts added: a flow over them, or the stock of a single month.
    public func sum(_ element: DataElement.Index, _ months: MonthMask) -> Int64 {
        months.indices.reduce(0) { $0 + counts[$1 * elementCount + element] }
    }

    /// The months in which an element was given.
    func monthsGiven(_ element: DataElement.Index, _ months: MonthMask) -> MonthMask {
        months.indices.reduce(into: []) { mask, index in
            if given[index * elementCount + element] > 0 {
                mask.insert(MonthMask(from: index, through: index))
            }
        }
    }

    func given(_ element: DataElement.Index, _ months: MonthMask) -> Int {
        months.indices.reduce(0) { $0 + Int(given[$1 * elementCount + element]) }
    }

    func notApplicable(_ element: DataElement.Index, _ months: MonthMask) -> Int {
        months.indices.reduce(0) { $0 + Int(notApplicable[$1 * elementCount + element]) }
    }

    /// By version: how many reports it has in the months.
    func versions(_ months: MonthMask) -> [Int] {
        (0..<versionCount).map { version in
            months.indices.reduce(0) { $0 + Int(versions[$1 * versionCount + version]) }
        }
    }

    public func seq(_ months: MonthMask) -> Int64 {
        months.indices.reduce(0) { max($0, seqs[$1]) }
    }

    public var byteCount: Int { counts.count * 16 + 300 }
}

extension MonthlyTotals {
    /// The totals of a scope's members.
    ///
    /// - Parameter leaf: the leaf of one of the scope's sources.
    public init(
        scope: SumScope, catalogue: Catalogue, leaf: (OrgUnit.Number) -> LeafYear
    ) {
        self.init(catalogue: catalogue)
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
