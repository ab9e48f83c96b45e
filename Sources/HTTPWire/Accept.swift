/// Which media types a client takes (RFC 9110 §12.5.1).
public struct Accept: Hashable, Sendable {
    private let list: WeightedList?

    public init(_ fields: Fields) {
        list = fields.combined(.accept).map(WeightedList.init)
    }

    /// Thousandths of preference for a type such as `text/html`, 0 when it is not acceptable.
    /// The most specific range that covers the type decides; without the field all are equal.
    public func weight(of type: String) -> Int {
        guard let list else { return 1000 }
        let family = type.prefix { $0 != "/" } + "/*"
        return list.weight(of: type) ?? list.weight(of: String(family))
            ?? list.weight(of: "*/*") ?? 0
    }

    /// The one of `offered` that is wanted most, the earlier one between equals, or nil when
    /// none is acceptable.
    public func preferred(of offered: [String]) -> String? {
        let weights = offered.map(weight)
        guard let best = weights.max(), best > 0 else { return nil }
        return weights.firstIndex(of: best).map { offered[$0] }
    }
}
