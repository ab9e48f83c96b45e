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
            MEBE_DEMO, MEBE_PUBLIC_DASHBOARDS. SIGTERM and SIGINT finish what was begun and \
            end with 0.
            """)

    static let defaultAddress = "127.0.0.1:8080"

    @OptionGroup var data: DataOptions

    @Option(help: "Địa chỉ lắng nghe / address (MEBE_LISTEN; default 127.0.0.1:8080)")
    var listen: String?

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

    func run() throws {
        let folder = try dataFolder()
        let address = try socketAddress()
        let isDemo = demo || Setting.isOn("MEBE_DEMO")
        let isPublic = isDemo || publicDashboards || Setting.isOn("MEBE_PUBLIC_DASHBOARDS")
        LoggingSystem.bootstrap(StreamLogHandler.standardError(label:))
        try folder.whileLocked {
            let store = try folder.openStore()
            defer { store.close() }
            try waitFor {
                try await Self.serve(
                    store, folder, address, isDemo: isDemo, isPublic: isPublic)
            }
        }
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

    private func socketAddress() throws -> SocketAddress {
        let text = listen ?? Setting.environment("MEBE_LISTEN") ?? Self.defaultAddress
        guard let address = SocketAddress(text) else {
            throw Failure(
                "mebe: --listen: «\(text)» không phải là địa chỉ / is no address such as "
                    + Self.defaultAddress,
                status: .wrongUse)
        }
        return address
    }

    private static func serve(
        _ store: SQLiteStore, _ folder: DataFolder, _ address: SocketAddress, isDemo: Bool,
        isPublic: Bool
    ) async throws {
        let logger = Logger(label: "mebe")
        do {
            Signals.ignoreBrokenPipe()
            let signals = try Signals.watch([.terminate, .interrupt])
            _ = try ResourceLimits.raiseOpenFiles()
            if isDemo { try await Demo.fill(store, in: folder) }
            let application = try await Application(
                store: store, areSumsPublic: isPublic, logger: logger)
            let server = application.server(at: [address])
            let admin = application.adminServer(in: folder)
            let bound = try server.start()
            _ = try admin.start()
            try await greet(application, at: bound.first ?? address, isDemo: isDemo)
            for await _ in signals { break }
            // Whoever asks twice does not want to wait for what was begun.
            Signals.release([.terminate, .interrupt])
            await server.drain()
            await admin.drain()
        } catch let error as StoreError {
            throw Failure(error)
        } catch let error as KernelError {
            throw Failure("mebe: \(error)")
        }
    }

    private static func greet(
        _ application: Application, at address: SocketAddress, isDemo: Bool
    ) async throws {
        Console.tell("mebe đang chạy tại / is running at http://\(address)")
        if isDemo {
            try await Demo.greet(application.doorkeeper, application.store, at: address)
        }
    }
}
