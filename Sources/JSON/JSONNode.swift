/// One value or key of a document, in document order: the element of the tape.
struct JSONNode: Sendable {
    /// For a string, the octet behind its opening quote; for anything else its first octet.
    let start: UInt32
    /// For a string, its closing quote; for a number or literal, the octet behind it.
    /// For an array or object, the count of its elements or members.
    var extent: UInt32
    /// The tape index behind this node and everything inside it; while a container is open
    /// it is `JSONNode.open`.
    var next: UInt32
    let kind: JSONKind
    /// Whether a string has backslashes, so that its octets are not its text.
    let isEscaped: Bool

    static let open = UInt32.max
}
