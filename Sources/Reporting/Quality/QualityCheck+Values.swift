/// Single values against the unit's own past.
extension QualityCheck {
    func oddValues(_ history: UnitHistory, _ report: ReportValues) -> [QualityFinding] {
        elements.compactMap { element in
            report[element.index].count.flatMap { oddity(Int64($0), element, history) }
                .map { finding(history, element.index, $0) }
        }
    }

    /// Blanks where every earlier report has a number. Many of them are one question: why half
    /// of the form was left out.
    func gaps(_ history: UnitHistory, _ report: ReportValues) -> [QualityFinding] {
        guard history.isLong else { return [] }
        let months = history.earlier.count
        let blanks = elements.filter { element in
            report[element.index].count == nil
                && history.numbers(of: element.index).count == months
        }
        if blanks.count > QualityLimits.blankCellsMax {
            return [finding(history, nil, .blanks(blanks.count, months: months))]
        }
        return blanks.map { element in
            let last = history.numbers(of: element.index).last ?? 0
            return finding(history, element.index, .blank(months: months, last: last))
        }
    }

    private func oddity(
        _ value: Int64, _ element: DataElement, _ history: UnitHistory
    ) -> QualityFinding.Evidence? {
        guard let spread = usual(element, history) else { return jump(value, element, history) }
        if value == 0, isNeverZero(spread, element, history) { return .zero(spread) }
        let score = spread.score(of: value)
        if abs(score) > QualityLimits.scoreMin,
            abs(Double(value) - spread.median) >= QualityLimits.distanceMin,
            isSeldom(value, spread, element, history)
        {
            return .outlier(spread, score: score)
        }
        // What the unit reported before without being asked is no jump.
        return spread.contains(value) ? nil : jump(value, element, history)
    }

    /// Whether fewer than so many months lie as far out on the same side: a campaign every
    /// quarter is odd for no month.
    private func isSeldom(
        _ value: Int64, _ spread: RobustSpread, _ element: DataElement, _ history: UnitHistory
    ) -> Bool {
        let asFar = history.numbers(of: element.index).count { earlier in
            Double(value) > spread.median ? earlier >= value : earlier <= value
        }
        return asFar < QualityLimits.asFarMonths
    }

    /// What the unit's numbers were before; nil where there are too few.
    private func usual(_ element: DataElement, _ history: UnitHistory) -> RobustSpread? {
        let numbers = history.numbers(of: element.index)
        return numbers.count >= QualityLimits.historyMonthsMin ? RobustSpread(numbers) : nil
    }

    private func isNeverZero(
        _ spread: RobustSpread, _ element: DataElement, _ history: UnitHistory
    ) -> Bool {
        let sum = history.numbers(of: element.index).reduce(0, +)
        return spread.low > 0
            && Double(sum) >= QualityLimits.zeroMeanMin * Double(spread.count)
    }

    private func jump(
        _ value: Int64, _ element: DataElement, _ history: UnitHistory
    ) -> QualityFinding.Evidence? {
        guard let before = history.months.dropLast().last??[element.index].count.map(Int64.init),
            value != before
        else { return nil }
        // The difference of two independent counts has the sum of both as its variance.
        let score = Double(value - before) / Double(value + before).squareRoot()
        guard abs(score) > QualityLimits.scoreMin, isLarge(from: before, to: value, element.time)
        else { return nil }
        return .jump(from: before, score: score)
    }

    private func isLarge(from before: Int64, to value: Int64, _ time: DataElement.Time) -> Bool {
        let (low, high) = (Double(min(before, value)), Double(max(before, value)))
        return switch time {
        case .flow: high >= low * QualityLimits.flowJumpFactor
        case .stock: high - low >= Double(before) * QualityLimits.stockJumpShare
        }
    }
}
