/// The addresses of one network, written `10.0.0.0/8`, `2001:db8::/32`, or one address alone.
public struct AddressRange: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64
    /// How many bits of the IPv6 form are fixed.
    private let prefixLength: Int

    /// Reads a network; bits behind the prefix mean nothing. Nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first.flatMap({ SocketAddress(host: String($0), port: 0) }),
            let (high, low, bitCount) = address.mapped
        else { return nil }
        var length = bitCount
        if parts.count == 2 {
            let digits = parts[1].utf8
            guard (1...3).contains(digits.count),
                digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let asked = Int(parts[1]), asked <= bitCount
            else { return nil }
            length = asked
        }
        prefixLength = 128 - bitCount + length
        self.high = high & Self.mask(prefixLength)
        self.low = low & Self.mask(prefixLength - 64)
    }

    /// Whether an address is one of the network's; a Unix-domain socket is in none.
    public func contains(_ address: SocketAddress) -> Bool {
        guard let (high, low, _) = address.mapped else { return false }
        return high & Self.mask(prefixLength) == self.high
            && low & Self.mask(prefixLength - 64) == self.low
    }

    /// So many ones from the left, 0 to 64 of them.
    private static func mask(_ count: Int) -> UInt64 {
        count <= 0 ? 0 : UInt64.max << UInt64(max(0, 64 - count))
    }
}

extension SocketAddress {
    private static let mappedPrefix: UInt64 = 0xFFFF_0000_0000

    /// The address in its IPv6 form (IPv4 as `::ffff:a.b.c.d`, RFC 4291 §2.5.5.2), and how many
    /// bits its own kind has; nil for a Unix-domain socket.
    fileprivate var mapped: (high: UInt64, low: UInt64, bitCount: Int)? {
        switch self {
        case .ipv4(let address, _): (0, Self.mappedPrefix | UInt64(address), 32)
        case .ipv6(let high, let low, _, _): (high, low, 128)
        case .unix: nil
        }
    }

    /// The same address, as IPv4 where it is IPv4 in IPv6's clothes.
    var unmapped: SocketAddress {
        guard case .ipv6(0, let low, _, let port) = self, low >> 32 == Self.mappedPrefix >> 32
        else { return self }
        return .ipv4(address: UInt32(truncatingIfNeeded: low), port: port)
    }
}
