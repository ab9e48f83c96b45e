/// A JSON text, read strictly by RFC 8259: UTF-8 without byte order mark, one value, no key
/// twice in an object, no number beyond a double.
///
/// The text is kept, and beside it a tape of one small node a value. Strings and numbers are
/// made when they are asked for.
public struct JSONDocument: Sendable {
    private let tape: JSONTape

    /// Reads `bytes`, or throws the first fault with its place.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        var reader = JSONReader(bytes, limits: limits)
        tape = JSONTape(octets: bytes, nodes: try reader.read())
    }

    public var root: JSONValue { JSONValue(tape: tape, index: 0) }
}
