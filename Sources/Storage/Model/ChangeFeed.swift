/// Revisions after a journal position, in its order.
public struct ChangeFeed: Sendable {
    /// Each with when its report was first submitted: milliseconds UTC.
    public let revisions: [(revision: Revision, receivedFirst: Int64?)]
    /// The last position that was looked at; there is nothing between the revisions and it.
    public let through: Int64
    /// The journal's last position.
    public let last: Int64
    /// Which database the positions are of: a restored one counts on from another state.
    public let database: String
}
