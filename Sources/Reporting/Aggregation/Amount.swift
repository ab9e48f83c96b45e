/// A sum as it is carried through every reading: whole counts, and exact decimal parts of them
/// where a published share was applied.
///
/// A fixed point of eighteen decimals instead of a floating one: parts add to exactly the whole in
/// any order, so that what a correction takes away leaves nothing behind.
public struct Amount: Hashable, Comparable, AdditiveArithmetic, Sendable,
    ExpressibleByIntegerLiteral
{
    /// In units of 10⁻¹⁸. 128 bits hold 170 billion billion.
    let parts: Int128

    static let partsOfOne: Int128 = 1_000_000_000_000_000_000

    public static let zero = Amount(parts: 0)

    init(parts: Int128) {
        self.parts = parts
    }

    public init(_ count: some BinaryInteger) {
        self.parts = Int128(count) * Self.partsOfOne
    }

    public init(integerLiteral count: Int64) {
        self.init(count)
    }

    /// The part of a count that a weight gives.
    public init(_ count: Int64, weight: Weight) {
        parts = Int128(count) * Int128(weight.parts)
    }

    /// The number, where it is a whole one.
    public var whole: Int64? {
        parts % Self.partsOfOne == 0 ? Int64(exactly: parts / Self.partsOfOne) : nil
    }

    /// The nearest double.
    public var double: Double {
        whole.map { Double($0) } ?? Double(parts) / Double(Self.partsOfOne)
    }

    /// Rounded half up, as pages show it.
    public var rounded: Int64 {
        let doubled = parts * 2 + Self.partsOfOne
        let (quotient, rest) = doubled.quotientAndRemainder(dividingBy: Self.partsOfOne * 2)
        return Int64(clamping: rest < 0 ? quotient - 1 : quotient)
    }

    public static func < (a: Amount, b: Amount) -> Bool { a.parts < b.parts }

    public static func + (a: Amount, b: Amount) -> Amount { Amount(parts: a.parts + b.parts) }

    public static func - (a: Amount, b: Amount) -> Amount { Amount(parts: a.parts - b.parts) }

    /// `self × per / divisor` in tenths, rounded half up; nil when the divisor is not above 0.
    ///
    /// Rounded from the exact numbers: a double would turn 0.25 into 0.2 or 0.3 by accident.
    public func tenths(per: Int64, of divisor: Amount) -> Int64? {
        guard divisor.parts > 0 else { return nil }
        let doubled = parts.multipliedFullWidth(by: Int128(per) * 20)
        guard doubled.high == 0 || doubled.high == -1 else { return nil }
        let (sum, overflow) = Int128(truncatingIfNeeded: doubled.low)
            .addingReportingOverflow(divisor.parts)
        return overflow ? nil : Int64(exactly: sum / (divisor.parts * 2))
    }

    /// The whole number at or below it.
    var floor: Int64 {
        let (quotient, rest) = parts.quotientAndRemainder(dividingBy: Self.partsOfOne)
        return Int64(clamping: rest < 0 ? quotient - 1 : quotient)
    }

    func times(_ factor: Int) -> Amount { Amount(parts: parts * Int128(factor)) }

    /// How `self × factor` stands to `other × otherFactor`, exactly: the products have up to
    /// 256 bits.
    func times(
        _ factor: Int64, _ comparison: Comparison, _ other: Amount, times otherFactor: Int64
    ) -> Bool {
        let left = parts.multipliedFullWidth(by: Int128(factor))
        let right = other.parts.multipliedFullWidth(by: Int128(otherFactor))
        return comparison.holds(Wide(left), Wide(right))
    }

    private struct Wide: Comparable {
        let high: Int128
        let low: UInt128

        init(_ product: (high: Int128, low: UInt128)) {
            (high, low) = product
        }

        static func < (a: Wide, b: Wide) -> Bool {
            a.high == b.high ? a.low < b.low : a.high < b.high
        }
    }
}
