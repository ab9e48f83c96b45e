public import Reporting
public import Storage

/// What a rendered answer was made from: with the same stamp it would be the same bytes.
public struct Stamp: Hashable, Sendable {
    public let registryVersion: Int
    public let seq: Int64
    public let today: Day

    /// The stamp of an answer that begins now. What is committed meanwhile makes it older than
    /// its content, never newer.
    public init(_ store: any ReportStore, today: Day) {
        registryVersion = store.registry.version
        seq = store.seq
        self.today = today
    }
}

extension Principal? {
    /// Readers with the same scope, role and form see the same figures.
    public var cacheKey: String {
        map { "\($0.unit) \($0.role.rawValue) \($0.form ?? "*")" } ?? "-"
    }
}
