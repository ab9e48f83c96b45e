public import Reporting

extension Rate {
    /// An indicator's n and N of one unit and period; nil where a named element is absent.
    public init?(_ figure: IndicatorFigure, catalogue: Catalogue) {
        guard let numerator = figure.numerator.flatMap({ Int(exactly: $0) }) else { return nil }
        let indicator = figure.indicator
        guard indicator.denominator != nil else {
            self.init(count: numerator)
            return
        }
        guard let denominator = figure.denominator.flatMap({ Int(exactly: $0) }) else {
            return nil
        }
        let isShare = catalogue.isShare(indicator)
        self.init(
            numerator: numerator, denominator: denominator, per: Int(indicator.per),
            unit: Self.unit(of: indicator), isShare: isShare)
    }

    /// Vietnamese statistics keep three words apart: *tỷ lệ* is a percentage, *tỷ suất* a rate
    /// for a thousand or more, *tỷ số* a ratio of two groups, which carries no sign.
    private static func unit(of indicator: Indicator) -> Unit {
        switch indicator.per {
        case 100: indicator.labelVI.hasPrefix("Tỷ số") ? .per : .percent
        case 1_000: .perThousand
        case 100_000: .perHundredThousand
        default: .per
        }
    }
}

extension Catalogue {
    /// Whether the numerator counts some of those whom the denominator counts.
    ///
    /// The catalogue has no such field, but its rules say it: a numerator that no report may (or
    /// should) raise above the denominator is a part of it. Rates for 1 000 and more are of
    /// events so rare among so many that the same interval serves.
    func isShare(_ indicator: Indicator) -> Bool {
        guard let denominator = indicator.denominator, indicator.per > 1 else { return false }
        if indicator.per >= 1_000 || Set(denominator).isSuperset(of: indicator.numerator) {
            return true
        }
        guard denominator.count == 1, let whole = denominator.first else { return false }
        let bounded = boundedElements(by: whole)
        return indicator.numerator.allSatisfy(bounded.contains)
    }

    /// The elements that the rules hold at or below an element, through any chain.
    private func boundedElements(by whole: DataElement.Index) -> Set<DataElement.Index> {
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
