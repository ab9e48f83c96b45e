extension [UInt8] {
    /// Appends the octets of `range` in `bytes`.
    mutating func append(_ bytes: RawSpan, _ range: Range<Int>) {
        bytes.extracting(range).withUnsafeBytes { append(contentsOf: $0) }
    }
}
