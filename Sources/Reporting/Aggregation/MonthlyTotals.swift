/// What one unit's reports of a year add to, by month: sums, how often each element was given or
/// not applicable, and the highest seq. Kept for inner units and brought up to date report by
/// report.
public struct MonthlyTotals: Sendable {
    /// Twelve rows of one number an element. Those of stocks are of use for one month alone.
    private var counts: NarrowTable<Int16>
    private var given: NarrowTable<Int8>
    private var notApplicable: NarrowTable<Int8>
    /// Twelve rows of the reports by form version: who was asked for what.
    private var versions: [Int32]
    private var seqs: [Int64]
    private let versionCount: Int

    public init(catalogue: Catalogue) {
        versionCount = catalogue.versions.count
        counts = NarrowTable(columnCount: catalogue.elements.count)
        given = NarrowTable(columnCount: catalogue.elements.count)
        notApplicable = NarrowTable(columnCount: catalogue.elements.count)
        versions = Array(repeating: 0, count: 12 * versionCount)
        seqs = Array(repeating: 0, count: 12)
    }

    /// Adds (or with `sign` -1 takes away) a report's values.
    public mutating func add(
        _ report: StandingReport, month index: Int, sign: Int32, catalogue: Catalogue
    ) {
        guard report.version < versionCount else { return }
        count(report, month: index, sign: sign)
        let sign = Int64(sign)
        report.forEachValue(catalogue) { element, value in
            if case .count(let count) = value {
                counts.add(sign * Int64(count), row: index, column: element)
                given.add(sign, row: index, column: element)
            } else {
                notApplicable.add(sign, row: index, column: element)
            }
        }
    }

    /// Counts a report among those of its form version.
    mutating func count(_ report: StandingReport, month index: Int, sign: Int32) {
        guard report.version < versionCount else { return }
        versions[index * versionCount + report.version] += sign
    }

    mutating func add(_ entry: ReportDifference.Entry, month index: Int) {
        let element = entry.element
        if entry.count != 0 { counts.add(entry.count, row: index, column: element) }
        if entry.given != 0 { given.add(entry.given, row: index, column: element) }
        if entry.notApplicable != 0 {
            notApplicable.add(entry.notApplicable, row: index, column: element)
        }
    }

    public mutating func note(seq: Int64, month index: Int) {
        seqs[index] = max(seqs[index], seq)
    }

    /// The months' counts added: a flow over them, or the stock of a single month.
    public func sum(_ element: DataElement.Index, _ months: MonthMask) -> Int64 {
        months.indices.reduce(0) { $0 + counts[$1, element] }
    }

    /// The months in which an element was given.
    func monthsGiven(_ element: DataElement.Index, _ months: MonthMask) -> MonthMask {
        months.indices.reduce(into: []) { mask, index in
            if given[index, element] > 0 {
                mask.insert(MonthMask(from: index, through: index))
            }
        }
    }

    func given(_ element: DataElement.Index, _ months: MonthMask) -> Int {
        months.indices.reduce(0) { $0 + Int(given[$1, element]) }
    }

    func notApplicable(_ element: DataElement.Index, _ months: MonthMask) -> Int {
        months.indices.reduce(0) { $0 + Int(notApplicable[$1, element]) }
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

    /// About the memory it takes, in bytes.
    public var byteCount: Int {
        counts.byteCount + given.byteCount + notApplicable.byteCount + versions.count * 4 + 400
    }
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
