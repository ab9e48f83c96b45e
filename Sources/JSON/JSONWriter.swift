/// Writes a JSON text value by value; commas and colons come by themselves.
///
/// A call that would make something else than JSON, such as a key in an array, is a bug of the
/// caller and stops the process.
public struct JSONWriter: Sendable {
    /// What has been written.
    public internal(set) var bytes: [UInt8] = []

    /// One bit for each open container, the innermost lowest: 1 is an object.
    private var objects: UInt64 = 0
    private var depth = 0
    private var needsComma = false
    private var isAfterKey = false

    public init(reservingCapacity capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Whether exactly one whole value has been written.
    public var isComplete: Bool { depth == 0 && needsComma }

    public mutating func beginObject() { begin(UInt8(ascii: "{"), isObject: true) }
    public mutating func endObject() { end(UInt8(ascii: "}"), isObject: true) }
    public mutating func beginArray() { begin(UInt8(ascii: "["), isObject: false) }
    public mutating func endArray() { end(UInt8(ascii: "]"), isObject: false) }

    /// A member's key; its value has to come next.
    public mutating func key(_ key: String) {
        prepareKey()
        appendString(key)
        bytes.append(UInt8(ascii: ":"))
    }

    public mutating func key(_ key: JSONKey) {
        prepareKey()
        bytes.append(contentsOf: key.octets)
    }

    /// A whole member at once.
    public mutating func member(_ key: JSONKey, _ value: Int64) {
        prepareKey()
        bytes.append(contentsOf: key.octets)
        appendInteger(value)
        isAfterKey = false
        needsComma = true
    }

    public mutating func value(_ value: String) {
        prepareValue()
        appendString(value)
    }

    public mutating func value(_ value: Bool) {
        prepareValue()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    public mutating func value(_ value: Int64) {
        prepareValue()
        appendInteger(value)
    }

    public mutating func value(_ value: Int) { self.value(Int64(value)) }

    /// The shortest number that reads back as the same double; whole ones without `.0`.
    /// - Precondition: `value` is finite, since JSON has no word for what is not.
    public mutating func value(_ value: Double) {
        precondition(value.isFinite, "JSON has no infinity and no NaN")
        prepareValue()
        appendDouble(value)
    }

    public mutating func null() {
        prepareValue()
        bytes.append(contentsOf: "null".utf8)
    }

    /// A value that is JSON already, such as one rendered before.
    public mutating func raw(_ value: [UInt8]) {
        prepareValue()
        bytes.append(contentsOf: value)
    }

    /// The same of bytes that lie in no array.
    public mutating func raw(_ value: some Sequence<UInt8>) {
        prepareValue()
        bytes.append(contentsOf: value)
    }

    private mutating func begin(_ bracket: UInt8, isObject: Bool) {
        prepareValue()
        precondition(depth < 64, "no document of ours is nested 64 deep")
        objects = objects << 1 | (isObject ? 1 : 0)
        depth += 1
        needsComma = false
        bytes.append(bracket)
    }

    private mutating func end(_ bracket: UInt8, isObject: Bool) {
        precondition(depth > 0 && (objects & 1 == 1) == isObject, "another container is open")
        precondition(!isAfterKey, "a key has no value")
        objects >>= 1
        depth -= 1
        needsComma = true
        bytes.append(bracket)
    }

    private mutating func prepareKey() {
        precondition(depth > 0 && objects & 1 == 1 && !isAfterKey, "no key can stand here")
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        isAfterKey = true
    }

    private mutating func prepareValue() {
        precondition(isAfterKey || objects & 1 == 0, "a member needs a key")
        precondition(depth > 0 || !needsComma, "a document is one value")
        if needsComma, !isAfterKey { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        isAfterKey = false
    }
}
