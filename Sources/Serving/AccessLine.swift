internal import HTTPWire
internal import Kernel

/// One line of the access log: a JSON object in UTF-8.
///
/// What a person must not find in it never gets near: of the head it takes the method, the path
/// and the user agent, and of these nothing that is long enough to be a secret.
enum AccessLine {
    /// Octets of a path's segment or of a user agent's word; a longer one shows as `…`. The ids
    /// of units, forms and periods have fewer than 20, a token 48 and a session 43.
    static let plainLengthMax = 40
    /// Octets of a method; a longer one shows as `…`, and no known one is.
    static let methodLengthMax = 16
    /// Octets of a path and of a user agent; what follows shows as `…`.
    static let textLengthMax = 256

    /// Appends the line of an exchange that has ended.
    ///
    /// - Parameters:
    ///   - time: the start's second as text.
    ///   - sentLength: octets of the response that the kernel has taken.
    ///   - endMicroseconds: when it took the last of them.
    static func append(
        _ exchange: Exchange, time: String, sentLength: Int, endMicroseconds: Int64,
        to line: inout [UInt8]
    ) {
        line.append("{\"time\":\"")
        line.append(contentsOf: time.utf8)
        line.append(".")
        line.append(padded: Int(exchange.startMilliseconds % 1000))
        line.append("Z\",\"id\":\"")
        line.append(contentsOf: exchange.id.utf8)
        line.append("\",\"client\":\"")
        append(exchange.client, to: &line)
        line.append("\",\"tls\":")
        line.append(exchange.isSecure ? "true" : "false")
        appendRequest(exchange, to: &line)
        appendResponse(exchange, sentLength, endMicroseconds, to: &line)
        line.append(",\"end\":\"")
        line.append(contentsOf: exchange.ending.rawValue.utf8)
        line.append("\"}\n")
    }

    /// The line that stands for lines that were dropped.
    static func missing(_ count: Int) -> [UInt8] {
        let now = SystemTime.wallMilliseconds()
        var line: [UInt8] = []
        line.append("{\"time\":\"")
        line.append(contentsOf: HTTPDate.rfc3339(epochSeconds: now / 1000).utf8)
        line.append(".")
        line.append(padded: Int(now % 1000))
        line.append("Z\",\"missing\":")
        line.append(decimal: count)
        line.append("}\n")
        return line
    }

    private static func appendRequest(_ exchange: Exchange, to line: inout [UInt8]) {
        line.append(",\"method\":")
        guard let head = exchange.head else {
            line.append("null,\"route\":null,\"path\":null,\"agent\":null")
            return
        }
        let method = head.method.token.utf8
        line.append("\"")
        if method.count > methodLengthMax {
            line.append("…")
        } else {
            line.append(contentsOf: method)
        }
        line.append("\",\"route\":")
        append(route: exchange.route, to: &line)
        line.append(",\"path\":\"")
        head.target.withPath { append(masking: $0, to: &line) { $0 == UInt8(ascii: "/") } }
        line.append("\",\"agent\":")
        append(agentOf: head.fields, to: &line)
    }

    private static func appendResponse(
        _ exchange: Exchange, _ sentLength: Int, _ end: Int64, to line: inout [UInt8]
    ) {
        line.append(",\"status\":")
        if let status = exchange.status {
            line.append(decimal: status.code)
        } else {
            line.append("null")
        }
        line.append(",\"received\":")
        line.append(decimal: exchange.receivedLength)
        line.append(",\"sent\":")
        line.append(decimal: sentLength)
        line.append(",\"first_ms\":")
        if let first = exchange.firstMicroseconds {
            line.append(thousandths: first - exchange.startMicroseconds)
        } else {
            line.append("null")
        }
        line.append(",\"last_ms\":")
        line.append(thousandths: end - exchange.startMicroseconds)
    }

    private static func append(route: String?, to line: inout [UInt8]) {
        guard let route else { return line.append("null") }
        line.append("\"")
        line.append(contentsOf: route.utf8)
        line.append("\"")
    }

    private static func append(_ client: SocketAddress, to line: inout [UInt8]) {
        switch client {
        case .unix: line.append("unix")
        case .ipv4(let address, _):
            for shift in [24, 16, 8, 0] as [UInt32] {
                line.append(decimal: Int(address >> shift & 0xFF))
                if shift > 0 { line.append(".") }
            }
        case .ipv6: line.append(contentsOf: client.host.utf8)
        }
    }
}

/// Text that clients chose.
extension AccessLine {
    private static func append(agentOf fields: Fields, to line: inout [UInt8]) {
        let isASCII = fields.withValue(of: .userAgent) { value in
            value.indices.allSatisfy { value[$0] < 0x80 }
        }
        guard let isASCII else { return line.append("null") }
        line.append("\"")
        let isBorder: (UInt8) -> Bool = { " ;,()".utf8.contains($0) }
        if isASCII {
            fields.withValue(of: .userAgent) { append(masking: $0, to: &line, isBorder) }
        } else {
            // A String makes U+FFFD of what is not UTF-8, and cuts no character apart.
            let scalars = (fields[.userAgent] ?? "").unicodeScalars.prefix(textLengthMax / 4)
            append(masking: String(scalars).utf8Span.span, to: &line, isBorder)
        }
        line.append("\"")
    }

    /// Appends a text with `…` in place of each piece between borders that could be a secret.
    private static func append(
        masking text: Span<UInt8>, to line: inout [UInt8], _ isBorder: (UInt8) -> Bool
    ) {
        let end = min(text.count, textLengthMax)
        var start = 0
        for index in 0...text.count {
            guard index == text.count || isBorder(text[index]) else { continue }
            if index - start > plainLengthMax {
                line.append("…")
            } else {
                line.append(escaping: text.extracting(start..<max(start, min(index, end))))
            }
            guard index < end else { break }
            line.append(escaping: text[index])
            start = index + 1
        }
        if text.count > end { line.append("…") }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        unsafe append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A number that is not negative.
    fileprivate mutating func append(decimal number: Int) {
        var unit = 1
        while unit <= number / 10 { unit *= 10 }
        while unit > 0 {
            append(UInt8(ascii: "0") + UInt8(number / unit % 10))
            unit /= 10
        }
    }

    /// Three digits.
    fileprivate mutating func append(padded number: Int) {
        for place in [100, 10, 1] { append(UInt8(ascii: "0") + UInt8(number / place % 10)) }
    }

    fileprivate mutating func append(thousandths number: Int64) {
        let number = Int(Swift.max(0, number))
        append(decimal: number / 1000)
        append(".")
        append(padded: number % 1000)
    }

    /// A piece of a JSON string; most hold nothing that has to be escaped.
    fileprivate mutating func append(escaping text: Span<UInt8>) {
        if text.indices.contains(where: { text[$0].isEscapedInJSON }) {
            for index in text.indices { append(escaping: text[index]) }
        } else {
            unsafe text.withUnsafeBytes { unsafe append(contentsOf: $0) }
        }
    }

    /// An octet of a JSON string (RFC 8259 §7). HTAB is the one control character that a
    /// field's value can hold.
    fileprivate mutating func append(escaping octet: UInt8) {
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            append(UInt8(ascii: "\\"))
            append(octet)
        case UInt8(ascii: "\t"): append("\\t")
        default: append(octet)
        }
    }
}

extension UInt8 {
    fileprivate var isEscapedInJSON: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}
