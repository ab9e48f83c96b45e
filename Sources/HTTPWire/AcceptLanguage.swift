/// Which languages a reader wants (RFC 9110 §12.5.4).
public struct AcceptLanguage: Hashable, Sendable {
    private let list: WeightedList

    public init(_ fields: Fields) {
        list = WeightedList(parsing: fields.combined(.acceptLanguage) ?? "")
    }

    /// The one of `offered` (lower-case tags) that is wanted most, the earlier one between
    /// equals, or nil when none is. A wish for `vi-VN` is met by `vi` (RFC 4647 §3.4), and a
    /// wish for `en` by `en-gb`.
    public func preferred(of offered: [String]) -> String? {
        let weights = offered.map(weight)
        guard let best = weights.max(), best > 0 else { return nil }
        return weights.firstIndex(of: best).map { offered[$0] }
    }

    private func weight(_ language: String) -> Int {
        let named = list.elements.filter { Self.isRelated($0.value, language) }
        return named.map(\.weight).max() ?? list.weight(of: "*") ?? 0
    }

    private static func isRelated(_ wish: String, _ language: String) -> Bool {
        wish == language || wish.hasPrefix(language + "-") || language.hasPrefix(wish + "-")
    }
}
