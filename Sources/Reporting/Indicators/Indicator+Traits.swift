extension Indicator {
    /// What kind of number an indicator is; it decides how far chance may carry it.
    public enum Measure: Hashable, Sendable {
        /// How many of those in the denominator: `Interval`'s Wilson score.
        case share
        /// Events for so many: exact Poisson.
        case rate
        /// Two groups of which neither is part of the other.
        case ratio
        /// A number of events: exact Poisson.
        case count
        /// How many there are: counted, not drawn, and so without an interval.
        case state
    }
}

extension Indicator {
    /// What the catalogue has no fields for, but says by units, codes and rules.
    public struct Traits: Hashable, Sendable {
        public let measure: Measure
        /// Whether it grows through the year, because events are counted, or held against a
        /// number for the whole year: its plan is reached at the end, and on the way it is on
        /// track or not.
        public let isCumulative: Bool
        /// Whether it counts deaths, by its elements' codes or Vietnamese labels.
        public let countsDeaths: Bool

        init(_ indicator: Indicator, elements: [DataElement], rules: [Rule]) {
            measure = indicator.measure(elements, rules)
            isCumulative =
                indicator.numerator.allSatisfy { elements[$0].time == .flow }
                && (indicator.denominator ?? []).allSatisfy { elements[$0].time == .stock }
            countsDeaths = indicator.numerator.contains { elements[$0].countsDeaths }
        }
    }

    /// - Without a denominator a flow is a count of events, a stock a state;
    /// - for 1 000 and for 100 000 it is a rate of rare events, also where those are among the
    ///   denominator (fetal deaths): there Poisson and binomial meet;
    /// - for 1 and for 100 it is a share if the numerator can be no more than the denominator,
    ///   a rate if events are held against a state (new users against the year's plan), and
    ///   else a ratio (boys to girls).
    fileprivate func measure(_ elements: [DataElement], _ rules: [Rule]) -> Measure {
        func areStocks(_ indices: [DataElement.Index]) -> Bool {
            indices.allSatisfy { elements[$0].time == .stock }
        }
        guard let denominator else {
            return numerator.contains { elements[$0].time == .stock } ? .state : .count
        }
        if per >= 1_000 { return .rate }
        if Self.isPart(numerator, of: denominator, by: rules) { return .share }
        return areStocks(denominator) && !areStocks(numerator) ? .rate : .ratio
    }

    /// Whether the numerator counts some of those whom the denominator counts: it is among its
    /// elements, or the rules say that no report may (or should) raise it above.
    private static func isPart(
        _ numerator: [DataElement.Index], of denominator: [DataElement.Index], by rules: [Rule]
    ) -> Bool {
        if Set(denominator).isSuperset(of: numerator) { return true }
        guard denominator.count == 1, let whole = denominator.first else { return false }
        let bounded = boundedElements(by: whole, rules)
        return numerator.allSatisfy(bounded.contains)
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

extension DataElement {
    fileprivate var countsDeaths: Bool {
        code.split(separator: "_").contains { ["death", "deaths", "stillbirths"].contains($0) }
            || labelVI.lowercased().contains("tử vong")
    }
}
