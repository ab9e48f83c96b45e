/// The rule for `uri-host [":" port]`, the value of Host and the authority of a target
/// (RFC 9110 §7.2, RFC 3986 §3.2.2).
enum Authority {
    /// Whether `range` is a host with an optional port. The empty host is in the grammar, and
    /// RFC 9112 §3.2 has clients send it for a target without an authority.
    static func isValid(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let first = range.first else { return true }
        let host =
            bytes.octet(first) == .ascii("[")
            ? literalEnd(bytes, range) : nameEnd(bytes, range)
        return host.map { isPort(bytes, $0..<range.upperBound) } ?? false
    }

    /// The end of a registered name or IPv4 address at the start of `range`.
    private static func nameEnd(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            let octet = bytes.octet(index)
            if octet == .ascii("%") {
                guard index + 2 < range.upperBound, bytes.octet(index + 1).hexValue != nil,
                    bytes.octet(index + 2).hexValue != nil
                else { return nil }
                index &+= 3
            } else if octet.isRegisteredNameCharacter {
                index &+= 1
            } else {
                return index
            }
        }
        return index
    }

    /// The end of an IPv6 literal in brackets at the start of `range`. Future kinds of literals
    /// (`[v1.…]`) name no address that could reach this server.
    private static func literalEnd(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        guard let close = bytes.firstIndex(of: .ascii("]"), in: range),
            IPv6Literal.isValid(bytes, range.lowerBound + 1..<close)
        else { return nil }
        return close + 1
    }

    /// Nothing, or a colon with digits behind it, even none (RFC 3986 §3.2.3), that are no more
    /// than a port can be.
    private static func isPort(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let first = range.first else { return true }
        guard bytes.octet(first) == .ascii(":") else { return false }
        var port = 0
        for index in first + 1..<range.upperBound {
            guard bytes.octet(index).isDigit else { return false }
            port = port * 10 + Int(bytes.octet(index) & 0x0F)
            guard port <= UInt16.max else { return false }
        }
        return true
    }
}
