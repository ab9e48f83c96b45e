/// What one proxy says of the hop before it: one element of `Forwarded` (RFC 7239), or one
/// address of `X-Forwarded-For` with what belongs to it.
public struct ForwardedHop: Hashable, Sendable {
    /// Who sent the request to the proxy.
    public enum Node: Hashable, Sendable {
        /// An address as text, which may still be no address, and the port if one is told.
        case address(String, port: UInt16?)
        /// `unknown`, or an identifier that stands for something hidden (RFC 7239 §6.2, §6.3).
        case hidden
    }

    public var node: Node
    /// Whether the request came to the proxy over https; nil where it does not say so.
    public var isSecure: Bool?
    /// The host that the client asked for, with its port.
    public var host: String?

    public init(node: Node, isSecure: Bool? = nil, host: String? = nil) {
        self.node = node
        self.isSecure = isSecure
        self.host = host
    }
}

extension ForwardedHop.Node {
    /// `node` of RFC 7239 §6: `192.0.2.1`, `192.0.2.1:80`, `[2001:db8::1]:80`, `unknown`,
    /// `_hidden`. Older proxies write IPv6 without brackets into `X-Forwarded-For`; then there is
    /// no port.
    init?(parsing text: Substring, allowsBareIPv6: Bool) {
        let name: Substring
        var rest: Substring
        if text.first == "[" {
            guard let close = text.firstIndex(of: "]") else { return nil }
            name = text[text.index(after: text.startIndex)..<close]
            guard name.contains(":") else { return nil }
            rest = text[text.index(after: close)...]
        } else if allowsBareIPv6, text.count(where: { $0 == ":" }) > 1 {
            (name, rest) = (text, "")
        } else {
            name = text.prefix { $0 != ":" }
            rest = text[name.endIndex...]
        }
        guard !name.isEmpty, name.utf8.count <= forwardedNodeLengthMax,
            let port = Self.port(rest)
        else { return nil }
        if name.first == "_" {
            guard name.utf8.allSatisfy(\.isObfuscatedCharacter) else { return nil }
            self = .hidden
        } else {
            self = name.lowercased() == "unknown" ? .hidden : .address(String(name), port: port)
        }
    }

    /// Nothing, a port, or a hidden one (§6.4). The outer nil is a malformed one.
    private static func port(_ text: Substring) -> UInt16?? {
        guard let colon = text.first else { return .some(nil) }
        let digits = text.dropFirst()
        guard colon == ":", !digits.isEmpty else { return nil }
        if digits.first == "_" {
            return digits.utf8.allSatisfy(\.isObfuscatedCharacter) ? .some(nil) : nil
        }
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy(\.isDigit),
            let port = UInt16(digits)
        else { return nil }
        return port
    }
}

extension UInt8 {
    /// obfnode and obfport (RFC 7239 §6.3).
    fileprivate var isObfuscatedCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F, 0x2D: true
        default: false
        }
    }
}
