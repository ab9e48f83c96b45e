extension Catalogue {
    /// Whether the numerator counts some of those whom the denominator counts.
    ///
    /// The catalogue has no such field, but its rules say it: a numerator that no report may (or
    /// should) raise above the denominator is a part of it. Rates for 1 000 and more are of
    /// events so rare among so many that the same interval serves.
    static func isShare(_ indicator: Indicator, by rules: [Rule]) -> Bool {
        guard let denominator = indicator.denominator, indicator.per > 1 else { return false }
        if indicator.per >= 1_000 || Set(denominator).isSuperset(of: indicator.numerator) {
            return true
        }
        guard denominator.count == 1, let whole = denominator.first else { return false }
        let bounded = boundedElements(by: whole, rules)
        return indicator.numerator.allSatisfy(bounded.contains)
    }

    /// The elements that the rules hold at or below an element, through any chain.
    private static func boundedElements(
        by whole: DataElement.Index, _ rules: [Rule]
    ) -> Set<DataElement.Index> {
        var bounded: Set<DataElement.Index> = [whole]
        var waiting = [whole]
        while let upper = waiting.popLast() {
            for part in rules.flatMap({ $0.expression.parts(of: upper) })
            where bounded.insert(part).inserted {
                waiting.append(part)
            }
        }
        return bounded
    }
}

extension RuleExpression {
    /// What this rule holds at or below an element: `a + b <= upper`, `upper == a + b`.
    fileprivate func parts(of upper: DataElement.Index) -> [DataElement.Index] {
        if isAlone(upper, right), comparison != .atLeast, isPlainSum(left) {
            return left.compactMap(\.element)
        }
        if isAlone(upper, left), comparison != .atMost, isPlainSum(right) {
            return right.compactMap(\.element)
        }
        return []
    }

    private func isAlone(_ element: DataElement.Index, _ terms: [Term]) -> Bool {
        terms.count == 1 && isPlainSum(terms) && terms.first?.element == element
    }

    private func isPlainSum(_ terms: [Term]) -> Bool {
        terms.allSatisfy { $0.factor == 1 && $0.element != nil }
    }
}
