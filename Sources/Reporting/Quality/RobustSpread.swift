/// The middle of a few counts and how far they lie around it, both unmoved by one wrong number.
public struct RobustSpread: Hashable, Sendable {
    public let count: Int
    public let median: Double
    /// The median of the distances from the median (MAD).
    public let deviation: Double
    public let low: Int64
    public let high: Int64

    /// Nil without a value.
    public init?(_ values: [Int64]) {
        let sorted = values.sorted()
        guard let low = sorted.first, let high = sorted.last else { return nil }
        count = sorted.count
        median = Self.middle(sorted)
        deviation = Self.middleDistance(sorted, from: median)
        self.low = low
        self.high = high
    }

    private static func middle(_ sorted: [Int64]) -> Double {
        let half = sorted.count / 2
        let upper = Double(sorted[half])
        return sorted.count % 2 == 1 ? upper : (Double(sorted[half - 1]) + upper) / 2
    }

    /// From the centre outward the distances are in order on either side, so that they are merged
    /// as far as the middle one; every cell of every report that comes in is looked at.
    private static func middleDistance(_ sorted: [Int64], from centre: Double) -> Double {
        var right = sorted.firstIndex { Double($0) >= centre } ?? sorted.count
        var left = right - 1
        var (former, latest) = (0.0, 0.0)
        for _ in 0...sorted.count / 2 {
            former = latest
            let below = left >= 0 ? centre - Double(sorted[left]) : .infinity
            let above = right < sorted.count ? Double(sorted[right]) - centre : .infinity
            latest = min(below, above)
            if below < above { left -= 1 } else { right += 1 }
        }
        return sorted.count % 2 == 1 ? latest : (former + latest) / 2
    }

    /// Whether a value lies between the lowest and the highest of them.
    public func contains(_ value: Int64) -> Bool { low <= value && value <= high }

    /// The part of a standard deviation that the MAD of a normal distribution is.
    private static let normalDeviation = 0.6745

    /// The modified z score: 0.6745 × (value − median) / MAD.
    ///
    /// The MAD of twelve equal months is 0, and that of small counts says little, so the
    /// divisor is never less than what chance alone does to a count (the square root of its
    /// mean, Poisson), and never less than 1.
    public func score(of value: Int64) -> Double {
        let floor = max(median.squareRoot(), 1)
        return (Double(value) - median) / max(deviation / Self.normalDeviation, floor)
    }
}
