/// How far a body has come.
public enum BodyProgress: Hashable, Sendable {
    /// The body is whole; `consumed` of the octets shown belong to it, the rest to what follows.
    case done(consumed: Int)
    /// Every octet shown was consumed and there is more to come.
    case incomplete
    /// Not a body; answer and close.
    case malformed(WireFault)
}
