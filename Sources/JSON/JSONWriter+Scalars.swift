extension JSONWriter {
    /// A string in quotes. Only what RFC 8259 §7 demands is escaped: quote, backslash and the
    /// control characters. What lies between two of them is copied in one go.
    mutating func appendString(_ text: String) {
        let octets = text.utf8Span.span
        var copied = 0
        bytes.append(UInt8(ascii: "\""))
        while true {
            let index = octets.special(from: copied, orNonASCII: false)
            append(octets.extracting(copied..<index))
            guard index < octets.count else { break }
            appendEscape(octets[index])
            copied = index + 1
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ octets: Span<UInt8>) {
        octets.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    private mutating func appendEscape(_ octet: UInt8) {
        switch octet {
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        default: appendControl(octet)
        }
    }

    private mutating func appendControl(_ octet: UInt8) {
        bytes.append(contentsOf: (octet < 0x10 ? "\\u000" : "\\u001").utf8)
        bytes.append(Self.hexDigit(octet & 0x0F))
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// Digits from the lowest up, into a buffer that holds the longest number.
    mutating func appendInteger(_ value: Int64) {
        if value >= 0, value < 10 {
            return bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
        }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var start = digits.count
        var rest = value.magnitude
        repeat {
            start -= 1
            digits[start] += UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        append(digits.span.extracting(start..<digits.count))
    }

    /// Swift describes a double by the shortest digits that read back as it, in JSON's grammar
    /// (`5e-324`, `1e+16`).
    mutating func appendDouble(_ value: Double) {
        let text = value.description.utf8
        let isWhole = text.suffix(2).elementsEqual(".0".utf8)
        bytes.append(contentsOf: isWhole ? text.dropLast(2) : text[...])
    }
}
