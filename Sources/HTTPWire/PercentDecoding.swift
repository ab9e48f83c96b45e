/// Undoing percent-encoding (RFC 3986 §2.1), strictly.
public enum PercentDecoding {
    /// The text that `octets` stand for, or nil when an escape is malformed, when the result is
    /// not UTF-8 (overlong forms are not), or when it contains NUL, which no name or value needs
    /// and which ends a path early in C.
    ///
    /// - Parameters:
    ///   - plusIsSpace: `+` stands for a space, as in HTML forms but not in paths.
    ///   - repairs: what is not UTF-8 becomes U+FFFD, which names nothing here. An escape may
    ///     stand for any octet (RFC 3986 §2.1), so such a path is not malformed.
    public static func string(
        _ octets: some Collection<UInt8>, plusIsSpace: Bool = false, repairs: Bool = false
    ) -> String? {
        // Most segments and names have nothing to undo.
        let isPlain = octets.allSatisfy { $0 != .ascii("%") && $0 != .ascii("+") && $0 != 0 }
        if isPlain { return text(octets, repairs) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(octets.count)
        var iterator = octets.makeIterator()
        while let octet = iterator.next() {
            switch octet {
            case .ascii("%"):
                guard let high = iterator.next()?.hexValue, let low = iterator.next()?.hexValue,
                    high | low != 0
                else { return nil }
                decoded.append(high << 4 | low)
            case .ascii("+") where plusIsSpace: decoded.append(.space)
            case 0: return nil
            default: decoded.append(octet)
            }
        }
        return text(decoded, repairs)
    }

    private static func text(_ octets: some Collection<UInt8>, _ repairs: Bool) -> String? {
        repairs
            ? String(decoding: octets, as: UTF8.self) : String(validating: octets, as: UTF8.self)
    }
}
