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

    /// Calls `body` with each member's key and value as octets, without making anything: the way
    /// over many members. A string's octets are its text, escapes undone as in keys; a number and
    /// a literal come as they are written, arrays and objects as nothing.
    public func forEachMember<Failure: Error>(
        _ body: (
            _ key: Span<UInt8>, _ kind: JSONKind, _ octets: Span<UInt8>
        ) throws(Failure) -> Void
    ) throws(Failure) {
        guard kind == .object else { return }
        let (octets, nodes) = (tape.octets, tape.nodes)
        var index = self.index + 1
        let end = Int(node.next)
        while index < end {
            let (key, value) = (nodes[index], nodes[index + 1])
            try key.withText(octets) { key throws(Failure) in
                switch value.kind {
                case .array, .object: try body(key, value.kind, Span())
                case .string:
                    try value.withText(octets) { text throws(Failure) in
                        try body(key, .string, text)
                    }
                case .number, .bool, .null:
                    try body(key, value.kind, octets.span.extracting(value.range))
                }
            }
            index = Int(value.next)
        }
    }
}
