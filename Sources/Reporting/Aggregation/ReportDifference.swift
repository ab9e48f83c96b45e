/// What a report in place of an earlier one changes in every sum above it: made once, and added
/// at each unit on the way up.
public struct ReportDifference: Sendable {
    struct Entry: Sendable {
        let element: DataElement.Index
        let count: Int64
        /// One more or less that gives a number, or says that it does not apply.
        let given: Int64
        let notApplicable: Int64
    }

    let old: StandingReport?
    let new: StandingReport
    let entries: [Entry]

    public init(from old: StandingReport?, to new: StandingReport, catalogue: Catalogue) {
        self.old = old
        self.new = new
        var changes = [(count: Int64, given: Int64, notApplicable: Int64)](
            repeating: (0, 0, 0), count: catalogue.elements.count)
        func add(_ report: StandingReport, _ sign: Int64) {
            report.forEachValue(catalogue) { element, value in
                if case .count(let count) = value {
                    changes[element].count += sign * Int64(count)
                    changes[element].given += sign
                } else {
                    changes[element].notApplicable += sign
                }
            }
        }
        if let old { add(old, -1) }
        add(new, 1)
        entries = changes.indices.compactMap { element in
            let change = changes[element]
            guard change != (0, 0, 0) else { return nil }
            return Entry(
                element: element, count: change.count, given: change.given,
                notApplicable: change.notApplicable)
        }
    }
}

extension MonthlyTotals {
    public mutating func add(_ difference: ReportDifference, month index: Int) {
        if difference.old?.version != difference.new.version {
            if let old = difference.old { count(old, month: index, sign: -1) }
            count(difference.new, month: index, sign: 1)
        }
        for entry in difference.entries { add(entry, month: index) }
        note(seq: difference.new.seq, month: index)
    }
}
