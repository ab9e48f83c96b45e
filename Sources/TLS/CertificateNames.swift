/// The hosts that a certificate stands for (RFC 9525 §6): names, names with a wildcard in
/// place of their first label, and addresses.
public struct CertificateNames: Hashable, Sendable {
    /// In the certificate's order, in lower case: `a.example.vn`, `*.example.vn`.
    public let names: [String]
    /// In network order, of four or sixteen octets.
    let addresses: [[UInt8]]

    init(names: [String], addresses: [[UInt8]]) {
        self.names = names.map(Self.normalized)
        self.addresses = addresses
    }

    /// - Parameter hosts: names and addresses, IPv6 without brackets.
    public init(_ hosts: [String]) {
        self.init(
            names: hosts.filter { Self.address($0) == nil },
            addresses: hosts.compactMap(Self.address))
    }

    /// The first that is a host itself, without a wildcard: a name if there is one.
    public var firstHost: String? {
        names.first { !$0.hasPrefix("*.") } ?? addresses.first.map(Self.text)
    }

    /// Whether the certificate is one for this host.
    public func cover(_ host: String) -> Bool {
        if let address = Self.address(host) { return addresses.contains(address) }
        let host = Self.normalized(host)
        guard !host.hasPrefix("*") else { return false }
        return names.contains(host) || Self.wildcard(over: host).map(names.contains) ?? false
    }

    /// The one pattern that could take a name in: a wildcard stands for exactly one label
    /// (RFC 9525 §6.3).
    private static func wildcard(over name: String) -> String? {
        guard let dot = name.firstIndex(of: "."), dot > name.startIndex else { return nil }
        return "*" + name[dot...]
    }

    /// Names compare without regard to case, and may be written with the root's dot.
    private static func normalized(_ name: String) -> String {
        let name = name.lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    /// IPv6 in brackets, as an address of the web has it.
    private static func text(of address: [UInt8]) -> String {
        if address.count == 4 { return address.map { String($0) }.joined(separator: ".") }
        let groups = stride(from: 0, to: address.count - 1, by: 2).map {
            String(UInt16(address[$0]) << 8 | UInt16(address[$0 + 1]), radix: 16)
        }
        return "[\(groups.joined(separator: ":"))]"
    }
}
