/// Finds the place of a code by its octets, so that no text is made of what a report names.
///
/// Open addressing over fixed codes: a client's code can only be looked for, never put in, so
/// nobody can make the runs of taken slots longer than they are.
struct CodeTable: Sendable {
    private let octets: [UInt8]
    /// Where each code ends in `octets`.
    private let ends: [Int]
    /// Places of codes, -1 in an empty slot; at most half of the slots are taken.
    private let slots: [Int32]

    init(_ codes: [String]) {
        var octets: [UInt8] = []
        var ends: [Int] = []
        for code in codes {
            octets += code.utf8
            ends.append(octets.count)
        }
        var slotCount = 2
        while slotCount < codes.count * 2 { slotCount *= 2 }
        var slots = [Int32](repeating: -1, count: slotCount)
        for (place, code) in codes.enumerated() {
            var slot = Self.hash(code.utf8Span.span) & (slotCount - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
            slots[slot] = Int32(place)
        }
        (self.octets, self.ends, self.slots) = (octets, ends, slots)
    }

    /// Of equal codes the first.
    func place(of code: Span<UInt8>) -> Int? {
        var slot = Self.hash(code) & (slots.count - 1)
        while slots[slot] >= 0 {
            if isCode(Int(slots[slot]), code) { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isCode(_ place: Int, _ code: Span<UInt8>) -> Bool {
        let start = place == 0 ? 0 : ends[place - 1]
        guard ends[place] - start == code.count else { return false }
        let (own, other) = (octets.span.bytes, code.bytes)
        var index = 0
        while index &+ 8 <= code.count {
            let word = own.unsafeLoadUnaligned(fromByteOffset: start + index, as: UInt64.self)
            guard word == other.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            else { return false }
            index &+= 8
        }
        while index < code.count {
            guard octets[start + index] == code[index] else { return false }
            index &+= 1
        }
        return true
    }

    /// FNV-1a's multiplier over eight octets a step; over single ones it was 2 µs of a report.
    private static func hash(_ code: Span<UInt8>) -> Int {
        let bytes = code.bytes
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var index = 0
        while index &+ 8 <= code.count {
            let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            hash = (hash ^ word) &* 0x100_0000_01B3
            hash ^= hash >> 32
            index &+= 8
        }
        while index < code.count {
            hash = (hash ^ UInt64(code[index])) &* 0x100_0000_01B3
            index &+= 1
        }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
