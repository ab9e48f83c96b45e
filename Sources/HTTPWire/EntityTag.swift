/// A validator of a representation (RFC 9110 §8.8.3).
public struct EntityTag: Hashable, Sendable {
    public let isWeak: Bool
    /// What stands between the quotes.
    public let opaque: String

    /// A tag of that text, or nil when it holds what no tag may: quotes, blanks, controls.
    public init?(opaque: String, isWeak: Bool = false) {
        guard opaque.utf8.allSatisfy(Self.isTagCharacter) else { return nil }
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// Reads `"tag"` or `W/"tag"`; the `W` is case-sensitive.
    public init?(parsing text: Substring) {
        let isWeak = text.hasPrefix("W/")
        let quoted = isWeak ? text.dropFirst(2) : text
        guard quoted.utf8.count >= 2, quoted.utf8.first == .ascii("\""),
            quoted.utf8.last == .ascii("\"")
        else { return nil }
        self.init(opaque: String(quoted.dropFirst().dropLast()), isWeak: isWeak)
    }

    public init?(parsing text: String) {
        self.init(parsing: text[...])
    }

    /// Both strong and the same: for If-Match, If-Range and ranges (RFC 9110 §8.8.3.2).
    public func matchesStrongly(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && opaque == other.opaque
    }

    /// The same, weak or not: for If-None-Match.
    public func matchesWeakly(_ other: EntityTag) -> Bool {
        opaque == other.opaque
    }

    static func isTagCharacter(_ octet: UInt8) -> Bool {
        octet != .ascii("\"") && octet > .space && octet != 0x7F
    }
}

extension EntityTag: CustomStringConvertible {
    /// The tag as a field value.
    public var description: String { (isWeak ? "W/\"" : "\"") + opaque + "\"" }
}
