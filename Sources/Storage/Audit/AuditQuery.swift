public import Reporting

/// Which events are asked for: those that meet every condition given, the latest first.
public struct AuditQuery: Sendable {
    public var kind: String?
    public var actor: String?
    public var subject: String?
    /// Nil asks for events of all units and of none.
    public var units: Set<OrgUnit.Number>?
    /// Milliseconds UTC; the first instant, and the first one after the last.
    public var from: Int64?
    public var to: Int64?
    /// Events before this number.
    public var before: Int64?
    public var limit: Int

    public init(limit: Int) {
        self.limit = limit
    }
}

/// Events, and before which number to go on; nil at the end.
public struct AuditPage: Sendable {
    public let records: [AuditRecord]
    public let next: Int64?
}
