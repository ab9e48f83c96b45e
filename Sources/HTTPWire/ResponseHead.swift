/// The status line and header fields of a response.
public struct ResponseHead: Sendable, Equatable {
    public var status: Status
    public var fields: Fields

    public init(status: Status, fields: Fields = Fields()) {
        self.status = status
        self.fields = fields
    }

    /// Appends the head as octets, up to and with its empty line.
    ///
    /// The version is always HTTP/1.1, the highest spoken here (RFC 9110 §2.5). A `Date` is
    /// put first when it is given and the fields hold none: who has a clock knows it.
    /// Nothing else is added; the body's framing fields are the caller's.
    public func encode(date: String? = nil, into output: inout [UInt8]) {
        output.reserveCapacity(output.count + fields.octets.count + Self.usualRestLength)
        status.encodeLine(into: &output)
        if let date, !fields.contains(.date) {
            output.append(contentsOf: "Date: ".utf8)
            output.append(contentsOf: date.utf8)
            output.append(contentsOf: "\r\n".utf8)
        }
        fields.encode(into: &output)
        output.append(contentsOf: "\r\n".utf8)
    }

    /// The status line, `Date`, and four octets a field line.
    private static let usualRestLength = 128
}

extension Status {
    /// Appends the status line with its CRLF (RFC 9112 §4).
    public func encodeLine(into output: inout [UInt8]) {
        output.append(contentsOf: "HTTP/1.1 ".utf8)
        output.append(contentsOf: String(code).utf8)
        output.append(.space)
        output.append(contentsOf: reason.utf8)
        output.append(contentsOf: "\r\n".utf8)
    }
}

extension Fields {
    /// Appends every field line with its CRLF.
    public func encode(into output: inout [UInt8]) {
        let bytes = octets.span.bytes
        for entry in entries {
            output.append(bytes, entry.name)
            output.append(contentsOf: ": ".utf8)
            output.append(bytes, entry.value)
            output.append(contentsOf: "\r\n".utf8)
        }
    }
}
