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
    /// Where those are led who name no host of this server.
    private let home: String?

    /// Leads to the public address of a server behind mapped ports.
    public init(_ acceptor: TLSAcceptor, to origin: Origin, hosts: [String]) {
        let (host, port) = Self.parts(of: origin.host)
        self.acceptor = acceptor
        self.port = port ?? Self.standardPort
        self.hosts = CertificateNames(hosts + [host])
        home = host
    }

    /// - Parameters:
    ///   - acceptor: its certificates' names are this server's.
    ///   - port: where HTTPS is.
    ///   - hosts: other names and addresses of this server; IPv6 without brackets.
    public init(_ acceptor: TLSAcceptor, port: UInt16, hosts: [String]) {
        self.acceptor = acceptor
        self.port = port
        self.hosts = CertificateNames(hosts)
        home = nil
    }

    private static var standardPort: UInt16 { 443 }

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
        let place = port == Self.standardPort ? "https://\(host)" : "https://\(host):\(port)"
        let location = place + head.target.path + (head.target.query.map { "?" + $0 } ?? "")
        return Response(
            status: head.isRead ? .movedPermanently : .permanentRedirect,
            fields: [.location: location, .contentType: "text/plain; charset=utf-8"],
            body: .bytes(Array("\(location)\n".utf8)))
    }

    private func host(for head: RequestHead) -> String? {
        let identities = acceptor.context.identities
        if let asked = head.host.map({ Self.parts(of: $0).host }), !asked.isEmpty,
            hosts.cover(asked) || identities.contains(where: { $0.names.cover(asked) })
        {
            return asked
        }
        return home ?? identities.first?.names.firstHost ?? hosts.firstHost
    }

    /// Host and port of an authority that was found well-formed.
    private static func parts(of authority: String) -> (host: String, port: UInt16?) {
        let end = authority.lastIndex { $0 == ":" || $0 == "]" }
        guard let end, authority[end] == ":" else { return (authority, nil) }
        return (String(authority[..<end]), UInt16(authority[authority.index(after: end)...]))
    }
}
