/// The value of If-Match or If-None-Match (RFC 9110 §13.1.1, §13.1.2).
public enum EntityTagList: Hashable, Sendable {
    /// `*`: any current representation.
    case any
    case tags([EntityTag])

    /// Reads `*` or a list of tags, or gives nil when the value is neither. A tag may contain
    /// commas, so the list is read from left to right and not split.
    public init?(parsing value: String) {
        if value == "*" {
            self = .any
            return
        }
        var tags: [EntityTag] = []
        var rest = value[...].utf8
        while true {
            rest = rest.drop { $0.isBlank || $0 == .ascii(",") }
            if rest.isEmpty { break }
            guard tags.count < listElementCountMax, let tag = Self.takeTag(&rest) else {
                return nil
            }
            tags.append(tag)
        }
        guard !tags.isEmpty else { return nil }
        self = .tags(tags)
    }

    private static func takeTag(_ rest: inout Substring.UTF8View) -> EntityTag? {
        guard let open = rest.firstIndex(of: .ascii("\"")),
            let close = rest[rest.index(after: open)...].firstIndex(of: .ascii("\""))
        else { return nil }
        let end = rest.index(after: close)
        let text = Substring(rest[..<end])
        rest = rest[end...]
        let separator = rest.first { !$0.isBlank }
        guard separator == nil || separator == .ascii(",") else { return nil }
        return EntityTag(parsing: text)
    }

    /// Whether the list holds `tag` by the strong comparison; `*` matches whatever exists.
    public func matchesStrongly(_ tag: EntityTag?) -> Bool {
        matches(tag) { $0.matchesStrongly($1) }
    }

    /// Whether the list holds `tag` by the weak comparison.
    public func matchesWeakly(_ tag: EntityTag?) -> Bool {
        matches(tag) { $0.matchesWeakly($1) }
    }

    private func matches(_ tag: EntityTag?, by same: (EntityTag, EntityTag) -> Bool) -> Bool {
        switch (self, tag) {
        case (.any, _): true
        case (.tags, nil): false
        case (.tags(let tags), let tag?): tags.contains { same($0, tag) }
        }
    }
}
