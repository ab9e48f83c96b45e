extension JSONValue {
    /// The members of an object; none for other kinds.
    public var members: JSONMembers { JSONMembers(self) }

    /// The elements of an array; none for other kinds.
    public var elements: JSONElements { JSONElements(self) }

    /// The value of an object's member, found by walking over the members; nil when there is
    /// none or the value is no object.
    public subscript(_ key: String) -> JSONValue? {
        let wanted = [UInt8](key.utf8)
        for member in members where member.withKeyUTF8({ $0.isSame(as: wanted.span) }) {
            return member.value
        }
        return nil
    }

    /// Calls `body` with each member's key, as octets with escapes undone, and value: the way
    /// to look keys up by their octets without making Strings.
    public func forEachMember<Failure: Error>(
        _ body: (_ key: Span<UInt8>, _ value: JSONValue) throws(Failure) -> Void
    ) throws(Failure) {
        for member in members {
            try member.withKeyUTF8 { key throws(Failure) in try body(key, member.value) }
        }
    }
}
