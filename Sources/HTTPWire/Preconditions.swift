/// The conditional fields of a request, judged in the order of RFC 9110 §13.2.2.
public struct Preconditions: Sendable {
    public enum Verdict: Hashable, Sendable {
        case proceed
        /// 304 to GET and HEAD, with the fields of the 200 that name the representation.
        case notModified
        /// 412.
        case failed
    }

    private let fields: Fields
    private let method: Method
    private let now: Int64

    /// - Parameter now: seconds since 1970; two-digit years are read by it.
    public init(_ head: RequestHead, now: Int64) {
        fields = head.fields
        method = head.method
        self.now = now
    }

    private var isRead: Bool { method == .get || method == .head }

    /// What to do about a resource that exists with these validators; nil where it has none.
    public func verdict(etag: EntityTag?, lastModified: Int64? = nil) -> Verdict {
        guard permits(etag, lastModified) else { return .failed }
        guard isUnchanged(etag, lastModified) else { return .proceed }
        return isRead ? .notModified : .failed
    }

    /// What to do about a resource that does not exist: `If-Match` of any kind fails.
    public var verdictWithoutResource: Verdict {
        fields.contains(.ifMatch) ? .failed : .proceed
    }

    /// If-Match, or in its absence If-Unmodified-Since. A list that cannot be read matches
    /// nothing, since the client did ask for protection; a date that cannot be read is ignored,
    /// as RFC 9110 §13.1.4 has it.
    private func permits(_ etag: EntityTag?, _ lastModified: Int64?) -> Bool {
        if let value = fields.combined(.ifMatch) {
            return EntityTagList(parsing: value)?.matchesStrongly(etag) ?? false
        }
        guard let limit = date(.ifUnmodifiedSince), let lastModified else { return true }
        return lastModified <= limit
    }

    /// If-None-Match, or in its absence and for reads alone If-Modified-Since.
    private func isUnchanged(_ etag: EntityTag?, _ lastModified: Int64?) -> Bool {
        if let value = fields.combined(.ifNoneMatch) {
            return EntityTagList(parsing: value)?.matchesWeakly(etag) ?? false
        }
        guard isRead, let limit = date(.ifModifiedSince), let lastModified else { return false }
        return lastModified <= limit
    }

    /// Whether a Range field counts: the method is GET, the only one it is defined for
    /// (RFC 9110 §14.2), and If-Range is absent or names this very representation by a strong
    /// tag or its exact date (§13.1.5). The date of a second that is not over names no octets: they
    /// may change in it once more (§8.8.2.2).
    public func rangeApplies(etag: EntityTag?, lastModified: Int64? = nil) -> Bool {
        guard method == .get else { return false }
        guard let value = fields[.ifRange] else { return true }
        if let wanted = EntityTag(parsing: value) {
            return etag.map { $0.matchesStrongly(wanted) } ?? false
        }
        guard let wanted = HTTPDate.parse(value, now: now) else { return false }
        return wanted == lastModified && wanted < now
    }

    /// Nil, as for a value that is no date, where the field stands more than once (§13.1.3,
    /// §13.1.4).
    private func date(_ name: FieldName) -> Int64? {
        guard !fields.onlyEntry(of: name).isRepeated else { return nil }
        return fields[name].flatMap { HTTPDate.parse($0, now: now) }
    }
}
