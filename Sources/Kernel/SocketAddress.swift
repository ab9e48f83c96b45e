/// Where a socket listens, or who its peer is.
public enum SocketAddress: Hashable, Sendable {
    /// An IPv4 address as a number in host order: 127.0.0.1 is 0x7F00_0001.
    case ipv4(address: UInt32, port: UInt16)
    /// An IPv6 address as its two halves in host order; `scope` is the interface's index
    /// of a link-local address, otherwise 0.
    case ipv6(high: UInt64, low: UInt64, scope: UInt32, port: UInt16)
    /// A Unix-domain socket; a peer that has no name has the empty path.
    case unix(path: String)

    /// The port, or nil for a Unix-domain socket.
    public var port: UInt16? {
        switch self {
        case .ipv4(_, let port), .ipv6(_, _, _, let port): port
        case .unix: nil
        }
    }

    /// True for this machine itself: 127.0.0.0/8, ::1, their mapped form, and Unix sockets.
    public var isLoopback: Bool {
        switch self {
        case .ipv4(let address, _): address >> 24 == 127
        case .ipv6(0, 1, _, _): true
        case .ipv6(0, let low, _, _): low >> 24 == 0xFFFF_7F
        case .ipv6: false
        case .unix: true
        }
    }

    /// The same address with another port; a Unix-domain address stays as it is.
    func withPort(_ port: UInt16) -> SocketAddress {
        switch self {
        case .ipv4(let address, _): .ipv4(address: address, port: port)
        case .ipv6(let high, let low, let scope, _):
            .ipv6(high: high, low: low, scope: scope, port: port)
        case .unix: self
        }
    }
}
