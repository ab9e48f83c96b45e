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

    /// The fields of a form in either coding that HTML has for it, by the request's
    /// Content-Type; nil where the body is not what that says. Files are left out: no form here
    /// asks for one.
    public init?(form body: [UInt8], contentType: String?) {
        let type = contentType.flatMap { MediaType(parsing: $0) }
        guard let type, type.essence == Self.multipartType else {
            self.init(octets: body)
            return
        }
        guard let pairs = try? Self.pairs(ofMultipart: body, type) else {
            // Which fault it was is of no use to one who asks for fields.
            return nil
        }
        self.init(pairs: pairs)
    }

    private init(pairs: [Pair]) {
        self.pairs = pairs
    }

    /// The content types of forms (WHATWG HTML, form submission).
    public static let formTypes = ["application/x-www-form-urlencoded", multipartType]
    private static let multipartType = "multipart/form-data"

    private static func pairs(
        ofMultipart body: [UInt8], _ type: MediaType
    ) throws(MultipartFault) -> [Pair] {
        var decoder = try MultipartDecoder(type)
        let events = try decoder.decode(body)
        try decoder.finish()
        var pairs: [Pair] = []
        var field: (name: String, octets: [UInt8])?
        for event in events {
            switch event {
            case .begin(let part): field = part.fileName == nil ? (part.name, []) : nil
            case .content(let octets): field?.octets += octets
            case .end:
                guard let whole = field else { continue }
                guard let value = String(validating: whole.octets, as: UTF8.self),
                    !whole.octets.contains(0)
                else { throw .malformedText }
                pairs.append(Pair(name: whole.name, value: value))
            }
        }
        return pairs
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
