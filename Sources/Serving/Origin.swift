internal import HTTPWire

/// Scheme and host under which clients reach this server, such as `https://mebe.example.vn`.
public struct Origin: Hashable, Sendable, CustomStringConvertible {
    public let isSecure: Bool
    /// With its port, where it is not the scheme's own.
    public let host: String

    public init(isSecure: Bool, host: String) {
        self.isSecure = isSecure
        self.host = host
    }

    /// Reads an origin as people and browsers write it (RFC 6454 §6.1); a slash may end it, and
    /// nothing else may follow. Nil for anything else, such as `null`.
    public init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["http", "https"].contains(parts[0].lowercased()) else {
            return nil
        }
        let host = String(parts[1].hasSuffix("/") ? parts[1].dropLast() : parts[1])
        guard Host.isValid(host) else { return nil }
        self.init(isSecure: parts[0].lowercased() == "https", host: host)
    }

    public var description: String {
        (isSecure ? "https://" : "http://") + host
    }

    /// Whether both name one host and port. Schemes are not compared: a proxy need not tell
    /// which one its client used, and who can write a page for one can for the other.
    public func hasSameHost(as other: String) -> Bool {
        Self.bare(host) == Self.bare(other)
    }

    private static func bare(_ host: String) -> String {
        let host = host.lowercased()
        for port in [":80", ":443"] where host.hasSuffix(port) {
            return String(host.dropLast(port.count))
        }
        return host
    }
}

extension Request {
    /// What the address bar of the client shows: the public address that the server was told,
    /// else what a trusted proxy or the request itself names.
    public var origin: Origin {
        knownOrigin ?? Origin(isSecure: isSecure, host: head.host ?? "localhost")
    }

    /// Whether an `Origin` field (RFC 6454 §7) names this server. Behind a proxy that rewrites
    /// `Host` the public address decides, without one `Host` does.
    public func isOwn(_ origin: String) -> Bool {
        guard let sent = Origin(origin) else { return false }
        return sent.hasSameHost(as: self.origin.host)
            || head.host.map(sent.hasSameHost) ?? false
    }
}
