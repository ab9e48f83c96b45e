internal import HTTPWire

/// One loop's answers by the octets of the heads that got them.
///
/// Most requests ask what was asked before, and for these reading the head, finding the route,
/// the reader and the rendered answer, and encoding that anew is most of a request's work. The
/// octets are compared whole, so that no rule of HTTP can be missed by comparing; what
/// is not in them stands beside them in `KnownAnswer`. Nobody tells the table of changes: an
/// answer is asked whether it is still right when it is found.
///
/// The places lie in sets, as in `AddressTable`; a new answer in a full set takes the place of the
/// one that has been there longest. The hash is seeded, so that nobody can aim at a set.
struct KnownAnswers {
    private struct Place {
        var hash: UInt64 = 0
        var answer: KnownAnswer?
    }

    /// With four, 700 answers asked for in turn overfill a set or two, and what then never stays
    /// costs more than all the others together.
    private static let setLength = 8
    private static let setCount = ServerLimits.knownAnswerCountMax / setLength
    private let seed = UInt64.random(in: .min ... .max)
    /// Empty until there is an answer.
    private var places: [Place] = []
    private var heldLength = 0
    private let heldLengthMax: Int

    /// - Parameter share: the number of loops that share what all may keep.
    init(share: Int) {
        heldLengthMax = ServerLimits.knownAnswersLengthMax / share
    }

    /// What was answered to the head that the octets begin with.
    func find(_ octets: RawSpan, isOverTLS: Bool) -> KnownAnswer? {
        guard !places.isEmpty,
            let length = RequestHead.length(
                in: octets, lengthMax: ServerLimits.knownHeadLengthMax)
        else { return nil }
        let head = octets.extracting(first: length)
        let hash = hash(head)
        let place = place(of: head, hash, isOverTLS: isOverTLS)
        return place.flatMap { places[$0].answer }
    }

    /// An answer of more than this part of what may be kept is not.
    private static let partMax = 16

    /// Keeps an answer in place of an earlier one to the same head. When all together have become
    /// too long, all others go: what is still asked for is soon back.
    mutating func keep(_ answer: KnownAnswer) {
        guard answer.heldLength <= heldLengthMax / Self.partMax else { return }
        if heldLength + answer.heldLength > heldLengthMax {
            places = []
            heldLength = 0
        }
        if places.isEmpty {
            places = Array(repeating: Place(), count: Self.setCount * Self.setLength)
        }
        let octets = answer.routed.head.octets
        let hash = unsafe hash(octets.span.bytes)
        let set = Self.set(of: hash)
        let end =
            unsafe place(of: octets.span.bytes, hash, isOverTLS: answer.isOverTLS)
            ?? set.first { places[$0].answer == nil } ?? set.upperBound - 1
        heldLength += answer.heldLength - (places[end].answer?.heldLength ?? 0)
        // The newest stands first.
        for place in (set.lowerBound..<end).reversed() { places[place + 1] = places[place] }
        places[set.lowerBound] = Place(hash: hash, answer: answer)
    }

    private func place(of head: RawSpan, _ hash: UInt64, isOverTLS: Bool) -> Int? {
        for place in Self.set(of: hash) where places[place].hash == hash {
            if places[place].answer?.isTo(head, isOverTLS: isOverTLS) == true { return place }
        }
        return nil
    }

    private static func set(of hash: UInt64) -> Range<Int> {
        let first = Int(hash % UInt64(setCount)) * setLength
        return first..<first + setLength
    }

    /// Eight octets a step by a wide product whose halves are folded; the last step overlaps.
    private func hash(_ octets: RawSpan) -> UInt64 {
        var hash = seed ^ UInt64(octets.byteCount)
        guard octets.byteCount >= 8 else { return hash }
        let last = octets.byteCount - 8
        for index in stride(from: 0, to: last, by: 8) {
            hash = Self.mix(hash ^ octets.word(at: index))
        }
        return Self.mix(hash ^ octets.word(at: last))
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return high ^ low
    }
}

extension RawSpan {
    fileprivate func word(at index: Int) -> UInt64 {
        unsafe unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    }
}
