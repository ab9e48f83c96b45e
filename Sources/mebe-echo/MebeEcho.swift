import ArgumentParser
import Glibc
import HTTPWire
import Kernel
import Serving

/// A small server for outside test suites: it echoes bodies and serves a folder's files.
struct MebeEcho: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mebe-echo",
        abstract: "Echoes request bodies under /echo and serves the files of a folder.")

    @Option(help: "HOST:PORT, [HOST]:PORT or unix:PATH; port 0 takes a free one.")
    var listen = "127.0.0.1:8080"

    @Option(help: "The folder whose files are served.")
    var root: String?

    @Option(help: "Octets of a request's body.")
    var maxBody = ServerLimits().bodyLengthMax

    @Option(help: "Seconds for a request's head.")
    var timeoutHead: Int64?

    @Option(help: "Seconds without progress of a body, either way.")
    var timeoutBody: Int64?

    @Option(help: "Seconds that a connection may rest.")
    var timeoutIdle: Int64?

    @Option(help: "Event loops.")
    var loops = ProcessorCount.online

    @Option(help: "A certificate chain (PEM).")
    var tlsCertificate: String?

    @Option(help: "The certificate's key (PEM).")
    var tlsKey: String?

    @Option(help: "Seconds for which browsers are to come by HTTPS alone; 0 says nothing.")
    var hstsMaxAge = 31_536_000

    func validate() throws {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key belong together.")
        }
        guard SocketAddress(listen) != nil else {
            throw ValidationError("--listen takes HOST:PORT, [HOST]:PORT or unix:PATH.")
        }
        guard loops > 0, maxBody >= 0, hstsMaxAge >= 0 else {
            throw ValidationError(
                "--loops, --max-body and --hsts-max-age take positive numbers.")
        }
        for seconds in [timeoutHead, timeoutBody, timeoutIdle].compactMap({ $0 }) {
            guard (1...86_400).contains(seconds) else {
                throw ValidationError("A timeout is 1 to 86400 seconds.")
            }
        }
    }

    func run() async throws {
        try ResourceLimits.raiseOpenFiles()
        let signals = try Signals.watch()
        let keeper = try certificateKeeper()
        let server = Server(configuration(keeper), router: try router())
        let scheme = keeper == nil ? "" : "https://"
        for address in try server.start() { print("listening on \(scheme)\(address)") }
        try keeper?.start()
        // Whoever starts this as a child reads the port from a pipe.
        fflush(nil)
        for await signal in signals {
            guard signal == .hangUp else { break }
            await keeper?.readAgain()
        }
        await server.drain()
        keeper?.stop()
    }

    private func certificateKeeper() throws -> CertificateKeeper? {
        guard let tlsCertificate, let tlsKey else { return nil }
        let files = CertificateFiles(certificate: tlsCertificate, key: tlsKey)
        return try CertificateKeeper(log: { Self.warn("\($0)") }) { () throws(CertificateFailure) in
            [try files.load()]
        }
    }

    static func warn(_ line: String) {
        let text = Array("mebe-echo: \(line)\n".utf8)
        write(STDERR_FILENO, text, text.count)
    }

    private func configuration(_ keeper: CertificateKeeper?) -> ServerConfiguration {
        let addresses = [SocketAddress(listen)].compactMap { $0 }
        var configuration = ServerConfiguration(addresses: addresses, loopCount: loops)
        configuration.tls = keeper?.acceptor
        if hstsMaxAge > 0 {
            configuration.strictTransportSecurity = "max-age=\(hstsMaxAge)"
        }
        // Nobody here asks what a query says.
        configuration.refusesMalformedQueries = false
        configuration.limits.bodyLengthMax = maxBody
        if let timeoutHead { configuration.limits.headTimeoutMilliseconds = timeoutHead * 1000 }
        if let timeoutIdle { configuration.limits.idleTimeoutMilliseconds = timeoutIdle * 1000 }
        if let timeoutBody {
            configuration.limits.bodyTimeoutMilliseconds = timeoutBody * 1000
            configuration.limits.writeTimeoutMilliseconds = timeoutBody * 1000
        }
        return configuration
    }

    private func router() throws -> Router {
        var router = Router()
        router.onEveryMethod("/echo{rest...}") { request, body throws(BodyError) in
            try await Echo.response(to: request, body)
        }
        if let root {
            let files = try StaticFiles(root: root)
            router.on(.get, "/{path...}", immediate: { files.response(for: $0.parameters["path"]) })
            { files.response(for: $0.parameters["path"]) }
        }
        return router
    }
}

@main
enum Main {
    static func main() async {
        do {
            let command = try MebeEcho.parse()
            try await command.run()
        } catch let error where error is KernelError || error is CertificateFailure {
            MebeEcho.warn("\(error)")
            exit(1)
        } catch {
            // Help is no error; wrong use is 2.
            let isHelp = MebeEcho.exitCode(for: error).isSuccess
            let text = Array((MebeEcho.fullMessage(for: error) + "\n").utf8)
            write(isHelp ? STDOUT_FILENO : STDERR_FILENO, text, text.count)
            exit(isHelp ? 0 : 2)
        }
    }
}
