extension Span<UInt8> {
    /// Whether both hold the same octets; eight a step.
    func isSame(as other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index &+ 8 <= count {
            if word(at: index) != other.word(at: index) { return false }
            index &+= 8
        }
        while index < count {
            if self[index] != other[index] { return false }
            index &+= 1
        }
        return true
    }

    /// The eight octets at an index, the first one lowest.
    func word(at index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// The first octet from an index on that a JSON string cannot hold as it is: a quote, a
    /// backslash or a control character; the end if there is none.
    ///
    /// - Parameter orNonASCII: whether an octet of a longer scalar is one too.
    func special(from start: Int, orNonASCII: Bool) -> Int {
        let more = orNonASCII ? UInt64.max : 0
        var index = start
        while index &+ 8 <= count {
            let word = word(at: index)
            let marks = (Self.specials(word) | word & more) & Self.highs
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < count {
            let octet = self[index]
            if octet < 0x20 || octet == 0x22 || octet == 0x5C || (orNonASCII && octet >= 0x80) {
                return index
            }
            index &+= 1
        }
        return index
    }

    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var highs: UInt64 { 0x8080_8080_8080_8080 }

    /// The top bit of each lane that holds such an octet. A borrow can mark a lane wrongly only
    /// above a right one, so the lowest mark is exact.
    private static func specials(_ word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let control = (word &- (ones &* 0x20)) & ~word
        return control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
    }
}
