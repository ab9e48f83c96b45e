import Glibc
public import Reporting

/// An indicator once more, from whole sums and by other means: bounds by halving the
/// distributions' own sums, gaps by counting on. For tests of the first implementation.
public struct PlainIndicator {
    public let numerator: Int64?
    public let denominator: Int64?
    public let value: Double?
    /// Of n of N; nil where there is none.
    public let bounds: (low: Double, high: Double)?
    public let isSmall: Bool

    /// - Parameter sums: whole sums by element; nil where nobody gave a number.
    public init(_ indicator: Indicator, sums: [Int64?], catalogue: Catalogue) {
        func sum(_ elements: [DataElement.Index]) -> Int64? {
            elements.allSatisfy { sums[$0] != nil }
                ? elements.reduce(0) { $0 + (sums[$1] ?? 0) } : nil
        }
        let n = sum(indicator.numerator)
        let total = indicator.denominator.flatMap(sum)
        numerator = n
        denominator = total
        let divisor = indicator.denominator == nil ? 1 : total
        guard let n, let divisor, divisor != 0 else {
            value = nil
            bounds = nil
            isSmall = false
            return
        }
        value = Double(n) * Double(indicator.per) / Double(divisor)
        let measure = catalogue.measure(of: indicator)
        bounds = Self.bounds(measure, Double(n), Double(divisor), Double(indicator.per))
        let isDeath = indicator.numerator.contains {
            catalogue.elements[$0].code.contains("death")
        }
        isSmall = measure != .state && n < (isDeath ? 5 : 20)
    }

    private static func bounds(
        _ measure: Indicator.Measure, _ n: Double, _ total: Double, _ per: Double
    ) -> (low: Double, high: Double)? {
        switch measure {
        case .state: return nil
        case .share:
            guard n <= total else { return nil }
            let (low, high) = score(n, total)
            return (low * per, high * per)
        case .ratio:
            let (low, high) = score(n, n + total)
            return high < 1 ? (low / (1 - low) * per, high / (1 - high) * per) : nil
        case .rate, .count:
            let low = n == 0 ? 0 : halved(0, n + 1) { 1 - atMost(n - 1, $0) - 0.025 }
            let high = halved(n, n * 2 + 20) { 0.025 - atMost(n, $0) }
            return (low * per / total, high * per / total)
        }
    }

    /// The shares whose distance from n/N is 1.96 of their own standard errors.
    private static func score(_ n: Double, _ total: Double) -> (Double, Double) {
        let share = n / total
        func excess(_ p: Double) -> Double {
            (share - p) * (share - p) - 3.8414588206941236 * p * (1 - p) / total
        }
        let low = share == 0 ? 0 : halved(0, share) { -excess($0) }
        return (low, share == 1 ? 1 : halved(share, 1, excess))
    }

    /// Where a function that rises from below 0 to above it is 0.
    private static func halved(
        _ low: Double, _ high: Double, _ function: (Double) -> Double
    ) -> Double {
        var (low, high) = (low, high)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if function(middle) > 0 { high = middle } else { low = middle }
        }
        return (low + high) / 2
    }

    /// The chance of at most `count` events where `mean` are expected, term by term.
    private static func atMost(_ count: Double, _ mean: Double) -> Double {
        guard mean > 0 else { return 1 }
        var sum = 0.0
        for k in 0...Int(count) {
            sum += exp(Double(k) * log(mean) - mean - lgamma(Double(k) + 1).0)
        }
        return sum
    }

    /// The smallest whole number of events more (or, negative, fewer) that meets a target, by
    /// counting on; nil beyond `most`.
    public static func gap(
        _ target: Target, _ n: Int64, of total: Int64, per: Int64, isShare: Bool, most: Int64
    ) -> Int64? {
        guard most > 0 else { return nil }
        for count in 1...most {
            for moved in [n + count, n - count]
            where moved >= 0 && (!isShare || moved <= total) {
                let reached = Int128(moved) * Int128(per) * Int128(target.value.power)
                let wanted = Int128(target.value.mantissa) * Int128(total)
                if target.comparison.holds(reached, wanted) { return moved - n }
            }
        }
        return nil
    }
}
