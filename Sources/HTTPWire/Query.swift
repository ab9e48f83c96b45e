/// The pairs of a query string or of an `application/x-www-form-urlencoded` body, decoded.
///
/// Both are read by the rules of HTML forms: pairs are separated by `&`, a name without `=` has
/// the empty value, and `+` is a space. Pairs keep their order and names may repeat.
public struct Query: Sendable, Hashable {
    public struct Pair: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    public let pairs: [Pair]

    /// No pairs.
    public init() {
        pairs = []
    }

    /// The pairs of a query as sent, or nil when an escape is malformed, a name or value is not
    /// UTF-8 or holds NUL, or there are more pairs than any page of ours sends.
    public init?(_ raw: String) {
        self.init(octets: raw.utf8)
    }

    /// The pairs of a form body, or nil for the same reasons.
    public init?(formBody: [UInt8]) {
        self.init(octets: formBody)
    }

    private init?(octets: some Collection<UInt8>) {
        var pairs: [Pair] = []
        for part in octets.split(separator: .ascii("&")) {
            let nameEnd = part.firstIndex(of: .ascii("=")) ?? part.endIndex
            guard pairs.count < queryPairCountMax,
                let name = PercentDecoding.string(part[..<nameEnd], plusIsSpace: true),
                let value = PercentDecoding.string(
                    part[nameEnd...].dropFirst(), plusIsSpace: true)
            else { return nil }
            pairs.append(Pair(name: name, value: value))
        }
        self.pairs = pairs
    }

    public var isEmpty: Bool { pairs.isEmpty }

    /// The names in order, each as often as it occurs.
    public var names: [String] { pairs.map(\.name) }

    /// The first value of that name.
    public subscript(name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    /// All values of that name, in order.
    public func values(of name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }
}
