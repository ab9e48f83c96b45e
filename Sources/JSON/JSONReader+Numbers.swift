extension JSONReader {
    /// `[ "-" ] int [ frac ] [ exp ]` (RFC 8259 §6).
    mutating func readNumber() throws(JSONError) {
        let start = index
        if peek == UInt8(ascii: "-") { index += 1 }
        let integerStart = index
        try readDigits(from: start)
        // A leading zero is followed by no digit: 012 is octal to some readers.
        if octets[integerStart] == UInt8(ascii: "0"), index - integerStart > 1 {
            throw fault(.malformedNumber, at: start)
        }
        if peek == UInt8(ascii: ".") {
            index += 1
            try readDigits(from: start)
        }
        let hasExponent = peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E")
        if hasExponent {
            index += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
            try readDigits(from: start)
        }
        try checkRange(start..<index, hasExponent: hasExponent)
        append(.number, start..<index)
    }

    private mutating func readDigits(from start: Int) throws(JSONError) {
        let digits = index
        while index < octets.count, Self.isDigit(octets[index]) { index &+= 1 }
        guard index > digits else {
            throw fault(
                peek == nil ? .unexpectedEnd : .malformedNumber, at: peek == nil ? index : start)
        }
    }

    /// A number that a double can only hold as infinity is refused here, so that no reader of
    /// the value has to think of it. Up to 308 digits without exponent cannot be one.
    private func checkRange(_ range: Range<Int>, hasExponent: Bool) throws(JSONError) {
        guard hasExponent || range.count > 308 else { return }
        guard range.count <= limits.numberLengthMax,
            Double(String(decoding: octets[range], as: UTF8.self))?.isFinite == true
        else { throw fault(.numberOutOfRange, at: range.lowerBound) }
    }

    private static func isDigit(_ octet: UInt8) -> Bool {
        octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9")
    }
}
