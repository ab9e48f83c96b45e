public import Reporting
public import Storage

/// What became of a report so far, and what the reader may do to it besides typing.
public struct EntryLife: Sendable {
    public struct Event: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case submitted, returned, accepted, reopened
        }

        public let kind: Kind
        public let by: String
        /// Milliseconds UTC.
        public let at: Int64
        public let reason: String
    }

    /// Oldest first; drafts are nobody's business but their writer's.
    public let events: [Event]
    public let closing: Closing?
    /// The last day before the deadline was extended; nil where it was not.
    public let usualDeadline: Day?
    public let review: Review?

    /// For those who may review.
    public struct Review: Sendable {
        /// The revision that they see.
        public let base: Int
        public let mayAccept: Bool
        public let mayReturn: Bool
        public let mayReopen: Bool
        /// The neighbours in the list of the month, and the list.
        public let previous: UnitLink?
        public let next: UnitLink?
        public let list: Address
    }

    public static let none = EntryLife(events: [], closing: nil, usualDeadline: nil, review: nil)

    public init(events: [Event], closing: Closing?, usualDeadline: Day?, review: Review?) {
        self.events = events
        self.closing = closing
        self.usualDeadline = usualDeadline
        self.review = review
    }

    /// Reads the events from the journal's revisions.
    static func events(of revisions: [Revision]) -> [Event] {
        var events: [Event] = []
        var reason = ""
        for revision in revisions where revision.status != .draft {
            // An explanation that came later is a revision too, with the same reason.
            let isNewReason = !revision.reason.isEmpty && revision.reason != reason
            let kind: Event.Kind =
                switch revision.status {
                case .accepted: .accepted
                case .returned: .returned
                case .submitted, .draft: isNewReason ? .reopened : .submitted
                }
            reason = revision.reason
            events.append(
                Event(
                    kind: kind, by: revision.by, at: revision.receivedAt,
                    reason: revision.reason))
        }
        return events
    }
}
