/// A 95 % interval in the unit of the figure it belongs to.
public struct Interval: Hashable, Sendable {
    public enum Method: String, Sendable {
        case wilson, poisson
    }

    public let low: Double
    public let high: Double
    public let method: Method

    public init(low: Double, high: Double, method: Method) {
        self.low = low
        self.high = high
        self.method = method
    }

    public func contains(_ value: Double) -> Bool {
        low <= value && value <= high
    }

    /// Whether chance alone could make one figure of the other.
    public func overlaps(_ other: Interval) -> Bool {
        low <= other.high && other.low <= high
    }
}

extension Interval {
    /// The interval of a figure of the given measure; nil where it has none.
    ///
    /// - Parameter denominator: 1 for a count.
    public init?(of measure: Indicator.Measure, _ count: Double, _ total: Double, per: Double) {
        guard count >= 0, total > 0 else { return nil }
        switch measure {
        case .share: self.init(wilson: count, of: total, per: per)
        case .ratio: self.init(ratio: count, to: total, per: per)
        case .rate, .count: self.init(poisson: count, per: per / total)
        case .state: return nil
        }
    }

    /// The score interval of a share (E. B. Wilson, 1927); nil for more than all.
    ///
    /// Chosen over the usual p ± 1.96 s because it stays inside 0…1 and says something sensible
    /// for the few births of one commune, for 0 of N and for N of N.
    public init?(wilson count: Double, of total: Double, per: Double) {
        guard total > 0, (0...total).contains(count) else { return nil }
        let z = 1.959963984540054
        let share = count / total
        let centre = share + z * z / (2 * total)
        let spread = z * (share * (1 - share) / total + z * z / (4 * total * total)).squareRoot()
        let scale = per / (1 + z * z / total)
        // At the two ends the bound is exact; the square root would leave it a hair off.
        self.init(
            low: count == 0 ? 0 : max(0, (centre - spread) * scale),
            high: count == total ? per : min(per, (centre + spread) * scale), method: .wilson)
    }

    /// The interval of a ratio of two groups, such as boys to girls: that of the first group's
    /// share in both together, turned back into odds.
    init?(ratio count: Double, to other: Double, per: Double) {
        guard other > 0, let share = Interval(wilson: count, of: count + other, per: 1),
            share.high < 1
        else { return nil }
        self.init(
            low: share.low / (1 - share.low) * per, high: share.high / (1 - share.high) * per,
            method: .wilson)
    }

    /// The exact interval of a number of events (F. Garwood, 1936), each bound times `scale`.
    init(poisson count: Double, per scale: Double) {
        self.init(
            low: count == 0 ? 0 : GammaDistribution(shape: count).quantile(0.025) * scale,
            high: GammaDistribution(shape: count + 1).quantile(0.975) * scale, method: .poisson)
    }
}
