/// In which boundaries figures are read.
public enum Boundaries: String, Hashable, Sendable {
    /// Each month by its own tree.
    case reported
    /// Every report carried over to today's units along the successions.
    case current
}
