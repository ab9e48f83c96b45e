/// Reads a text once from left to right onto the tape.
///
/// The index only moves forward, so the time is linear in the text's length. Loads go through
/// the array and are bounds-checked.
struct JSONReader {
    let octets: [UInt8]
    let limits: JSONLimits
    var index = 0
    var nodes: [JSONNode] = []
    private var depth = 0
    private var keys = KeySet()

    init(_ octets: [UInt8], limits: JSONLimits) {
        self.octets = octets
        self.limits = limits
    }

    mutating func read() throws(JSONError) -> [JSONNode] {
        guard octets.count <= limits.documentLengthMax else {
            throw fault(.documentTooLong, at: limits.documentLengthMax)
        }
        if octets.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault(.byteOrderMark, at: 0) }
        // A report has a node about every twelve octets.
        nodes.reserveCapacity(octets.count / 12 + 8)
        skipBlanks()
        try readValue()
        skipBlanks()
        guard index == octets.count else { throw fault(.trailingBytes, at: index, node: 0) }
        return nodes
    }

    private mutating func readValue() throws(JSONError) {
        guard let octet = peek else { throw fault(.unexpectedEnd, at: index) }
        switch octet {
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "{"): try readObject()
        case UInt8(ascii: "["): try readArray()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
        case UInt8(ascii: "t"): try readLiteral("true", .bool)
        case UInt8(ascii: "f"): try readLiteral("false", .bool)
        case UInt8(ascii: "n"): try readLiteral("null", .null)
        default: throw fault(.expectedValue, at: index)
        }
    }

    private mutating func readLiteral(_ text: String, _ kind: JSONKind) throws(JSONError) {
        let start = index
        for octet in text.utf8 {
            guard let next = peek else { throw fault(.unexpectedEnd, at: index) }
            guard next == octet else { throw fault(.expectedValue, at: start) }
            index += 1
        }
        append(kind, start..<index)
    }

    private mutating func readArray() throws(JSONError) {
        let array = try open(.array)
        skipBlanks()
        if peek == UInt8(ascii: "]") { return close(array, count: 0) }
        var count: UInt32 = 0
        while true {
            try readValue()
            count += 1
            skipBlanks()
            switch peek {
            case UInt8(ascii: "]"): return close(array, count: count)
            case UInt8(ascii: ","): index += 1
            default: throw punctuationFault(.expectedCommaOrBracket, in: array)
            }
            skipBlanks()
            if peek == UInt8(ascii: "]") { throw punctuationFault(.trailingComma, in: array) }
        }
    }

    private mutating func readObject() throws(JSONError) {
        let object = try open(.object)
        skipBlanks()
        if peek == UInt8(ascii: "}") { return close(object, count: 0) }
        var count: UInt32 = 0
        while true {
            try readMember(of: object)
            count += 1
            skipBlanks()
            switch peek {
            case UInt8(ascii: "}"):
                close(object, count: count)
                return try checkKeys(of: object)
            case UInt8(ascii: ","): index += 1
            default: throw punctuationFault(.expectedCommaOrBrace, in: object)
            }
            skipBlanks()
            if peek == UInt8(ascii: "}") { throw punctuationFault(.trailingComma, in: object) }
        }
    }

    private mutating func readMember(of object: Int) throws(JSONError) {
        guard peek == UInt8(ascii: "\"") else { throw punctuationFault(.expectedKey, in: object) }
        try readString(asKeyOf: object)
        skipBlanks()
        guard peek == UInt8(ascii: ":") else { throw punctuationFault(.expectedColon, in: object) }
        index += 1
        skipBlanks()
        try readValue()
    }

    /// RFC 8259 §4 leaves open what a repeated key means, and two programs may well read
    /// different values out of it, so it is refused.
    private mutating func checkKeys(of object: Int) throws(JSONError) {
        guard let key = keys.firstDuplicate(in: object, nodes, octets) else { return }
        throw fault(.duplicateKey, at: Int(nodes[key].start) - 1, node: key + 1)
    }

    private mutating func open(_ kind: JSONKind) throws(JSONError) -> Int {
        depth += 1
        guard depth <= limits.depthMax else { throw fault(.depthExceeded, at: index) }
        nodes.append(
            JSONNode(
                start: UInt32(index), extent: 0, next: JSONNode.open, kind: kind,
                isEscaped: false))
        index += 1
        return nodes.count - 1
    }

    private mutating func close(_ container: Int, count: UInt32) {
        nodes[container].extent = count
        nodes[container].next = UInt32(nodes.count)
        index += 1
        depth -= 1
    }

    mutating func append(_ kind: JSONKind, _ range: Range<Int>, isEscaped: Bool = false) {
        nodes.append(
            JSONNode(
                start: UInt32(range.lowerBound), extent: UInt32(range.upperBound),
                next: UInt32(nodes.count + 1), kind: kind, isEscaped: isEscaped))
    }

    var peek: UInt8? { index < octets.count ? octets[index] : nil }

    private mutating func skipBlanks() {
        while index < octets.count, Self.isBlank(octets[index]) { index &+= 1 }
    }

    /// The four blanks of RFC 8259 §2.
    private static func isBlank(_ octet: UInt8) -> Bool {
        octet == 0x20 || octet == 0x0A || octet == 0x0D || octet == 0x09
    }

    private func punctuationFault(_ kind: JSONError.Kind, in container: Int) -> JSONError {
        fault(peek == nil ? .unexpectedEnd : kind, at: index, node: container)
    }

    /// The fault of the value about to be read, or of the node at `node`.
    func fault(_ kind: JSONError.Kind, at offset: Int, node: Int? = nil) -> JSONError {
        let position = JSONPosition(of: offset, in: octets)
        return JSONError(
            kind: kind, line: position.line, column: position.column, offset: offset,
            pointer: JSONPointer.text(to: node ?? nodes.count, nodes, octets))
    }
}
