import Kernel
import Logging
import Serving
import Storage
import Synchronization
import TLS

/// What runs beside a server that speaks TLS: the keeper of its certificates, and the plain
/// listener that leads to it.
final class SecureServing: Sendable {
    let keeper: CertificateKeeper
    private let setup: TLSSetup
    /// The part of connections and memory that the plain listener may have: who comes there stays
    /// for one answer, and must not take what those need who come by HTTPS.
    private static let redirectShare = 16
    private let redirect = Mutex<Server?>(nil)

    /// Loads the certificates; they are kept in the folder where the server makes its own.
    init(
        _ setup: TLSSetup, _ folder: DataFolder, _ logger: Logger
    ) throws(CertificateFailure) {
        self.setup = setup
        keeper = try CertificateKeeper(
            log: { event in
                if case .renewed = event {
                    logger.info("\(event)")
                } else {
                    logger.error("\(event)")
                }
            },
            load: { () throws(CertificateFailure) in try setup.identities(in: folder) })
    }

    /// Has a server speak TLS.
    func secure(_ configuration: inout ServerConfiguration) {
        configuration.tls = keeper.acceptor
        if setup.hstsSeconds > 0 {
            configuration.strictTransportSecurity = "max-age=\(setup.hstsSeconds)"
        }
    }

    /// Takes from what this process inherited the socket of the plain listener, which must not
    /// serve anything else.
    func takeSocket(from sockets: inout [SharedListener]) -> SharedListener? {
        sockets.firstIndex { $0.address == setup.redirect }.map { sockets.remove(at: $0) }
    }

    /// Call once the server, whose configuration this is, listens.
    func start(
        beside configuration: ServerConfiguration, at bound: [SocketAddress],
        adopting socket: SharedListener?
    ) throws(KernelError) {
        try keeper.start()
        guard let plain = setup.redirect, let rule = setup.rule(keeper.acceptor, bound) else {
            return
        }
        var configuration = configuration
        configuration.addresses = [plain]
        configuration.loopCount = 1
        configuration.tls = nil
        configuration.limits.takeShare(
            of: Self.redirectShare, descriptorCount: try ResourceLimits.openFiles())
        let server = Server(configuration, router: rule.router)
        _ = try server.start(adopting: socket.map { [$0] } ?? [])
        redirect.withLock { $0 = server }
    }

    /// A browser warns of a certificate that the server made itself; by its fingerprint a person
    /// can tell it from somebody else's.
    func greet() {
        guard setup.files.isEmpty else { return }
        for identity in keeper.acceptor.context.identities {
            Console.tell(
                "Chứng chỉ tự tạo / self-made certificate, SHA-256: \(identity.fingerprint)")
        }
    }

    func end() async {
        keeper.stop()
        await takeRedirect()?.drain()
    }

    /// Leaves the plain listener's socket to a successor.
    func endForSuccessor() async -> [SharedListener] {
        keeper.stop()
        return await takeRedirect()?.drainForSuccessor() ?? []
    }

    private func takeRedirect() -> Server? {
        redirect.withLock { $0.take() }
    }
}
