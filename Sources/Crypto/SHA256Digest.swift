/// The 32 bytes of a SHA-256, held without an allocation.
public struct SHA256Digest: Hashable, Sendable {
    public static let length = 32

    // Four words instead of an inline array, because words are compared and hashed by
    // themselves. Their order in memory is the digest's byte order.
    private var words: Words = Words()

    private struct Words: Hashable, Sendable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }

    /// A digest that was stored; nil unless it has 32 bytes.
    public init?(_ bytes: [UInt8]) {
        self.init(bytes.span)
    }

    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == SHA256Digest.length else { return nil }
        unsafe bytes.withUnsafeBytes { source in
            unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyMemory(from: source) }
        }
    }

    /// A digest that `write` puts at the address it is given, all 32 bytes of it.
    init(write: (UnsafeMutablePointer<UInt8>) -> Void) {
        unsafe withUnsafeMutableBytes(of: &words) { bytes in
            unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes in
                if let start = bytes.baseAddress { unsafe write(start) }
            }
        }
    }

    public var bytes: [UInt8] {
        unsafe withUnsafeBytes(of: words) { unsafe [UInt8]($0) }
    }

    /// The bytes in place, lent for the time of the closure.
    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe withUnsafeBytes(of: words) { (bytes) throws(Failure) in
            try unsafe body(bytes.bindMemory(to: UInt8.self).span)
        }
    }

    /// Lower-case hexadecimal.
    public var hex: String { Hex.encode(bytes) }
}
