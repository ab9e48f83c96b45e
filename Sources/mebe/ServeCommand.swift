import ArgumentParser
import Kernel
import Logging
import Serving
import Storage

/// `mebe serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Chạy máy chủ / run the server.",
        discussion: """
            Settings are also environment variables: MEBE_LISTEN, MEBE_DATA, MEBE_DATABASE, \
            MEBE_DEMO, MEBE_PUBLIC_DASHBOARDS and so on, the limits as told below. SIGTERM and \
            SIGINT finish what was begun and end with 0. SIGHUP opens the access log again. \
            SIGUSR2 finishes what was begun and starts the program anew with its listening \
            sockets; no connection is refused.
            """)

    @OptionGroup var data: DataOptions
    @OptionGroup var front: FrontOptions

    @Option(help: "sqlite:DIR thay cho --data / in place of --data (MEBE_DATABASE)")
    var database: String?

    @Option(help: "Chứng chỉ TLS / TLS certificate (not built yet)")
    var tlsCertificate: String?

    @Option(help: "Khóa TLS / TLS key (not built yet)")
    var tlsKey: String?

    @Flag(help: "Nạp số liệu mẫu vào thư mục trống / fill an empty folder with example data")
    var demo = false

    @Flag(help: "Ai cũng đọc được các tổng số / sums are open to everyone")
    var publicDashboards = false

    @OptionGroup(title: "Giới hạn / Limits") var limits: LimitOptions

    func run() throws {
        let folder = try dataFolder()
        let limits = try limits.limits()
        let isDemo = demo || Setting.isOn("MEBE_DEMO")
        let isPublic = isDemo || publicDashboards || Setting.isOn("MEBE_PUBLIC_DASHBOARDS")
        LoggingSystem.bootstrap(StreamLogHandler.standardError(label:))
        let front = try Front(front, folder)
        let sockets = try folder.whileLocked {
            let store = try folder.openStore()
            defer { store.close() }
            return try waitFor {
                try await Self.serve(
                    store, folder, front, limits, isDemo: isDemo, isPublic: isPublic)
            }
        }
        if let sockets { try front.startAnew(with: sockets) }
    }

    private func dataFolder() throws -> DataFolder {
        guard tlsCertificate == nil, tlsKey == nil else {
            throw Failure(
                "mebe: TLS chưa có trong bản này; hãy đặt sau một proxy / "
                    + "TLS is not in this version yet; put a proxy in front",
                status: .wrongUse)
        }
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
        _ store: SQLiteStore, _ folder: DataFolder, _ front: Front, _ limits: ServeLimits,
        isDemo: Bool, isPublic: Bool
    ) async throws -> [SharedListener]? {
        let logger = Logger(label: "mebe")
        do {
            let signals = try Signals.watch()
            _ = try ResourceLimits.raiseOpenFiles()
            if isDemo { try await Demo.fill(store, in: folder) }
            let application = try await Application(
                store: store, areSumsPublic: isPublic, logger: logger)
            var configuration = front.configuration
            let accessLog = try front.accessLog.map { destination in
                try AccessLog(to: destination) { logger.error("access log: \($0)") }
            }
            configuration.accessLog = accessLog
            let server = application.server(configuration, limits)
            let admin = application.adminServer(in: folder)
            let bound = try server.start(adopting: front.takeSockets())
            _ = try admin.start()
            let base = Self.base(configuration.publicOrigin, bound)
            try await greet(application, bound, base, isDemo: isDemo)
            let running = RunningServer(
                server: server, manager: front.manager, accessLog: accessLog, reload: {})
            let sockets = await running.serve(signals, status: "Đang chạy tại / serving at \(base)")
            await admin.drain()
            return sockets
        } catch let error as StoreError {
            throw Failure(error)
        } catch let error as KernelError {
            throw Failure("mebe: \(error)")
        }
    }

    /// What to put before the paths of pages.
    private static func base(_ origin: Origin?, _ bound: [SocketAddress]) -> String {
        origin?.description
            ?? bound.first { $0.port != nil }.map { "http://\($0)" } ?? "http://localhost"
    }

    private static func greet(
        _ application: Application, _ bound: [SocketAddress], _ base: String, isDemo: Bool
    ) async throws {
        let places = bound.map { $0.port == nil ? "\($0)" : "http://\($0)" }
        Console.tell("mebe đang chạy tại / is running at " + places.joined(separator: ", "))
        if isDemo {
            try await Demo.greet(application.doorkeeper, application.store, at: base)
        }
    }
}
