/// Holds single values against what the same unit sent in the months before, and against its
/// size. Made once for a form version: each report that comes in is looked at.
///
/// One cell has at most one finding of the kinds `zero`, `outlier`, `jump` and `size`: the first
/// of them that applies.
public struct UsualCheck: Sendable {
    let elements: [DataElement.Index]
    /// By element of the catalogue.
    let isStock: [Bool]
    private let stocks: [DataElement.Index]
    private let catalogue: Catalogue

    public init(version: FormVersion, catalogue: Catalogue) {
        elements = version.elements
        let isStock = catalogue.elements.map { $0.time == .stock }
        self.isStock = isStock
        stocks = version.elements.filter { isStock[$0] }
        self.catalogue = catalogue
    }

    /// What is odd at one element; nil for the whole report.
    public struct Oddity: Sendable {
        public let element: DataElement.Index?
        public let evidence: QualityFinding.Evidence
    }

    /// - Parameters:
    ///   - report: the report in question.
    ///   - before: the months before it, oldest first; nil where no report was received.
    public func oddities(of report: ReportValues, before: [ReportValues?]) -> [Oddity] {
        let earlier = before.compactMap(\.self)
        return gaps(of: report, earlier) + oddValues(of: report, earlier, last: before.last ?? nil)
    }

    /// The same as warnings of the report, each with a code that an explanation can name.
    public func warnings(of report: ReportValues, before: [ReportValues?]) -> [Finding] {
        guard elements.contains(where: { report[$0].count != nil }) else { return [] }
        return oddities(of: report, before: before).map { oddity in
            let element = oddity.element.map { catalogue.elements[$0] }
            let finding = QualityFinding(
                unit: 0, form: "", month: Month(number: 0), element: oddity.element,
                value: oddity.element.flatMap { report[$0].count }.map(Int64.init),
                evidence: oddity.evidence)
            let code = ["usual", finding.kind.rawValue, element?.code].compactMap(\.self)
            return Finding(
                pointer: element.map { ReportPointer.values($0.code) } ?? "/values",
                rule: code.joined(separator: ":"), messageVI: finding.titledVI(element),
                messageEN: finding.titledEN(element))
        }
    }

    // MARK: Gaps

    /// Cells without a number where every earlier report has one: left blank, or said not to
    /// apply. Those are two questions, and many of one are one: why half of the form was left out.
    func gaps(of report: ReportValues, _ earlier: [ReportValues]) -> [Oddity] {
        guard earlier.count >= QualityLimits.historyMonthsMin else { return [] }
        let months = earlier.count
        let gaps = elements.filter { element in
            report[element].count == nil && earlier.allSatisfy { $0[element].count != nil }
        }
        let blank = gaps.filter { report[$0] == .blank }
        let withdrawn = gaps.filter { report[$0] == .notApplicable }
        return found(
            blank, earlier, together: .blanks(blank.count, months: months)
        ) { .blank(months: months, last: $0) }
            + found(
                withdrawn, earlier, together: .notApplicables(withdrawn.count, months: months)
            ) { .notApplicable(months: months, last: $0) }
    }

    /// - Parameters:
    ///   - together: what is said in place of many.
    ///   - one: what is said of a cell by its last number.
    private func found(
        _ gaps: [DataElement.Index], _ earlier: [ReportValues],
        together: QualityFinding.Evidence, one: (Int64) -> QualityFinding.Evidence
    ) -> [Oddity] {
        guard gaps.count <= QualityLimits.blankCellsMax else {
            return [Oddity(element: nil, evidence: together)]
        }
        return gaps.map { element in
            Oddity(
                element: element, evidence: one(Int64(earlier.last?[element].count ?? 0)))
        }
    }

    // MARK: Values

    func oddValues(
        of report: ReportValues, _ earlier: [ReportValues], last: ReportValues?
    ) -> [Oddity] {
        let size = size(of: report, last)
        var numbers: [Int64] = []
        return elements.compactMap { element in
            guard let count = report[element].count else { return nil }
            numbers.removeAll(keepingCapacity: true)
            for values in earlier {
                if let number = values[element].count { numbers.append(Int64(number)) }
            }
            let evidence =
                oddity(Int64(count), element, numbers, last)
                ?? oversize(Int64(count), element, size)
            return evidence.map { Oddity(element: element, evidence: $0) }
        }
    }

    private func oddity(
        _ value: Int64, _ element: DataElement.Index, _ numbers: [Int64], _ last: ReportValues?
    ) -> QualityFinding.Evidence? {
        guard numbers.count >= QualityLimits.historyMonthsMin,
            let low = numbers.min(), let high = numbers.max()
        else { return jump(value, element, last) }
        // Most cells are small and as always: nothing further is asked of them.
        let reach = Double(max(value, high) - min(value, low))
        if value != 0, reach < QualityLimits.distanceMin { return nil }
        guard let spread = RobustSpread(numbers) else { return nil }
        if value == 0, isNeverZero(numbers) { return .zero(spread) }
        let score = spread.score(of: value)
        if abs(score) > QualityLimits.scoreMin,
            abs(Double(value) - spread.median) >= QualityLimits.distanceMin,
            isSeldom(value, spread, numbers)
        {
            return .outlier(spread, score: score)
        }
        // What the unit reported before without being asked is no jump.
        return spread.contains(value) ? nil : jump(value, element, last)
    }

    /// Whether fewer than so many months lie as far out on the same side: a campaign every
    /// quarter is odd for no month.
    private func isSeldom(_ value: Int64, _ spread: RobustSpread, _ numbers: [Int64]) -> Bool {
        let asFar = numbers.count { Double(value) > spread.median ? $0 >= value : $0 <= value }
        return asFar < QualityLimits.asFarMonths
    }

    private func isNeverZero(_ numbers: [Int64]) -> Bool {
        !numbers.contains(0)
            && Double(numbers.reduce(0, +)) >= QualityLimits.zeroMeanMin * Double(numbers.count)
    }

    private func jump(
        _ value: Int64, _ element: DataElement.Index, _ last: ReportValues?
    ) -> QualityFinding.Evidence? {
        guard let before = last?[element].count.map(Int64.init), value != before
        else { return nil }
        // The difference of two independent counts has the sum of both as its variance.
        let score = Double(value - before) / Double(value + before).squareRoot()
        guard abs(score) > QualityLimits.scoreMin,
            isLarge(from: before, to: value, isStock: isStock[element])
        else { return nil }
        return .jump(from: before, score: score)
    }

    private func isLarge(from before: Int64, to value: Int64, isStock: Bool) -> Bool {
        let (low, high) = (Double(min(before, value)), Double(max(before, value)))
        return isStock
            ? high - low >= Double(before) * QualityLimits.stockJumpShare
            : high >= low * QualityLimits.flowJumpFactor
    }

    // MARK: Size

    /// The largest count of people that the unit gives of itself, in this report or the one
    /// before: stocks such as its children or couples say how large it is.
    private func size(
        of report: ReportValues, _ last: ReportValues?
    ) -> (element: DataElement.Index, count: Int64)? {
        var size: (element: DataElement.Index, count: Int64)?
        for stock in stocks {
            let count = Int64(max(report[stock].count ?? 0, last?[stock].count ?? 0))
            if count > size?.count ?? 0 { size = (stock, count) }
        }
        return size
    }

    /// A month in which more happened than there are people in the largest group.
    private func oversize(
        _ value: Int64, _ element: DataElement.Index,
        _ size: (element: DataElement.Index, count: Int64)?
    ) -> QualityFinding.Evidence? {
        guard let size, !isStock[element], value > size.count,
            size.count >= QualityLimits.sizeMin
        else { return nil }
        let group = catalogue.elements[size.element]
        return .size(size.count, groupVI: group.labelVI, groupEN: group.labelEN)
    }
}
