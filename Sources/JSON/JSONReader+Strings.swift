extension JSONReader {
    /// Reads a string from its opening quote. A fault in a key is laid at the object's door,
    /// since the member has no name yet.
    mutating func readString(asKeyOf object: Int? = nil) throws(JSONError) {
        let start = index + 1
        var isEscaped = false
        index = start
        while true {
            index = octets.span.special(from: index, orNonASCII: true)
            guard let octet = peek else {
                throw fault(.unexpectedEnd, at: index, node: object)
            }
            switch octet {
            case UInt8(ascii: "\""):
                append(.string, start..<index, isEscaped: isEscaped)
                index += 1
                return
            case UInt8(ascii: "\\"):
                isEscaped = true
                try readEscape(object)
            case 0x80...: try readMultibyteScalar(object)
            default: throw fault(.controlCharacter, at: index, node: object)
            }
        }
    }

    private mutating func readEscape(_ object: Int?) throws(JSONError) {
        let start = index
        index += 1
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            index += 1
        case UInt8(ascii: "u"):
            index += 1
            try readUnicodeEscape(from: start, object)
        case nil: throw fault(.unexpectedEnd, at: index, node: object)
        case _: throw fault(.malformedEscape, at: start, node: object)
        }
    }

    /// `\uXXXX`, or two of them where the first is a high surrogate (RFC 8259 §7).
    private mutating func readUnicodeEscape(from start: Int, _ object: Int?) throws(JSONError) {
        let unit = try readHexDigits(from: start, object)
        guard unit & 0xF800 == 0xD800 else { return }
        let lowStart = index
        guard unit < 0xDC00, peek == UInt8(ascii: "\\") else {
            throw fault(peek == nil ? .unexpectedEnd : .loneSurrogate, at: start, node: object)
        }
        index += 1
        guard peek == UInt8(ascii: "u") else {
            throw fault(peek == nil ? .unexpectedEnd : .loneSurrogate, at: start, node: object)
        }
        index += 1
        guard try readHexDigits(from: lowStart, object) & 0xFC00 == 0xDC00 else {
            throw fault(.loneSurrogate, at: start, node: object)
        }
    }

    private mutating func readHexDigits(
        from start: Int, _ object: Int?
    ) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let octet = peek else {
                throw fault(.unexpectedEnd, at: index, node: object)
            }
            guard let digit = JSONText.hexValue(octet) else {
                throw fault(.malformedEscape, at: start, node: object)
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }

    /// One scalar of two to four octets; table 3-7 of the Unicode standard, which leaves out
    /// overlong forms, surrogates and everything beyond U+10FFFF.
    private mutating func readMultibyteScalar(_ object: Int?) throws(JSONError) {
        let start = index
        let second: ClosedRange<UInt8>
        let tailCount: Int
        switch octets[index] {
        case 0xC2...0xDF: (second, tailCount) = (0x80...0xBF, 1)
        case 0xE0: (second, tailCount) = (0xA0...0xBF, 2)
        case 0xED: (second, tailCount) = (0x80...0x9F, 2)
        case 0xE1...0xEF: (second, tailCount) = (0x80...0xBF, 2)
        case 0xF0: (second, tailCount) = (0x90...0xBF, 3)
        case 0xF1...0xF3: (second, tailCount) = (0x80...0xBF, 3)
        case 0xF4: (second, tailCount) = (0x80...0x8F, 3)
        default: throw fault(.invalidUTF8, at: start, node: object)
        }
        for tail in 1...tailCount {
            index += 1
            guard let octet = peek, (tail == 1 ? second : 0x80...0xBF).contains(octet) else {
                throw fault(.invalidUTF8, at: start, node: object)
            }
        }
        index += 1
    }
}
