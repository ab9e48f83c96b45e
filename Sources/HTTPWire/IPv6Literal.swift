/// The rule `IPv6address` (RFC 3986 §3.2.2): eight groups of one to four hexadecimal digits, of
/// which `::` stands for one or more of zero, and the last two may be a dotted quad.
enum IPv6Literal {
    private static let groupsMax = 8
    private static let digitsMax = 4

    /// Whether `range`, what stands between the brackets, is such an address.
    static func isValid(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        var groupCount = 0
        var hasGap = false
        if isColon(bytes, index, range) {
            guard isColon(bytes, index + 1, range) else { return false }
            hasGap = true
            index += 2
        }
        while index < range.upperBound {
            let end = groupEnd(bytes, index, range)
            if end < range.upperBound, bytes.octet(end) == .ascii(".") {
                return isDottedQuad(bytes, index..<range.upperBound)
                    && isWhole(groupCount + 2, hasGap)
            }
            guard (1...digitsMax).contains(end - index) else { return false }
            groupCount += 1
            if end == range.upperBound { return isWhole(groupCount, hasGap) }
            guard isColon(bytes, end, range) else { return false }
            index = end + 1
            guard isColon(bytes, index, range) else {
                if index == range.upperBound { return false }
                continue
            }
            if hasGap { return false }
            hasGap = true
            index += 1
        }
        return isWhole(groupCount, hasGap)
    }

    private static func isWhole(_ groupCount: Int, _ hasGap: Bool) -> Bool {
        hasGap ? groupCount < groupsMax : groupCount == groupsMax
    }

    private static func isColon(_ bytes: RawSpan, _ index: Int, _ range: Range<Int>) -> Bool {
        index < range.upperBound && bytes.octet(index) == .ascii(":")
    }

    private static func groupEnd(_ bytes: RawSpan, _ start: Int, _ range: Range<Int>) -> Int {
        var end = start
        while end < range.upperBound, bytes.octet(end).hexValue != nil { end += 1 }
        return end
    }

    /// Four numbers of 0 to 255 without leading zeros (`dec-octet`).
    private static func isDottedQuad(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var numbers: [Int?] = [nil]
        for index in range {
            let octet = bytes.octet(index)
            if octet == .ascii(".") {
                numbers.append(nil)
            } else {
                guard octet.isDigit, numbers[numbers.count - 1] != 0 else { return false }
                let number = (numbers[numbers.count - 1] ?? 0) * 10 + Int(octet & 0x0F)
                guard number <= UInt8.max else { return false }
                numbers[numbers.count - 1] = number
            }
        }
        return numbers.count == 4 && numbers.allSatisfy { $0 != nil }
    }
}
