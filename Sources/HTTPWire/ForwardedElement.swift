/// One element of `Forwarded`, such as `for="[2001:db8::1]:4711";proto=https;host=mebe.vn`
/// (RFC 7239 §4).
extension ForwardedHop {
    /// Reads an element; nil where it misses the grammar or names a parameter twice.
    init?(element text: Substring) {
        var rest = text.trimmingBlanks.utf8
        var values: [String: String] = [:]
        repeat {
            // Empty pairs are in the grammar: `for=a;;proto=http`.
            if rest.isEmpty || rest.first == .ascii(";") { continue }
            guard let (name, value) = Self.takePair(&rest), values[name] == nil else { return nil }
            values[name] = value
        } while Self.takeSemicolon(&rest)
        guard rest.isEmpty, let node = Self.node(values["for"]) else { return nil }
        let scheme = values["proto"]?.lowercased()
        guard scheme == nil || scheme == "http" || scheme == "https" else { return nil }
        let host = values["host"]
        guard host.map(Host.isValid) ?? true else { return nil }
        self.init(node: node, isSecure: scheme.map { $0 == "https" }, host: host)
    }

    /// An element that only tells `proto` hides who the client is.
    private static func node(_ text: String?) -> Node? {
        guard let text else { return .hidden }
        return Node(parsing: text[...], allowsBareIPv6: false)
    }

    private static func takeSemicolon(_ rest: inout Substring.UTF8View) -> Bool {
        guard rest.first == .ascii(";") else { return false }
        rest.removeFirst()
        return true
    }

    private static func takePair(
        _ rest: inout Substring.UTF8View
    ) -> (name: String, value: String)? {
        let name = rest.prefix(while: \.isTokenCharacter)
        rest = rest[name.endIndex...]
        guard !name.isEmpty, rest.popFirst() == .ascii("=") else { return nil }
        let value = rest.first == .ascii("\"") ? takeQuoted(&rest) : takeToken(&rest)
        return value.map { (Substring(name).lowercased(), $0) }
    }

    private static func takeToken(_ rest: inout Substring.UTF8View) -> String? {
        let token = rest.prefix(while: \.isTokenCharacter)
        rest = rest[token.endIndex...]
        return token.isEmpty ? nil : String(Substring(token))
    }

    /// A quoted-string with its backslashes undone (RFC 9110 §5.6.4).
    private static func takeQuoted(_ rest: inout Substring.UTF8View) -> String? {
        rest.removeFirst()
        var octets: [UInt8] = []
        while var octet = rest.popFirst() {
            if octet == .ascii("\"") { return String(decoding: octets, as: UTF8.self) }
            if octet == .ascii("\\") {
                guard let escaped = rest.popFirst() else { return nil }
                octet = escaped
            }
            octets.append(octet)
        }
        return nil
    }
}
