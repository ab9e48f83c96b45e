/// Octets received and not yet consumed.
struct InputBuffer {
    private var octets: [UInt8] = []
    private var start = 0

    var isEmpty: Bool {
        start == octets.count
    }

    var length: Int {
        octets.count - start
    }

    /// Takes a spare's memory where there is none of its own.
    mutating func append(_ bytes: UnsafeRawBufferPointer, spare: inout [UInt8]) {
        if octets.capacity == 0 { swap(&octets, &spare) }
        if start > 0 {
            octets.removeSubrange(..<start)
            start = 0
        }
        unsafe octets.append(contentsOf: bytes)
    }

    mutating func consume(_ length: Int) {
        start += length
        if isEmpty {
            octets.removeAll(keepingCapacity: true)
            start = 0
        }
    }

    mutating func drop() {
        consume(length)
    }

    func withSpan<Result>(_ body: (RawSpan) -> Result) -> Result {
        unsafe body(octets.span.bytes.extracting(start..<octets.count))
    }

    /// Octets of memory behind the buffer.
    var heldLength: Int {
        octets.capacity
    }

    /// Gives the memory back to a spare, so that a resting connection has none, and one that
    /// waits with a few octets keeps just these.
    mutating func giveStorageBack(to spare: inout [UInt8]) {
        guard octets.capacity > 0 else { return }
        octets.giveStorageBack(to: &spare, keeping: start..<octets.count)
        start = 0
    }
}
