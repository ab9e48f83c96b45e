/// What the proxies on a request's way say, read from the nearest one outwards.
///
/// Each proxy appends, so the last element is the word of the peer itself, and whatever stands
/// before the first untrusted address may be the client's invention. Elements are therefore read
/// from the right and only as far as they are asked for: nonsense that a client sent ahead can
/// neither be believed nor make the proxies' own words unreadable.
///
/// **Only the fields that the proxies are said to write are read** (`ProxyFields`): they pass a
/// client's own fields of the other kind on untouched.
public struct ForwardedChain: IteratorProtocol, Sendable {
    private enum Source: Sendable {
        case forwarded
        case addresses(isSecure: [Bool?], hosts: [String?])
    }

    private let source: Source
    private var lines: [Substring]
    private var count = 0

    /// Nil when no proxy says anything in the fields that they write.
    public init?(_ fields: Fields, writtenByProxies written: ProxyFields) {
        if written.contains(.forwarded) {
            lines = fields.values(of: .forwarded).map { $0[...] }
            source = .forwarded
            if lines.isEmpty { return nil }
            return
        }
        let isWritten = written.contains
        let schemes = isWritten(.xForwardedProto) ? Self.list(.xForwardedProto, of: fields) : []
        let hosts = isWritten(.xForwardedHost) ? Self.list(.xForwardedHost, of: fields) : []
        lines = isWritten(.xForwardedFor) ? fields.values(of: .xForwardedFor).map { $0[...] } : []
        if lines.isEmpty, schemes.isEmpty, hosts.isEmpty { return nil }
        source = .addresses(
            isSecure: schemes.map(Self.isSecure),
            hosts: hosts.map { Host.isValid($0) ? $0 : nil })
        // Without addresses there is still a word on the connection to the proxy.
        if lines.isEmpty { lines = ["unknown"] }
    }

    /// The word of the next proxy outwards; nil at the end, behind something malformed, and after
    /// `forwardedHopCountMax` of them.
    public mutating func next() -> ForwardedHop? {
        guard count < forwardedHopCountMax, let text = takeLast(),
            text.utf8.count <= forwardedElementLengthMax
        else { return nil }
        defer { count += 1 }
        switch source {
        case .forwarded: return ForwardedHop(element: text)
        case .addresses(let isSecure, let hosts): return hop(text, isSecure, hosts)
        }
    }

    private func hop(
        _ text: Substring, _ isSecure: [Bool?], _ hosts: [String?]
    ) -> ForwardedHop? {
        let node = ForwardedHop.Node(parsing: text.trimmingBlanks, allowsBareIPv6: true)
        guard let node else { return nil }
        return ForwardedHop(
            node: node, isSecure: value(in: isSecure) ?? nil, host: value(in: hosts) ?? nil)
    }

    /// A proxy either appends to these lists like to the addresses, so that they run alike from
    /// the right, or sets the one value that there is.
    private func value<Value>(in list: [Value]) -> Value? {
        list.count == 1 ? list.first : list.dropLast(count).last
    }

    private static func list(_ name: FieldName, of fields: Fields) -> [String] {
        guard let text = fields.combined(name) else { return [] }
        return text.split(separator: ",").suffix(forwardedHopCountMax)
            .map { String($0.trimmingBlanks) }
    }

    private static func isSecure(_ scheme: String) -> Bool? {
        switch scheme.lowercased() {
        case "https": true
        case "http": false
        default: nil
        }
    }
}

/// Taking elements off the right end.
extension ForwardedChain {
    private mutating func takeLast() -> Substring? {
        // A list may have some empty elements (RFC 9110 §5.6.1.2).
        for _ in 0..<forwardedHopCountMax {
            guard let line = lines.popLast() else { return nil }
            let start = Self.lastElement(of: line)
            if start > line.startIndex {
                lines.append(line[..<line.utf8.index(before: start)])
            }
            let element = line[start...]
            if !element.trimmingBlanks.isEmpty { return element }
        }
        return nil
    }

    /// Where the last element begins: behind the last comma that is not quoted. A quote that a
    /// client left open to the left is not met on the way.
    private static func lastElement(of line: Substring) -> String.Index {
        let octets = line.utf8
        var index = octets.endIndex
        var isQuoted = false
        var looked = 0
        while index > octets.startIndex, looked <= forwardedElementLengthMax {
            let before = octets.index(before: index)
            switch octets[before] {
            case .ascii("\"") where !isEscaped(before, octets): isQuoted.toggle()
            case .ascii(",") where !isQuoted: return index
            default: break
            }
            index = before
            looked += 1
        }
        return octets.startIndex
    }

    private static func isEscaped(
        _ index: String.Index, _ octets: Substring.UTF8View
    ) -> Bool {
        octets[..<index].reversed().prefix { $0 == .ascii("\\") }.count % 2 == 1
    }
}
