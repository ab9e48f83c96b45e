/// One member of an object. Its key is made a String only when asked for.
public struct JSONMember: Sendable {
    let tape: JSONTape
    let keyIndex: Int

    public var key: String { tape.nodes[keyIndex].text(tape.octets) }

    public var value: JSONValue { JSONValue(tape: tape, index: keyIndex + 1) }

    /// Calls `body` with the octets of the key, its escapes undone.
    public func withKeyUTF8<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try tape.nodes[keyIndex].withText(tape.octets, body)
    }
}
