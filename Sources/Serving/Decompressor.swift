internal import CZlib

/// Decodes gzip that this process made (RFC 1952).
enum Decompressor {
    /// - Parameter length: of the plain octets.
    static func bytes(_ gzip: [UInt8], length: Int) -> [UInt8] {
        // The stream stays where it is for the time of the closure, as zlib wants it.
        var stream = unsafe z_stream()
        return unsafe withUnsafeMutablePointer(to: &stream) { stream in
            // 16 more than the window's bits for the gzip wrapper (zlib.h, inflateInit2).
            let begun = unsafe inflateInit2_(
                stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
            precondition(begun == Z_OK, "zlib has no memory or is another version")
            defer { unsafe _ = inflateEnd(stream) }
            return unsafe [UInt8](unsafeUninitializedCapacity: length) { output, count in
                unsafe gzip.withUnsafeBufferPointer { input in
                    unsafe stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: input.baseAddress)
                    unsafe stream.pointee.avail_in = UInt32(input.count)
                    unsafe stream.pointee.next_out = output.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(output.count)
                    let code = unsafe inflate(stream, Z_FINISH)
                    precondition(code == Z_STREAM_END, "what was coded here decodes here")
                }
                count = length
            }
        }
    }
}
