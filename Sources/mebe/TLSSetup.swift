import Kernel
import Serving
import Storage
import TLS

/// How a server speaks TLS.
struct TLSSetup: Sendable {
    /// None means a certificate of the server's own making.
    let files: [CertificateFiles]
    /// 0 says nothing to browsers.
    let hstsSeconds: Int
    /// Where plain HTTP is led to HTTPS.
    let redirect: SocketAddress?
    /// Where the server was told to listen.
    let addresses: [SocketAddress]
    /// The address that people know it by, where that was told.
    let publicOrigin: Origin?

    /// Reads the certificates, or makes one; blocks.
    func identities(in folder: DataFolder) throws(CertificateFailure) -> [TLSIdentity] {
        guard !files.isEmpty else {
            let own = SelfSignedIdentity(path: folder.selfSignedCertificate, hosts: hosts)
            return [try own.load()]
        }
        var identities: [TLSIdentity] = []
        for pair in files { identities.append(try pair.load()) }
        return identities
    }

    /// How plain HTTP is led on to a server that listens at these addresses; nil where nobody
    /// could follow.
    func rule(_ acceptor: TLSAcceptor, _ bound: [SocketAddress]) -> HTTPSRedirect? {
        if let publicOrigin, publicOrigin.isSecure {
            return HTTPSRedirect(acceptor, to: publicOrigin, hosts: hosts)
        }
        guard let port = bound.lazy.compactMap(\.port).first else { return nil }
        return HTTPSRedirect(acceptor, port: port, hosts: hosts)
    }

    /// By what names and addresses clients reach the server, as far as the settings say.
    private var hosts: [String] {
        let all = (addresses + [redirect].compactMap { $0 }).filter { $0.port != nil }
        let isLocal = all.contains(where: \.isLoopback)
        return all.map(\.host).filter { $0 != "0.0.0.0" && $0 != "::" }
            + (isLocal ? ["localhost", "127.0.0.1", "::1"] : [])
    }
}
