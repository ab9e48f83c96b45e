internal import Kernel

/// What a connection still owes its client, in order: octets first, then pieces.
struct Outbox {
    /// Bodies up to this length are copied behind their head, so that both leave in one
    /// segment and one system call; a longer one is sent from where it lies. A district's figures
    /// are 21 KB: the kernel copies octets that were not touched lately at half the speed of
    /// `memcpy`, so that two copies of them cost less than one.
    static let copiedLengthMax = 32_768

    enum Progress {
        /// Everything was handed to the kernel.
        case done
        /// The kernel takes no more now.
        case blocked
        /// The allowance is used up.
        case paused
        /// The connection is broken.
        case broken
        /// A file is shorter than it was, or cannot be read.
        case fileFailed
    }

    private var octets: [UInt8] = []
    /// How much of `octets`, or of the first piece once these are gone, was sent.
    private var sent = 0
    private var pieces: [BodyPiece] = []
    private var heldPieceLength = 0

    private(set) var length = 0

    /// Octets handed to the kernel so far, of all responses together.
    private(set) var sentLength = 0

    var isEmpty: Bool {
        length == 0
    }

    /// Appends what `encode` writes.
    mutating func append(encoding encode: (inout [UInt8]) -> Void) {
        if pieces.isEmpty {
            let before = octets.count
            encode(&octets)
            length += octets.count - before
        } else {
            var encoded: [UInt8] = []
            encode(&encoded)
            append(.bytes(encoded))
        }
    }

    mutating func append(_ piece: BodyPiece) {
        guard piece.length > 0 else { return }
        length += piece.length
        if pieces.isEmpty, piece.length <= Self.copiedLengthMax, let bytes = piece.read() {
            octets.append(contentsOf: bytes)
        } else if let joined = pieces.last?.joined(with: piece) {
            pieces[pieces.count - 1] = joined
        } else {
            pieces.append(piece)
            heldPieceLength += piece.heldLength
        }
    }

    /// Sends until all is gone, the kernel takes no more, or the allowance is used up.
    mutating func flush(
        to channel: borrowing Channel, allowance: inout Int,
        scratch: UnsafeMutableRawBufferPointer
    ) -> Progress {
        while length > 0 {
            guard allowance > 0 else { return .paused }
            let step = unsafe sendNext(to: channel, lengthMax: allowance, scratch)
            switch step {
            case .moved(let count):
                allowance -= count
                advance(by: count)
            case .wouldBlock: return .blocked
            case .end: return .fileFailed
            case .consumed, .broken: return .broken
            }
        }
        return .done
    }

    private func sendNext(
        to channel: borrowing Channel, lengthMax: Int, _ scratch: UnsafeMutableRawBufferPointer
    ) -> Transfer {
        if !octets.isEmpty {
            return send(octets, to: channel, lengthMax, more: !pieces.isEmpty)
        }
        switch pieces.first {
        case .bytes(let bytes):
            return send(bytes, to: channel, lengthMax, more: pieces.count > 1)
        case .file(let file, let range):
            return unsafe sendFile(file, range.dropFirst(sent), to: channel, scratch)
        case nil:
            preconditionFailure("the outbox's length and content differ")
        }
    }

    private func send(
        _ bytes: [UInt8], to channel: borrowing Channel, _ lengthMax: Int, more: Bool
    ) -> Transfer {
        // One call can move megabytes into an empty send buffer, and others wait meanwhile.
        let end = min(bytes.count, sent + lengthMax)
        return unsafe bytes.withUnsafeBytes {
            unsafe channel.send(
                UnsafeRawBufferPointer(rebasing: $0[sent..<end]), more: more || end < bytes.count)
        }
    }

    /// Reads a bounded part and sends it. What the kernel does not take is read again later, so
    /// that a client that never reads holds no memory.
    private func sendFile(
        _ file: OpenFile, _ range: Range<Int>, to channel: borrowing Channel,
        _ scratch: UnsafeMutableRawBufferPointer
    ) -> Transfer {
        let count = min(range.count, scratch.count)
        let part = unsafe UnsafeMutableRawBufferPointer(rebasing: scratch[..<count])
        do throws(KernelError) {
            let read = try unsafe file.descriptor.read(into: part, at: range.lowerBound)
            guard read > 0 else { return .end }
            return unsafe channel.send(
                UnsafeRawBufferPointer(rebasing: part[..<read]),
                more: read < range.count || pieces.count > 1)
        } catch {
            return .end
        }
    }

    private mutating func advance(by count: Int) {
        sent += count
        length -= count
        sentLength += count
        if !octets.isEmpty {
            dropSentOctets()
        } else if let first = pieces.first, sent == first.length {
            heldPieceLength -= first.heldLength
            pieces.removeFirst()
            sent = 0
        }
    }

    /// A client that always reads, and never everything, must not make what it has read pile up.
    private mutating func dropSentOctets() {
        if sent == octets.count {
            octets.removeAll(keepingCapacity: true)
        } else if sent >= Self.copiedLengthMax {
            octets.removeSubrange(..<sent)
        } else {
            return
        }
        sent = 0
    }

    /// Octets of memory behind what is owed. A piece that is partly sent is held whole; one
    /// that other responses hold too is counted for each, as if none shared it.
    var heldLength: Int {
        octets.capacity + heldPieceLength
    }

    /// Takes a spare's memory where there is none of its own.
    mutating func takeStorage(from spare: inout [UInt8]) {
        if octets.capacity == 0 { swap(&octets, &spare) }
    }

    /// Gives the memory back to a spare as far as nothing is owed from it.
    mutating func giveStorageBack(to spare: inout [UInt8]) {
        let start = octets.isEmpty ? 0 : sent
        octets.giveStorageBack(to: &spare, keeping: start..<octets.count)
        sent -= start
    }
}
