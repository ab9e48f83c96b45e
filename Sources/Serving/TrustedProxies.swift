public import HTTPWire
public import Kernel

/// The proxies whose word on their clients is taken.
public struct TrustedProxies: Sendable {
    /// Networks in which proxies stand.
    public var ranges: [AddressRange] = []

    /// Whether whoever connects to a Unix-domain socket is a proxy; its mode says who may.
    public var areUnixPeersTrusted = false

    /// What they write; other fields are the client's own and mean nothing.
    public var fields = ProxyFields.xForwarded

    public init() {}

    /// Whether a peer, or the address that a proxy names, is a proxy of ours.
    public func contains(_ address: SocketAddress) -> Bool {
        if case .unix = address { return areUnixPeersTrusted }
        return ranges.contains { $0.contains(address) }
    }
}

/// Where a request comes from.
struct Provenance {
    var client: SocketAddress
    var isSecure: Bool
    /// The host that the client asked a proxy for.
    var host: String?

    /// The public address, where a proxy told it.
    var known: Origin? {
        host.map { Origin(isSecure: isSecure, host: $0) }
    }
}

extension TrustedProxies {
    /// Follows the proxies' words from the peer to the first address that is no proxy of ours.
    ///
    /// From any other peer the fields are not looked at. Where a word is malformed or hides the
    /// address, the last proxy that is known stands for the client.
    func provenance(
        of head: RequestHead, from peer: SocketAddress, isSecure: Bool
    ) -> Provenance {
        var result = Provenance(client: peer, isSecure: isSecure, host: nil)
        guard contains(peer), var chain = ForwardedChain(head.fields, writtenByProxies: fields)
        else { return result }
        while contains(result.client), let hop = chain.next() {
            result.isSecure = hop.isSecure ?? result.isSecure
            result.host = hop.host ?? result.host
            guard case .address(let text, let port) = hop.node,
                let address = SocketAddress(host: text, port: port ?? 0)
            else { break }
            result.client = address
        }
        return result
    }
}
