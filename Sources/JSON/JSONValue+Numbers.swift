extension JSONValue {
    /// A whole number, exactly: nil when the value is no number, is written with fraction or
    /// exponent (`5.0`, `5e0`), or does not fit into 64 bits.
    public var integer: Int64? {
        guard kind == .number else { return nil }
        var digits = tape.octets[node.range]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        var value: Int64 = 0
        for octet in digits {
            let digit = Int64(octet) - Int64(UInt8(ascii: "0"))
            guard (0...9).contains(digit) else { return nil }
            // Counting downwards reaches the smallest number, whose opposite does not exist.
            let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
            let (next, carries) = tens.subtractingReportingOverflow(digit)
            if overflows || carries { return nil }
            value = next
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// The double nearest to a number; never infinite. Nil for other kinds.
    public var double: Double? {
        lexeme.flatMap(Double.init)
    }

    /// A number as it is written.
    public var lexeme: String? {
        kind == .number ? String(decoding: tape.octets[node.range], as: UTF8.self) : nil
    }

    /// Whether a number is written without fraction and exponent, of whatever size.
    public var isWholeNumber: Bool {
        guard kind == .number else { return false }
        let marks: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")]
        return !tape.octets[node.range].contains(where: marks.contains)
    }
}
