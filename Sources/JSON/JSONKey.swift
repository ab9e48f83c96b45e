/// A member's key with its colon, written once and for all: for objects that are written often.
public struct JSONKey: Sendable {
    let octets: [UInt8]

    public init(_ key: String) {
        var writer = JSONWriter()
        writer.appendString(key)
        octets = writer.bytes + [UInt8(ascii: ":")]
    }
}
