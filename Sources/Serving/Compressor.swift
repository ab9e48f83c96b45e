internal import CZlib

/// The gzip coding of whole bodies (RFC 1952), with one zlib state used again and again.
///
/// A state is 256 KiB that would otherwise be allocated, cleared and freed for each body.
@safe public final class Compressor {
    // zlib's state points back to its z_stream, so the stream must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Parameter level: 1 (fast) to 9 (small).
    public init(level: Int32) {
        precondition((1...9).contains(level), "zlib's levels are 1 to 9")
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15 bits of window and 16 more for the gzip wrapper (zlib.h, deflateInit2).
        let code = unsafe deflateInit2_(
            stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(code == Z_OK, "zlib has no memory or is another version")
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// The coded body. The same bytes give the same result: the header holds no time.
    public func compress(_ bytes: [UInt8]) -> [UInt8] {
        unsafe deflateReset(stream)
        let capacity = unsafe Int(deflateBound(stream, UInt(bytes.count)))
        return unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, length in
            length = unsafe bytes.withUnsafeBufferPointer { unsafe deflate($0, into: output) }
        }
    }

    private func deflate(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        unsafe stream.pointee.next_in = unsafe UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        let code = unsafe CZlib.deflate(stream, Z_FINISH)
        precondition(code == Z_STREAM_END, "deflateBound promises enough room")
        return unsafe output.count - Int(stream.pointee.avail_out)
    }
}
