extension JSONReader {
    /// Reads a string from its opening quote. A fault in a key is laid at the object's door,
    /// since the member has no name yet.
    mutating func readString(asKeyOf object: Int? = nil) throws(JSONError) {
        let start = index + 1
        var isEscaped = false
        index = start
        while true {
            index = plainEnd(from: index)
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

    /// The first octet that is not plain ASCII text: a quote, a backslash, a control character
    /// or the beginning of a longer scalar. Eight octets a step; a borrow can mark a lane wrongly
    /// only above a right one, so the lowest mark is exact.
    private func plainEnd(from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let bytes = octets.span.bytes
        var index = start
        while index &+ 8 <= bytes.byteCount {
            let loaded = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let word = UInt64(littleEndian: loaded)
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            let control = (word &- (ones &* 0x20)) & ~word
            let marks =
                word | control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
            if marks & highs != 0 { return index &+ (marks & highs).trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < bytes.byteCount, Self.isPlain(octets[index]) { index &+= 1 }
        return index
    }

    private static func isPlain(_ octet: UInt8) -> Bool {
        (0x20..<0x80).contains(octet) && octet != UInt8(ascii: "\"") && octet != UInt8(ascii: "\\")
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
