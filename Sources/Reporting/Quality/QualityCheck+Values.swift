/// Single values against the unit's own past.
extension QualityCheck {
    func oddValues(_ history: UnitHistory, _ report: ReportValues) -> [QualityFinding] {
        elements.compactMap { element in
            report[element].count.flatMap { oddity(Int64($0), element, history) }
                .map { finding(history, element, $0) }
        }
    }

    /// Cells without a number where every earlier report has one: left blank, or said not to
    /// apply. Those are two questions, and many of one are one: why half of the form was left out.
    func gaps(_ history: UnitHistory, _ report: ReportValues) -> [QualityFinding] {
        guard history.isLong else { return [] }
        let months = history.earlier.count
        let gaps = elements.filter { element in
            report[element].count == nil && history.numbers(of: element).count == months
        }
        let blank = gaps.filter { report[$0] == .blank }
        let withdrawn = gaps.filter { report[$0] == .notApplicable }
        return found(
            blank, history, together: .blanks(blank.count, months: months)
        ) { .blank(months: months, last: $0) }
            + found(
                withdrawn, history, together: .notApplicables(withdrawn.count, months: months)
            ) { .notApplicable(months: months, last: $0) }
    }

    /// - Parameters:
    ///   - together: what is said in place of many.
    ///   - one: what is said of a cell by its last number.
    private func found(
        _ gaps: [DataElement.Index], _ history: UnitHistory,
        together: QualityFinding.Evidence, one: (Int64) -> QualityFinding.Evidence
    ) -> [QualityFinding] {
        guard gaps.count <= QualityLimits.blankCellsMax else {
            return [finding(history, nil, together)]
        }
        return gaps.map { element in
            finding(history, element, one(history.numbers(of: element).last ?? 0))
        }
    }

    private func oddity(
        _ value: Int64, _ element: DataElement.Index, _ history: UnitHistory
    ) -> QualityFinding.Evidence? {
        let numbers = history.numbers(of: element)
        guard numbers.count >= QualityLimits.historyMonthsMin,
            let spread = RobustSpread(numbers)
        else { return jump(value, element, history) }
        if value == 0, isNeverZero(numbers) { return .zero(spread) }
        let score = spread.score(of: value)
        if abs(score) > QualityLimits.scoreMin,
            abs(Double(value) - spread.median) >= QualityLimits.distanceMin,
            isSeldom(value, spread, numbers)
        {
            return .outlier(spread, score: score)
        }
        // What the unit reported before without being asked is no jump.
        return spread.contains(value) ? nil : jump(value, element, history)
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
        _ value: Int64, _ element: DataElement.Index, _ history: UnitHistory
    ) -> QualityFinding.Evidence? {
        guard let before = history.months.dropLast().last??[element].count.map(Int64.init),
            value != before
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
}
