/// The fields that the proxies before this server write, each of them on every request.
///
/// A field that no proxy writes is the client's own, passed on untouched, and says nothing: no
/// proxy removes what it does not know. Which ones these are cannot be told from a request, so
/// it is a setting.
public struct ProxyFields: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// `Forwarded` (RFC 7239). With it none of the others is read.
    public static let forwarded = ProxyFields(rawValue: 1)
    public static let xForwardedFor = ProxyFields(rawValue: 2)
    public static let xForwardedProto = ProxyFields(rawValue: 4)
    public static let xForwardedHost = ProxyFields(rawValue: 8)

    /// The three of nginx's, HAProxy's and Apache's usual configurations.
    public static let xForwarded: ProxyFields = [
        .xForwardedFor, .xForwardedProto, .xForwardedHost,
    ]

    private static let named: [(name: FieldName, field: ProxyFields)] = [
        (.forwarded, .forwarded), (.xForwardedFor, .xForwardedFor),
        (.xForwardedProto, .xForwardedProto), (.xForwardedHost, .xForwardedHost),
    ]

    /// Reads the names of fields; nil for none, for others, and for `Forwarded` beside others,
    /// since two accounts of one way may differ.
    public init?(names: [String]) {
        self = []
        for text in names {
            guard let name = FieldName(text),
                let found = Self.named.first(where: { $0.name == name })
            else { return nil }
            insert(found.field)
        }
        guard !isEmpty, self == .forwarded || !contains(.forwarded) else { return nil }
    }
}
