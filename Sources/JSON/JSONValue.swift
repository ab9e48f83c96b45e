/// A value of a document: a place on its tape. Copying one costs a reference count.
public struct JSONValue: Sendable {
    let tape: JSONTape
    let index: Int

    init(tape: JSONTape, index: Int) {
        self.tape = tape
        self.index = index
    }

    var node: JSONNode { tape.nodes[index] }

    public var kind: JSONKind { node.kind }
    public var isNull: Bool { kind == .null }

    /// True or false, or nil when the value is neither.
    public var bool: Bool? {
        kind == .bool ? tape.octets[Int(node.start)] == UInt8(ascii: "t") : nil
    }

    /// The text of a string, its escapes undone; nil for other kinds.
    public var string: String? {
        kind == .string ? node.text(tape.octets) : nil
    }

    /// Calls `body` with the octets of a string's text without making a String; gives nil for
    /// other kinds.
    public func withStringUTF8<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard kind == .string else { return nil }
        return try node.withText(tape.octets, body)
    }

    /// How many elements an array or members an object has; 0 for other kinds.
    public var count: Int {
        kind == .array || kind == .object ? Int(node.extent) : 0
    }

    /// The JSON pointer to this value (RFC 6901); empty for the document's root.
    public var pointer: String {
        JSONPointer.text(to: index, tape.nodes, tape.octets)
    }

    /// Line and column of the value's first character, counted as in `JSONError`.
    public var position: (line: Int, column: Int) {
        let position = JSONPosition(of: offset, in: tape.octets)
        return (position.line, position.column)
    }

    /// The octet at which the value begins, a string with its quote.
    public var offset: Int { Int(node.start) - (kind == .string ? 1 : 0) }
}
