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

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
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

    /// Gives the memory to a spare while nothing is held, so that a resting connection has none.
    mutating func exchangeStorage(with spare: inout [UInt8]) {
        guard isEmpty else { return }
        swap(&octets, &spare)
    }
}
