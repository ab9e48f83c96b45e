public import Kernel
internal import Synchronization
public import TLS

/// Keeps a server's certificates fresh: reads their files again once a day, and when it is told
/// to.
///
/// Each reading brings fresh ticket keys too, also where the files were found bad and the
/// identities stay. Files can block, so a thread of its own does it.
public final class CertificateKeeper: Sendable {
    /// What the keeper has an operator know.
    public enum Event: Sendable, CustomStringConvertible {
        case renewed
        /// The files are bad; what they held before stays in use.
        case kept(CertificateFailure)
        /// A certificate ends in so many days, the last of which is 0; or has ended.
        case endsSoon(CertificateNames, daysLeft: Int)

        public var description: String {
            switch self {
            case .renewed:
                "TLS: đã đọc lại chứng chỉ / certificates read again"
            case .kept(let failure):
                "TLS: vẫn dùng chứng chỉ cũ / the old certificates stay in use: \(failure)"
            case .endsSoon(let names, let days):
                "TLS: chứng chỉ của \(names.firstHost ?? "?") còn \(days) ngày / "
                    + "the certificate ends in \(days) days"
            }
        }
    }

    /// What the server's configuration takes.
    public let acceptor: TLSAcceptor

    private let load: @Sendable () throws(CertificateFailure) -> [TLSIdentity]
    private let log: @Sendable (Event) -> Void
    private let isAsked = Semaphore()
    private let isEnding = Atomic(false)
    /// Those who wait for the next reading.
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

    private static let dayMilliseconds: Int64 = 24 * 3_600 * 1_000

    /// ACME clients renew a month before the end; half of it later something is wrong.
    private static let soonDays = 14

    /// Loads for the first time.
    ///
    /// - Parameters:
    ///   - log: called on the keeper's thread.
    ///   - load: gives at least one identity, the one for unknown hosts first; it may block.
    public init(
        log: @escaping @Sendable (Event) -> Void,
        load: @escaping @Sendable () throws(CertificateFailure) -> [TLSIdentity]
    ) throws(CertificateFailure) {
        self.load = load
        self.log = log
        acceptor = TLSAcceptor(Self.context(of: try load()))
    }

    /// Begins to look after the files, until `stop`.
    public func start() throws(KernelError) {
        let thread = try Thread(named: "certificates") { [self] in
            warn()
            while true {
                _ = isAsked.wait(timeoutMilliseconds: Self.dayMilliseconds)
                let asking = waiting.withLock { waiting in
                    defer { waiting = [] }
                    return waiting
                }
                if !isEnding.load(ordering: .relaxed) { renew() }
                for continuation in asking { continuation.resume() }
                if isEnding.load(ordering: .relaxed) { return }
            }
        }
        _ = consume thread
    }

    /// Has the files read now, and returns when their certificates are in use, or refused. Call
    /// between `start` and `stop`.
    public func readAgain() async {
        await withCheckedContinuation { continuation in
            waiting.withLock { $0.append(continuation) }
            isAsked.signal()
        }
    }

    public func stop() {
        isEnding.store(true, ordering: .relaxed)
        isAsked.signal()
    }

    private func renew() {
        do throws(CertificateFailure) {
            acceptor.use(Self.context(of: try load()))
            log(.renewed)
        } catch {
            acceptor.use(Self.context(of: acceptor.context.identities))
            log(.kept(error))
        }
        warn()
    }

    private func warn() {
        for identity in acceptor.context.identities where identity.daysLeft < Self.soonDays {
            log(.endsSoon(identity.names, daysLeft: identity.daysLeft))
        }
    }

    private static func context(of identities: [TLSIdentity]) -> TLSContext {
        do throws(IdentityFault) {
            return try TLSContext(identities)
        } catch {
            // An identity has been in a context before: that is how it was checked.
            preconditionFailure("a checked identity was refused: \(error)")
        }
    }
}
