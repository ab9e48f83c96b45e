import Access
import ArgumentParser
import Kernel
import Logging
import Reporting
import Serving
import Storage

/// `mebe serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Chạy máy chủ / run the server.",
        discussion: """
            Settings are also environment variables: MEBE_LISTEN, MEBE_DATA, MEBE_DATABASE, \
            MEBE_DEMO, MEBE_PUBLIC_DASHBOARDS and so on, the limits as told below. SIGTERM and \
            SIGINT finish what was begun and end with 0. SIGHUP reads certificates and opens the \
            access log again. SIGUSR2 finishes what was begun and starts the program anew with \
            its listening sockets; no connection is refused, who connects meanwhile waits.
            """)

    @OptionGroup var data: DataOptions
    @OptionGroup var front: FrontOptions

    @Option(help: "sqlite:DIR thay cho --data / in place of --data (MEBE_DATABASE)")
    var database: String?

    @OptionGroup var tls: TLSOptions

    @Flag(help: "Nạp số liệu mẫu vào thư mục trống / fill an empty folder with example data")
    var demo = false

    @Flag(help: "Ai cũng đọc được các tổng số / sums are open to everyone")
    var publicDashboards = false

    @OptionGroup(title: "Giới hạn / Limits") var limits: LimitOptions

    func run() throws {
        // Before anything that takes time: until then SIGHUP and SIGUSR2 end a process.
        let signals = try Self.watchSignals()
        let folder = try dataFolder()
        let limits = try limits.limits()
        let isDemo = demo || Setting.isOn("MEBE_DEMO")
        let isPublic = isDemo || publicDashboards || Setting.isOn("MEBE_PUBLIC_DASHBOARDS")
        LoggingSystem.bootstrap(StreamLogHandler.standardError(label:))
        let front = try Front(front, folder)
        let tls = try tls.setup(for: front.configuration)
        let sockets = try folder.whileLocked {
            let secure = try tls.map { try SecureServing($0, folder, Logger(label: "mebe")) }
            let store = try folder.openStore()
            defer { store.close() }
            return try waitFor {
                try await Self.serve(
                    store, folder, front, secure, limits, signals, isDemo: isDemo,
                    isPublic: isPublic)
            }
        }
        if let sockets { try front.startAnew(with: sockets) }
    }

    private static func watchSignals() throws -> AsyncStream<Signal> {
        do {
            return try Signals.watch()
        } catch {
            throw Failure("mebe: \(error)")
        }
    }

    private func dataFolder() throws -> DataFolder {
        guard let url = database ?? Setting.environment("MEBE_DATABASE") else {
            return data.folder
        }
        guard url.hasPrefix("sqlite:"), url.count > "sqlite:".count else {
            throw Failure(
                "mebe: --database: bản này chỉ có sqlite:DIR / this version knows sqlite:DIR only",
                status: .wrongUse)
        }
        return DataFolder(path: String(url.dropFirst("sqlite:".count)))
    }

    /// Serves until a signal ends it; answers the sockets that a successor is to go on with.
    private static func serve(
        _ store: SQLiteStore, _ folder: DataFolder, _ front: Front, _ secure: SecureServing?,
        _ limits: ServeLimits, _ signals: AsyncStream<Signal>, isDemo: Bool, isPublic: Bool
    ) async throws -> [SharedListener]? {
        let logger = Logger(label: "mebe")
        do {
            _ = try ResourceLimits.raiseOpenFiles()
            if isDemo { try await Demo.fill(store, in: folder) }
            let application = try await Application(
                store: store, keyFile: SecretKeyFile(in: folder), areSumsPublic: isPublic,
                logger: logger)
            var configuration = front.configuration
            let accessLog = try front.accessLog.map { destination in
                try AccessLog(to: destination) { logger.error("access log: \($0)") }
            }
            configuration.accessLog = accessLog
            configuration.limits = limits.server
            configuration.log = application.log
            secure?.secure(&configuration)
            let server = application.server(configuration, limits)
            var sockets = front.takeSockets()
            let plain = secure?.takeSocket(from: &sockets)
            let running = RunningServer(
                server: server, secure: secure, front: front, logger: logger,
                accessLog: accessLog)
            let keeper = Task { await CheckpointKeeper.run(store, logger: logger) }
            defer { keeper.cancel() }
            let bound = try server.start(adopting: sockets)
            let base = Self.base(configuration, bound)
            let admin = application.adminServer(in: folder, base: base)
            do {
                _ = try admin.start()
                try secure?.start(beside: configuration, at: bound, adopting: plain)
                try await greet(application, bound, base, secure, isDemo: isDemo)
                let left = await running.serve(
                    signals, status: "Đang chạy tại / serving at \(base)")
                await admin.drain()
                return left
            } catch {
                // The store closes after this, so nobody may be served any more.
                await running.end()
                await admin.drain()
                throw error
            }
        } catch let error as StoreError {
            throw Failure(error)
        } catch let error as KernelError {
            throw Failure("mebe: \(error)")
        }
    }

    /// As long as nobody administers, says how somebody can begin to. A disk that takes no
    /// writes must not keep the server from showing what is there.
    private static func greetFirst(_ application: Application, _ base: String) async {
        guard
            application.store.registry.units.units.contains(where: { unit in
                unit.states.contains { $0.level == .nation }
            })
        else { return }
        do throws(StoreError) {
            guard let link = try await application.doorkeeper.firstRunLink() else { return }
            Console.tell(
                "Chưa có quản trị viên; mở liên kết này (dùng một lần, trong 7 ngày) / "
                    + "no administrator yet; open this link (once, within 7 days):")
            Console.tell("  " + base + link.path)
        } catch {
            Console.warn(Failure(error).lines.joined(separator: "\n"))
        }
    }

    /// What to put before the paths of pages.
    private static func base(
        _ configuration: ServerConfiguration, _ bound: [SocketAddress]
    ) -> String {
        let scheme = configuration.tls == nil ? "http://" : "https://"
        return configuration.publicOrigin?.description
            ?? bound.first { $0.port != nil }.map { "\(scheme)\($0)" } ?? "http://localhost"
    }

    private static func greet(
        _ application: Application, _ bound: [SocketAddress], _ base: String,
        _ secure: SecureServing?, isDemo: Bool
    ) async throws {
        let scheme = secure == nil ? "http://" : "https://"
        let places = bound.map { $0.port == nil ? "\($0)" : "\(scheme)\($0)" }
        Console.tell("mebe đang chạy tại / is running at " + places.joined(separator: ", "))
        secure?.greet()
        if isDemo {
            try await Demo.greet(application.doorkeeper, application.store, at: base)
        } else {
            await greetFirst(application, base)
        }
    }
}
