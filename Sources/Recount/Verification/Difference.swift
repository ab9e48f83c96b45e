/// One place where what is stored or served is not what the journal gives.
public struct Difference: Hashable, Sendable, CustomStringConvertible {
    /// What was looked at: `journal`, `head`, `sum`, `audit`, `checkpoint`.
    public let kind: Kind
    /// `journal 17`, or a unit.
    public let place: String
    /// A month or another period; empty where there is none.
    public let period: String
    /// A column, an element, a count.
    public let field: String
    public let stored: String
    public let recomputed: String

    public enum Kind: String, Sendable {
        case journal, head, sum, audit, checkpoint
    }

    public init(
        _ kind: Kind, at place: String, period: String = "", field: String, stored: String,
        recomputed: String
    ) {
        self.kind = kind
        self.place = place
        self.period = period
        self.field = field
        self.stored = stored
        self.recomputed = recomputed
    }

    public var description: String {
        [kind.rawValue, place, period, field].filter { !$0.isEmpty }.joined(separator: " ")
            + ": \(stored) ≠ \(recomputed)"
    }
}
