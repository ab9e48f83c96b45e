/// Which part of a unit's figures belongs to another, from nothing to all, to eighteen decimals.
public struct Weight: Hashable, Comparable, Sendable {
    /// In units of 10⁻¹⁸.
    let parts: Int64

    private static let partsOfOne: Int64 = 1_000_000_000_000_000_000

    public static let none = Weight(parts: 0)
    public static let all = Weight(parts: partsOfOne)

    private init(parts: Int64) {
        self.parts = parts
    }

    /// A published share, held between 0 and 1.
    public init(_ share: Decimal) {
        let scaled = Int128(share.mantissa) * Int128(Self.partsOfOne) / Int128(share.power)
        parts = Int64(min(max(scaled, 0), Int128(Self.partsOfOne)))
    }

    /// A share of a share, rounded half up: exact for two shares of nine decimals.
    public static func * (a: Weight, b: Weight) -> Weight {
        let product = Int128(a.parts) * Int128(b.parts)
        let half = Int128(partsOfOne / 2)
        return Weight(parts: Int64((product + half) / Int128(partsOfOne)))
    }

    /// Never above all.
    public static func + (a: Weight, b: Weight) -> Weight {
        Weight(parts: min(partsOfOne, a.parts + b.parts))
    }

    /// Never below nothing.
    public static func - (a: Weight, b: Weight) -> Weight {
        Weight(parts: max(0, a.parts - b.parts))
    }

    public static func < (a: Weight, b: Weight) -> Bool { a.parts < b.parts }
}
