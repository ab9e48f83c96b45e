internal import Glibc

extension SocketAddress: CustomStringConvertible {
    /// Reads `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080` (IPv4), `unix:/run/mebe.sock`
    /// or `/run/mebe.sock`; nil for anything else. Other names are not looked up: a server
    /// must not depend on a resolver to know where it listens.
    public init?(_ text: String) {
        if text.hasPrefix("unix:") || text.hasPrefix("/") {
            self.init(unixPath: text.hasPrefix("/") ? text : String(text.dropFirst(5)))
            return
        }
        guard let colon = text.lastIndex(of: ":"),
            let port = Self.port(text[text.index(after: colon)...])
        else { return nil }
        let host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            self.init(ipv6: String(host.dropFirst().dropLast()), port: port)
        } else {
            self.init(ipv4: host == "localhost" ? "127.0.0.1" : String(host), port: port)
        }
    }

    /// An address by its digits, `192.0.2.1` or `2001:db8::1`; nil for names and anything else.
    public init?(host: String, port: UInt16) {
        if host.utf8.contains(UInt8(ascii: ":")) {
            self.init(ipv6: host, port: port)
            self = unmapped
        } else {
            self.init(ipv4: host, port: port)
        }
    }

    private init?(unixPath path: String) {
        guard !path.isEmpty, path.utf8.count <= Self.unixPathLengthMax else { return nil }
        self = .unix(path: path)
    }

    private init?(ipv4 host: String, port: UInt16) {
        var address = in_addr()
        guard unsafe inet_pton(AF_INET, host, &address) == 1 else { return nil }
        self = .ipv4(address: UInt32(bigEndian: address.s_addr), port: port)
    }

    private init?(ipv6 host: String, port: UInt16) {
        var address = in6_addr()
        guard unsafe inet_pton(AF_INET6, host, &address) == 1 else { return nil }
        let (high, low) = Self.halves(of: address)
        self = .ipv6(high: high, low: low, scope: 0, port: port)
    }

    /// `UInt16(_:)` alone would take "+80".
    private static func port(_ text: Substring) -> UInt16? {
        text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? UInt16(text) : nil
    }

    /// The form `init(_:)` reads.
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .ipv4(_, let port): "\(host):\(port)"
        case .ipv6(_, _, _, let port): "[\(host)]:\(port)"
        }
    }

    /// The address without its port; for a Unix-domain socket its path.
    public var host: String {
        switch self {
        case .unix(let path):
            return path
        case .ipv4(let address, _):
            var raw = in_addr(s_addr: address.bigEndian)
            return unsafe Self.text(AF_INET, &raw)
        case .ipv6(let high, let low, _, _):
            var raw = Self.address(high: high, low: low)
            return unsafe Self.text(AF_INET6, &raw)
        }
    }

    private static func text(_ family: Int32, _ address: UnsafeRawPointer) -> String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        unsafe inet_ntop(family, address, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
