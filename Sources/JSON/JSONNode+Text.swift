extension JSONNode {
    /// Where the octets of a string, number or literal lie.
    var range: Range<Int> { Int(start)..<Int(extent) }

    /// The text of a string node.
    func text(_ octets: [UInt8]) -> String {
        isEscaped
            ? String(decoding: JSONText.unescaped(octets[range]), as: UTF8.self)
            : String(decoding: octets[range], as: UTF8.self)
    }

    /// Calls `body` with the octets of a string's text; they are copied only if it has escapes.
    func withText<Result, Failure: Error>(
        _ octets: [UInt8], _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard isEscaped else { return try body(octets.span.extracting(range)) }
        return try body(JSONText.unescaped(octets[range]).span)
    }
}
