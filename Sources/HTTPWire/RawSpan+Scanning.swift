/// Reading octets from a message in place. Every load is bounds-checked, so a mistake in the
/// parser stops the process and never reads what lies behind the buffer.
extension RawSpan {
    func octet(_ index: Int) -> UInt8 {
        // `unsafe` in name only for integers: any bit pattern is a valid UInt8.
        unsafeLoad(fromByteOffset: index, as: UInt8.self)
    }

    /// The first control character at or after `start`, or `end` when there is none before it.
    func firstControl(from start: Int, to end: Int) -> Int {
        first(from: start, to: end) { word in
            let delete = word ^ (Self.ones &* 0x7F)
            let below = (word &- (Self.ones &* 0x20)) & ~word
            return below | ((delete &- Self.ones) & ~delete)
        } orOctet: {
            $0.isControl
        }
    }

    /// The first CR at or after `start`, or `end` when there is none before it.
    func firstCarriageReturn(from start: Int, to end: Int) -> Int {
        first(from: start, to: end) { word in
            let difference = word ^ (Self.ones &* UInt64(UInt8.carriageReturn))
            return (difference &- Self.ones) & ~difference
        } orOctet: {
            $0 == .carriageReturn
        }
    }

    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var highs: UInt64 { 0x8080_8080_8080_8080 }

    /// Eight octets a step: the highest bit of each lane of `hits` marks an octet that is looked
    /// for. A borrow can mark lanes wrongly only above a right one, so the lowest mark is exact.
    @inline(__always)
    private func first(
        from start: Int, to end: Int, _ hits: (UInt64) -> UInt64,
        orOctet isWanted: (UInt8) -> Bool
    ) -> Int {
        var index = start
        while index &+ 8 <= end {
            let loaded = unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            let marks = hits(UInt64(littleEndian: loaded)) & Self.highs
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < end, !isWanted(octet(index)) { index &+= 1 }
        return index
    }

    /// Whether a line end and an empty line stand at `index`.
    func endsHead(at index: Int) -> Bool {
        let loaded = unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self)
        return UInt32(littleEndian: loaded) == 0x0A0D_0A0D
    }

    /// `range` without the blanks at its ends.
    func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
        var (lower, upper) = (range.lowerBound, range.upperBound)
        while lower < upper, octet(lower).isBlank { lower &+= 1 }
        while lower < upper, octet(upper &- 1).isBlank { upper &-= 1 }
        return lower..<upper
    }

    /// The first octet of `range` that equals `wanted`.
    func firstIndex(of wanted: UInt8, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if octet(index) == wanted { return index }
            index &+= 1
        }
        return nil
    }

    /// Whether `range` spells `text`, which must be lower case, in any case.
    func matches(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { octet(range.lowerBound + $0).lowercased == wanted[$0] }
        }
    }

    /// The octets of `range` as text; what is not UTF-8 becomes U+FFFD.
    func string(in range: Range<Int>) -> String {
        extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// The octets of `range`, copied.
    func array(in range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBytes { [UInt8]($0) }
    }

    /// Whether `text` stands at `start`, in the same case.
    func spells(_ text: StaticString, at start: Int) -> Bool {
        guard start + text.utf8CodeUnitCount <= byteCount else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { octet(start + $0) == wanted[$0] }
        }
    }
}
