public import Kernel

/// Whom a limit per address counts as one client: an IPv4 address, or the /64 of an IPv6 one,
/// because a single household is given a whole /64 or more (RFC 6177) and could otherwise come
/// from a new address each time.
public struct AddressKey: Hashable, Sendable, CustomStringConvertible {
    private enum Network: Hashable {
        case ipv4(UInt32)
        case ipv6(UInt64)
        /// A Unix-domain socket has no address; all its clients are one.
        case local
    }

    private let network: Network

    /// An IPv4 address that is mapped into IPv6 (RFC 4291 §2.5.5.2) is the IPv4 address.
    public init(_ address: SocketAddress) {
        network =
            switch address {
            case .ipv4(let address, _): .ipv4(address)
            case .ipv6(0, let low, _, _) where low >> 32 == 0xFFFF:
                .ipv4(UInt32(truncatingIfNeeded: low))
            case .ipv6(let high, _, _, _): .ipv6(high)
            case .unix: .local
            }
    }

    /// Two keys have one text only if they are equal.
    public var description: String {
        switch network {
        case .ipv4(let address): SocketAddress.ipv4(address: address, port: 0).host
        case .ipv6(let high): SocketAddress.ipv6(high: high, low: 0, scope: 0, port: 0).host + "/64"
        case .local: "local"
        }
    }
}
