/// A figure as the pages show it: n of N, times `per`, divided once and exactly.
public struct Rate: Hashable, Sendable {
    /// What the divided value is called.
    public enum Unit: Hashable, Sendable {
        /// A whole number, not divided by anything.
        case count
        case percent, perThousand, perHundredThousand
        /// A ratio of two groups of which neither is part of the other, such as boys for 100
        /// girls: it is no percentage.
        case per
    }

    public let numerator: Int
    public let denominator: Int?
    public let per: Int
    public let unit: Unit
    /// True if the numerator counts some of those whom the denominator counts; only then does a
    /// binomial interval mean anything.
    public let isShare: Bool

    public init(numerator: Int, denominator: Int?, per: Int, unit: Unit, isShare: Bool) {
        self.numerator = numerator
        self.denominator = denominator
        self.per = per
        self.unit = unit
        self.isShare = isShare
    }

    /// A plain count.
    public init(count: Int) {
        self.init(numerator: count, denominator: nil, per: 1, unit: .count, isShare: false)
    }

    /// The value in tenths, rounded half up; nil when the denominator is 0.
    ///
    /// Rounded from the integers: a double would turn 0.25 into 0.2 or 0.3 by accident. 128 bits,
    /// because a country's year times 100 000 times 20 leaves 64.
    var tenths: Int? {
        guard let denominator else { return numerator * 10 }
        guard denominator > 0 else { return nil }
        let doubled = Int128(numerator) * Int128(per) * 20 + Int128(denominator)
        return Int(exactly: doubled / (Int128(denominator) * 2))
    }

    /// The unrounded value, for figures only.
    var value: Double? {
        guard let denominator else { return Double(numerator) }
        return denominator > 0 ? Double(numerator) * Double(per) / Double(denominator) : nil
    }

    var interval: WilsonInterval? {
        guard isShare, let denominator else { return nil }
        return WilsonInterval(numerator, of: denominator, per: per)
    }
}
