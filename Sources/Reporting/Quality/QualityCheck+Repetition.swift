/// Numbers that come again, and numbers that are too round.
extension QualityCheck {
    func repetitions(_ history: UnitHistory, _ report: ReportValues) -> [QualityFinding] {
        if let copied = copied(history, report) { return [copied] }
        return flows.compactMap { flow in
            guard let count = report[flow].count, count >= QualityLimits.sameValueMin else {
                return nil
            }
            let months = history.months.reversed().prefix { $0?[flow].count == count }
            guard months.count >= QualityLimits.sameMonthsMin else { return nil }
            return finding(history, flow, .repeated(months: months.count))
        }
    }

    /// The latest earlier month with the same flows. Stocks may well stay as they are.
    private func copied(_ history: UnitHistory, _ report: ReportValues) -> QualityFinding? {
        let counts = flows.compactMap { report[$0].count }.filter { $0 > 0 }
        guard counts.count >= QualityLimits.copiedCountsMin,
            Set(counts.filter { $0 > 1 }).count >= QualityLimits.copiedNumbersMin
        else { return nil }
        let same = history.months.dropLast().lastIndex { earlier in
            earlier.map { earlier in flows.allSatisfy { earlier[$0] == report[$0] } } ?? false
        }
        guard let same else { return nil }
        let other = month - (history.months.count - 1 - same)
        return finding(history, nil, .copied(other, counts: counts.count))
    }

    /// Too many multiples of ten, or of five, in the unit's last twelve months.
    func heaping(_ history: UnitHistory) -> [QualityFinding] {
        let numbers = history.year.flatMap(distinctFlows)
        guard numbers.count >= QualityLimits.heapedCountMin else { return [] }
        let evidence = [10, 5].compactMap { heap(of: $0, in: numbers) }
            .min { $0.chance < $1.chance }?.evidence
        return evidence.map { [finding(history, nil, $0)] } ?? []
    }

    /// Each number of two digits and more once.
    private func distinctFlows(_ values: ReportValues) -> Set<Int32> {
        var numbers: Set<Int32> = []
        for flow in flows {
            if let count = values[flow].count, count >= QualityLimits.heapedValueMin {
                numbers.insert(count)
            }
        }
        return numbers
    }

    private func heap(
        of divisor: Int, in numbers: [Int32]
    ) -> (chance: Double, evidence: QualityFinding.Evidence)? {
        let usual = 1 / Double(divisor)
        let count = numbers.count { Int($0) % divisor == 0 }
        guard Double(count) >= Double(numbers.count) * usual * QualityLimits.heapedFactorMin else {
            return nil
        }
        let chance = BinomialTail.chance(ofAtLeast: count, in: numbers.count, each: usual)
        guard chance < QualityLimits.heapedChanceMax else { return nil }
        let evidence = QualityFinding.Evidence.heaped(
            multiplesOf: divisor, count: count, of: numbers.count, chance: chance)
        return (chance, evidence)
    }
}
