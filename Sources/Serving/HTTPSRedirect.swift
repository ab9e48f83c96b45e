internal import HTTPWire
public import TLS

/// Sends those who come by plain HTTP to the same address by HTTPS, and serves nothing else.
///
/// The client's `Host` is believed only where a certificate, or the operator, says that the
/// host is this server; any other client is led to the first certificate's host. Otherwise
/// anyone could make links that seem to lead here and end elsewhere, or have a cache keep them.
public struct HTTPSRedirect: Sendable {
    private let acceptor: TLSAcceptor
    private let port: UInt16
    private let hosts: CertificateNames

    /// - Parameters:
    ///   - acceptor: its certificates' names are this server's.
    ///   - port: where HTTPS is.
    ///   - hosts: other names and addresses of this server; IPv6 without brackets.
    public init(_ acceptor: TLSAcceptor, port: UInt16, hosts: [String]) {
        self.acceptor = acceptor
        self.port = port
        self.hosts = CertificateNames(hosts)
    }

    /// A router that answers everything so.
    public var router: Router {
        Router { response(to: $0) }
    }

    /// 301 for what may be asked again as GET, 308 for what must keep its method and body
    /// (RFC 9110 §15.4.9). Without any host to lead to, 421.
    func response(to head: RequestHead) -> Response {
        guard let host = host(for: head) else {
            return Response(fault: Fault(.misdirectedRequest, "This server has no such host."))
        }
        let place = port == 443 ? "https://\(host)" : "https://\(host):\(port)"
        let location = place + head.target.path + (head.target.query.map { "?" + $0 } ?? "")
        return Response(
            status: head.isRead ? .movedPermanently : .permanentRedirect,
            fields: [.location: location, .contentType: "text/plain; charset=utf-8"],
            body: .bytes(Array("\(location)\n".utf8)))
    }

    private func host(for head: RequestHead) -> String? {
        let identities = acceptor.context.identities
        // The target's own authority stands above Host (RFC 9112 §3.2.2).
        if let asked = (head.target.authority ?? head.fields[.host]).map(Self.withoutPort),
            !asked.isEmpty,
            hosts.cover(asked) || identities.contains(where: { $0.names.cover(asked) })
        {
            return asked
        }
        return identities.first?.names.firstHost ?? hosts.firstHost
    }

    /// The host of an authority, which the parser has found well-formed.
    private static func withoutPort(_ authority: String) -> String {
        let end = authority.lastIndex { $0 == ":" || $0 == "]" }
        guard let end, authority[end] == ":" else { return authority }
        return String(authority[..<end])
    }
}
