/// Which content codings a client takes (RFC 9110 §12.5.3).
public struct AcceptEncoding: Hashable, Sendable {
    private let list: WeightedList?

    /// Reads the field; without it every coding is acceptable, yet none should be chosen.
    public init(_ fields: Fields) {
        list = fields.combined(.acceptEncoding).map(WeightedList.init)
    }

    /// Thousandths of preference for a coding, 0 when it is not acceptable. `identity` is
    /// acceptable unless it is excluded by name or by `*;q=0`.
    public func weight(of coding: String) -> Int {
        guard let list else { return coding == "identity" ? 1000 : 0 }
        if let weight = list.weight(of: coding) { return weight }
        if coding == "gzip", let weight = list.weight(of: "x-gzip") { return weight }
        if let weight = list.weight(of: "*") { return weight }
        return coding == "identity" ? 1 : 0
    }

    /// Whether the client said that it cannot take a body as it is.
    public var refusesIdentity: Bool { weight(of: "identity") == 0 }

    /// Whether a gzip body should be sent: the client takes it and does not prefer another.
    public var prefersGzip: Bool {
        let weight = weight(of: "gzip")
        return weight > 0 && weight >= (list?.weight(of: "identity") ?? 0)
    }
}
