/// A comparison of two sums of elements: `live_births <= deliveries_total * 2`.
///
/// Grammar: `side op side`; `op` is `<=`, `>=` or `==`; a side is terms joined by `+` and `-`; a
/// term is an element, a whole number, or both joined by `*` in either order.
public struct RuleExpression: Hashable, Sendable {
    public struct Term: Hashable, Sendable {
        public var factor: Int64
        /// Nil for a constant.
        public var element: DataElement.Index?
    }

    public let left: [Term]
    public let comparison: Comparison
    public let right: [Term]
    /// Its elements in the order in which they are first named, each once.
    public let elements: [DataElement.Index]

    /// Factors beyond this are refused; with counts below 10⁸ no sum can leave 64 bits.
    public static let factorMax: Int64 = 1_000_000
    /// Terms of one side beyond this are refused.
    public static let termsMax = 200

    public init(left: [Term], comparison: Comparison, right: [Term]) {
        self.left = left
        self.comparison = comparison
        self.right = right
        var named: [DataElement.Index] = []
        for element in (left + right).compactMap(\.element) where !named.contains(element) {
            named.append(element)
        }
        elements = named
    }

    /// Whether it holds; nil where one of its elements has no number: then it is not checked.
    public func holds(in values: ReportValues) -> Bool? {
        guard let left = Self.sum(left, values), let right = Self.sum(right, values) else {
            return nil
        }
        return comparison.holds(left, right)
    }

    private static func sum(_ terms: [Term], _ values: ReportValues) -> Int64? {
        var sum: Int64 = 0
        for term in terms {
            guard let element = term.element else {
                sum += term.factor
                continue
            }
            guard let count = values[element].count else { return nil }
            sum += term.factor * Int64(count)
        }
        return sum
    }

    /// Both sides for numbers that may be sums over a country's year; nil where one is missing.
    ///
    /// Worked out in 128 bits: such sums times `factorMax` leave 64. What does not fit back is
    /// clamped, which keeps its order.
    public func sides(
        _ number: (DataElement.Index) -> Int64?
    ) -> (left: Int64, right: Int64)? {
        guard let left = Self.sum(left, number), let right = Self.sum(right, number) else {
            return nil
        }
        return (Int64(clamping: left), Int64(clamping: right))
    }

    private static func sum(
        _ terms: [Term], _ number: (DataElement.Index) -> Int64?
    ) -> Int128? {
        var sum: Int128 = 0
        for term in terms {
            guard let element = term.element else {
                sum += Int128(term.factor)
                continue
            }
            guard let count = number(element) else { return nil }
            sum += Int128(term.factor) * Int128(count)
        }
        return sum
    }
}
