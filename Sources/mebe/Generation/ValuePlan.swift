import Reporting

/// How to make up the values of one report of a form version, in an order in which each number
/// is bounded by numbers that are there already. It follows from the catalogue's own rules: a
/// computed element is the sum of its parts, `a == b + c` splits a, and `a <= b` takes a share
/// of b. So a made-up report breaks no error rule.
struct ValuePlan {
    enum Step {
        /// Bounded by nothing; the usual number of a commune, in thousandths.
        case free(DataElement.Index, usual: Int64)
        /// At most what every bound comes to.
        case share(DataElement.Index, bounds: [Bound], usualPermille: Int64)
        case sum(DataElement.Index, parts: [DataElement.Index])
        case split(DataElement.Index, into: [DataElement.Index])
    }

    /// `(a + b) * share <= terms`: what each element on the left may come to.
    struct Bound {
        let terms: [RuleExpression.Term]
        let share: Int64
    }

    let steps: [Step]
    private let elementCount: Int

    init(version: FormVersion, catalogue: Catalogue) {
        var draft = ValuePlanDraft(version: version, catalogue: catalogue)
        steps = draft.steps()
        elementCount = catalogue.elements.count
    }

    /// Values of a commune.
    ///
    /// - Parameter permille: its size, 1 000 being the usual one.
    func values(size permille: Int64, _ random: inout SplitMix) -> ReportValues {
        var values = [Int64](repeating: 0, count: elementCount)
        for step in steps { take(step, permille, &values, &random) }
        var report = ReportValues(elementCount: elementCount)
        for step in steps {
            for element in step.elements {
                report[element] = .count(Int32(clamping: values[element]))
            }
        }
        return report
    }

    private func take(
        _ step: Step, _ size: Int64, _ values: inout [Int64], _ random: inout SplitMix
    ) {
        switch step {
        case .free(let element, let usual):
            // Between a half and one and a half of what is usual; thousandths are rounded by
            // chance, so that rare events stay rare and do not vanish.
            let thousandths = usual * size / 1_000 * (500 + random.number(below: 1_001)) / 1_000
            values[element] = (thousandths + random.number(below: 1_000)) / 1_000
        case .share(let element, let bounds, let permille):
            let most = bounds.map { $0.limit(in: values) }.min() ?? 0
            let part = permille - permille / 8 + random.number(below: permille / 4 + 1)
            let thousandths = most * min(max(part, 0), 1_000)
            values[element] = min(most, (thousandths + random.number(below: 1_000)) / 1_000)
        case .sum(let element, let parts):
            values[element] = parts.reduce(0) { $0 + values[$1] }
        case .split(let element, let parts):
            split(values[element], into: parts, &values, &random)
        }
    }

    private func split(
        _ whole: Int64, into parts: [DataElement.Index], _ values: inout [Int64],
        _ random: inout SplitMix
    ) {
        var rest = whole
        for (index, part) in parts.dropLast().enumerated() {
            let fair = rest * 2 / Int64(parts.count - index)
            values[part] = random.number(below: min(fair, rest) + 1)
            rest -= values[part]
        }
        if let last = parts.last { values[last] = rest }
    }
}

extension ValuePlan.Bound {
    func limit(in values: [Int64]) -> Int64 {
        let sum = terms.reduce(0) { sum, term in
            sum + term.factor * (term.element.map { values[$0] } ?? 1)
        }
        return max(0, sum / share)
    }
}

extension ValuePlan.Step {
    /// What it gives numbers to.
    var elements: [DataElement.Index] {
        switch self {
        case .free(let element, _), .share(let element, _, _), .sum(let element, _): [element]
        case .split(_, let parts): parts
        }
    }
}
