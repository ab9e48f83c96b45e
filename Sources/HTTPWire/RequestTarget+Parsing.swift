extension RequestTarget {
    /// A target as it would stand in the request line of a request with that method.
    public init?(_ text: String, method: Method = .get) {
        let octets = [UInt8](text.utf8)
        let line = octets.span.bytes
        guard octets.allSatisfy(\.isTargetCharacter),
            let parts = try? Self.parts(of: line, in: 0..<octets.count, method)
        else { return nil }  // which fault it was is of no use to one who asks for a value
        self.init(octets: octets, parts: parts)
    }

    /// Finds the parts of the target in `range`, whose octets are all target characters.
    static func parts(
        of line: RawSpan, in range: Range<Int>, _ method: Method
    ) throws(WireFault) -> Parts {
        guard let first = range.first else { throw .malformedTarget }
        // CONNECT takes the authority form and nothing else does (RFC 9112 §3.2.3).
        if method == .connect { return try authorityForm(line, range) }
        if line.octet(first) == .ascii("/") {
            return pathAndQuery(line, range, form: .origin, authority: nil)
        }
        if line.octet(first) == .ascii("*"), range.count == 1, method == .options {
            return Parts(form: .asterisk, authority: nil, path: range, query: nil)
        }
        return try absoluteForm(line, range)
    }

    private static func authorityForm(
        _ line: RawSpan, _ range: Range<Int>
    ) throws(WireFault) -> Parts {
        guard hasHost(line, range), Authority.isValid(line, range), let last = range.last,
            line.octet(last).isDigit
        else { throw .malformedTarget }
        let path = range.upperBound..<range.upperBound
        return Parts(form: .authority, authority: range, path: path, query: nil)
    }

    /// `http://host[:port][/path][?query]`; user information is refused, since it only ever
    /// served to deceive (RFC 9110 §4.2.4), and so is a scheme that is not served here.
    private static func absoluteForm(
        _ line: RawSpan, _ range: Range<Int>
    ) throws(WireFault) -> Parts {
        guard let colon = line.firstIndex(of: .ascii(":"), in: range),
            line.matches("http", in: range.lowerBound..<colon)
                || line.matches("https", in: range.lowerBound..<colon),
            colon + 3 <= range.upperBound, line.spells("://", at: colon)
        else { throw .malformedTarget }
        let start = colon + 3
        var end = start
        while end < range.upperBound, line.octet(end) != .ascii("/"), line.octet(end) != .ascii("?")
        {
            end &+= 1
        }
        guard hasHost(line, start..<end), Authority.isValid(line, start..<end) else {
            throw .malformedTarget
        }
        return pathAndQuery(
            line, end..<range.upperBound, form: .absolute, authority: start..<end)
    }

    /// An http URI with an empty host is to be rejected (RFC 9110 §4.2.1).
    private static func hasHost(_ line: RawSpan, _ authority: Range<Int>) -> Bool {
        authority.first.map { line.octet($0) != .ascii(":") } ?? false
    }

    private static func pathAndQuery(
        _ line: RawSpan, _ range: Range<Int>, form: Form, authority: Range<Int>?
    ) -> Parts {
        let mark = line.firstIndex(of: .ascii("?"), in: range)
        return Parts(
            form: form, authority: authority,
            path: range.lowerBound..<(mark ?? range.upperBound),
            query: mark.map { $0 + 1..<range.upperBound })
    }
}
