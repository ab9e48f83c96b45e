/// A request target in one of its four forms (RFC 9112 §3.2), kept as it was sent.
public struct RequestTarget: Sendable {
    public enum Form: Hashable, Sendable {
        /// `/path?query`
        case origin
        /// `http://host/path?query`
        case absolute
        /// `host:port`, for CONNECT alone
        case authority
        /// `*`, for OPTIONS alone
        case asterisk
    }

    /// Where the parts lie in `octets`.
    struct Parts: Sendable {
        var form: Form
        var authority: Range<Int>?
        var path: Range<Int>
        var query: Range<Int>?
    }

    private let octets: [UInt8]
    private let parts: Parts

    init(octets: [UInt8], parts: Parts) {
        self.octets = octets
        self.parts = parts
    }

    public var form: Form { parts.form }

    /// The path as sent, escapes and all: `/a%20b`. An absolute target without path has `/`;
    /// the authority form has the empty path, the asterisk form `*`.
    public var path: String {
        if form == .absolute, parts.path.isEmpty { return "/" }
        return octets.span.bytes.string(in: parts.path)
    }

    /// Calls `body` with the octets of the path, without making a String.
    public func withPath<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(octets.span.extracting(parts.path))
    }

    /// The query as sent, without its question mark; nil when there is no question mark.
    public var query: String? {
        parts.query.map { octets.span.bytes.string(in: $0) }
    }

    /// Host and port of the absolute and the authority form.
    public var authority: String? {
        parts.authority.map { octets.span.bytes.string(in: $0) }
    }

    /// The path's segments, percent-decoded; nil when the path cannot be safely taken apart.
    ///
    /// `/` has none, `/a/b` two, `/a/` has `a` and an empty one. Nil means 400: a malformed
    /// escape, a NUL, or a segment that decodes to `.` or `..` (clients resolve those before they send, RFC 3986 §5.2.4, so here they only serve to
    /// climb out of a folder). An escaped slash stays inside its segment: whoever makes file
    /// names of segments must refuse one that contains `/`.
    public var segments: [String]? {
        if form == .absolute, parts.path.isEmpty { return [] }
        guard let first = parts.path.first, octets[first] == .ascii("/") else { return nil }
        if parts.path.count == 1 { return [] }
        var segments: [String] = []
        for part in octets[parts.path].dropFirst()
            .split(separator: .ascii("/"), omittingEmptySubsequences: false)
        {
            guard let segment = PercentDecoding.string(part, repairs: true), segment != ".",
                segment != ".."
            else { return nil }
            segments.append(segment)
        }
        return segments
    }
}
