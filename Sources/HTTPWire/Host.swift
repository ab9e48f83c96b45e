/// The rule for a host as it stands in `Host` (RFC 9110 §7.2).
public enum Host {
    /// Octets of a host with its port; a name has 253 at the most (RFC 1035 §2.3.4).
    private static let lengthMax = 262

    /// Whether a text is a host with an optional port; the empty one names nobody.
    public static func isValid(_ text: String) -> Bool {
        let octets = [UInt8](text.utf8)
        return (1...lengthMax).contains(octets.count)
            && Authority.isValid(octets.span.bytes, 0..<octets.count)
    }
}
