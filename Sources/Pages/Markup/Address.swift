/// A path of this server with its query, as links carry it.
///
/// A path always begins with one slash, so an address can never name another host or a script.
public struct Address: Hashable, Sendable {
    public let path: String
    public let query: [Pair]
    /// The id of a place on the page; empty for its beginning.
    public let fragment: String

    public struct Pair: Hashable, Sendable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// - Parameter segments: Unescaped parts of the path; none is the root.
    public init(_ segments: String..., query: [Pair] = []) {
        self.init(segments: segments, query: query)
    }

    public init(segments: [String], query: [Pair] = []) {
        path = "/" + segments.map(Self.escaped).joined(separator: "/")
        self.query = query
        fragment = ""
    }

    private init(path: String, query: [Pair], fragment: String) {
        self.path = path
        self.query = query
        self.fragment = fragment
    }

    /// A place on the page, by its id.
    public func at(_ id: String) -> Address {
        Address(path: path, query: query, fragment: id)
    }

    /// The same address with one query value replaced, or left out when nil.
    public func with(_ name: String, _ value: String?) -> Address {
        let others = query.filter { $0.name != name }
        return Address(
            path: path, query: value.map { others + [Pair(name, $0)] } ?? others,
            fragment: fragment)
    }

    /// The address as it stands in a link.
    public var text: String {
        let address = query.isEmpty ? path : path + here
        return fragment.isEmpty ? address : address + "#" + Self.escaped(fragment)
    }

    /// The query alone: a link from a page to another view of the same page.
    var here: String {
        let pairs = query.map { Self.escaped($0.name) + "=" + Self.escaped($0.value) }
        return "?" + pairs.joined(separator: "&")
    }

    /// Percent-encodes all but RFC 3986 §2.3 unreserved characters.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += hex.utf8.count == 1 ? "%0" + hex : "%" + hex
            }
        }
        return result
    }
}
