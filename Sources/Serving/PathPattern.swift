/// One segment of a route's pattern: `reports`, `{unit}`, `{id}.json`, `{path...}`.
enum SegmentPattern: Hashable, Sendable {
    case literal(String)
    /// Takes one segment that begins and ends so and has at least one character between.
    case parameter(prefix: String, suffix: String)
    /// Takes the rest of the path, which may be empty, after a beginning of its first segment.
    case rest(prefix: String)

    /// How much of a segment the pattern lays down; the higher one is tried first.
    var weight: Int {
        switch self {
        case .literal: Int.max
        case .parameter(let prefix, let suffix): prefix.utf8.count + suffix.utf8.count
        case .rest(let prefix): prefix.utf8.count
        }
    }

    /// What a parameter takes from a segment; nil if the segment does not fit.
    func value(in segment: String) -> String? {
        guard case .parameter(let prefix, let suffix) = self,
            segment.utf8.count > prefix.utf8.count + suffix.utf8.count,
            segment.hasPrefix(prefix), segment.hasSuffix(suffix)
        else { return nil }
        if prefix.isEmpty, suffix.isEmpty { return segment }
        return String(segment.dropFirst(prefix.count).dropLast(suffix.count))
    }

    /// What the rest takes from the segments; nil if they do not fit.
    func value(in segments: ArraySlice<String>) -> String? {
        guard case .rest(let prefix) = self else { return nil }
        let joined = segments.joined(separator: "/")
        guard joined.hasPrefix(prefix) else { return nil }
        return String(joined.dropFirst(prefix.count))
    }
}

/// A route's pattern taken apart. A malformed one is a bug of the program, found at its start.
struct PathPattern {
    private(set) var segments: [SegmentPattern] = []
    private(set) var names: [String] = []

    init(_ pattern: String) {
        precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
        guard pattern != "/" else { return }
        for part in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if case .rest = segments.last {
                preconditionFailure("nothing may follow {…...}: \(pattern)")
            }
            segments.append(parse(part, of: pattern))
        }
    }

    private mutating func parse(_ part: Substring, of pattern: String) -> SegmentPattern {
        guard let open = part.firstIndex(of: "{") else { return .literal(String(part)) }
        guard let close = part.lastIndex(of: "}"), open < close else {
            preconditionFailure("a brace is not closed: \(pattern)")
        }
        let prefix = String(part[..<open])
        let suffix = String(part[part.index(after: close)...])
        let name = part[part.index(after: open)..<close]
        if name.hasSuffix("...") {
            precondition(suffix.isEmpty, "nothing may follow {…...}: \(pattern)")
            names.append(String(name.dropLast(3)))
            return .rest(prefix: prefix)
        }
        names.append(String(name))
        return .parameter(prefix: prefix, suffix: suffix)
    }
}
