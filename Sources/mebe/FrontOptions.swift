import ArgumentParser
import HTTPWire
import Kernel
import Serving
import Storage

/// What stands between `mebe serve` and its clients: addresses, proxies, the access log.
struct FrontOptions: ParsableArguments {
    static let defaultAddress = "127.0.0.1:8080"
    /// More threads than any machine has cores only cost memory.
    static let loopsMax = 1_024

    @Option(
        help: """
            Địa chỉ lắng nghe / where to listen: HOST:PORT or unix:PATH; repeatable \
            (MEBE_LISTEN; default 127.0.0.1:8080, or only the sockets that systemd passes)
            """)
    var listen: [String] = []

    @Option(
        help: "Quyền của socket Unix / mode of Unix sockets (MEBE_LISTEN_MODE; default 0600)")
    var listenMode: String?

    @Option(
        help: """
            Proxy được tin / proxies who are believed about their clients: \
            CIDR[,CIDR…] or unix; repeatable; without it all people behind a proxy count as \
            one client (MEBE_PROXY; default none)
            """)
    var proxy: [String] = []

    @Option(
        help: """
            Trường do mọi proxy ghi / fields that every proxy writes: Forwarded alone, or some of \
            the default; no other is read (MEBE_PROXY_FIELDS; default \
            X-Forwarded-For,X-Forwarded-Proto,X-Forwarded-Host)
            """)
    var proxyFields: [String] = []

    @Option(
        name: .customLong("public-url"),
        help: "Địa chỉ công khai / address people use, https://HOST (MEBE_PUBLIC_URL)")
    var publicURL: String?

    @Option(
        help: """
            Số vòng lặp sự kiện / event loops, each a thread (MEBE_LOOPS; default one a core)
            """)
    var loops: String?

    @Option(
        help: """
            Nhật ký truy cập / access log: FILE, - or off \
            (MEBE_ACCESS_LOG; default access.log in the data folder)
            """)
    var accessLog: String?

    @Option(
        help: "Cỡ tệp nhật ký / megabytes of a log file (MEBE_ACCESS_LOG_SIZE; default 16)")
    var accessLogSize: String?

    @Option(
        help: "Số tệp nhật ký cũ / full log files kept (MEBE_ACCESS_LOG_COUNT; default 8)")
    var accessLogCount: String?
}

extension FrontOptions {
    /// Sets what a server is told; a wrong value ends the command.
    ///
    /// - Parameter hasSockets: whether sockets were inherited, so that none has to be opened.
    func configuration(hasSockets: Bool) throws -> ServerConfiguration {
        var configuration = ServerConfiguration(addresses: try addresses(hasSockets))
        configuration.socketMode = try socketMode()
        configuration.proxies = try proxies()
        configuration.publicOrigin = try publicOrigin()
        if let count = try number(loops, "MEBE_LOOPS", "--loops", in: 1...Self.loopsMax) {
            configuration.loopCount = count
        }
        return configuration
    }

    private func addresses(_ hasSockets: Bool) throws -> [SocketAddress] {
        let texts = Setting.list(listen, "MEBE_LISTEN")
        if texts.isEmpty, hasSockets { return [] }
        return try (texts.isEmpty ? [Self.defaultAddress] : texts).map { text in
            guard let address = SocketAddress(text) else {
                throw Failure(
                    wrongUse: "--listen: «\(text)»",
                    "không phải là địa chỉ / is no address such as " + Self.defaultAddress)
            }
            return address
        }
    }

    private func socketMode() throws -> UInt32 {
        guard let text = listenMode ?? Setting.environment("MEBE_LISTEN_MODE") else {
            return ListeningSocket.ownerOnly
        }
        guard (3...4).contains(text.utf8.count), let mode = Setting.number(text, radix: 8),
            mode <= 0o777
        else {
            throw Failure(
                wrongUse: "--listen-mode: «\(text)»", "không phải là quyền / is no mode like 0660")
        }
        return UInt32(mode)
    }

    private func proxies() throws -> TrustedProxies {
        var proxies = TrustedProxies()
        for text in Setting.list(proxy, "MEBE_PROXY") {
            if text == "unix" {
                proxies.areUnixPeersTrusted = true
            } else if let range = AddressRange(text) {
                proxies.ranges.append(range)
            } else {
                throw Failure(
                    wrongUse: "--proxy: «\(text)»",
                    "không phải là mạng / is no network such as 10.0.0.0/8, nor unix")
            }
        }
        proxies.fields = try writtenFields()
        return proxies
    }

    private func writtenFields() throws -> ProxyFields {
        let names = Setting.list(proxyFields, "MEBE_PROXY_FIELDS")
        if names.isEmpty, proxyFields.isEmpty { return .xForwarded }
        guard let fields = ProxyFields(names: names) else {
            throw Failure(
                wrongUse: "--proxy-fields: «\(names.joined(separator: ","))»",
                "phải là / must be Forwarded, or some of X-Forwarded-For, X-Forwarded-Proto, "
                    + "X-Forwarded-Host")
        }
        return fields
    }

    private func publicOrigin() throws -> Origin? {
        guard let text = publicURL ?? Setting.environment("MEBE_PUBLIC_URL") else { return nil }
        guard let origin = Origin(text) else {
            throw Failure(
                wrongUse: "--public-url: «\(text)»",
                "phải như / must be like https://mebe.example.vn, không có đường dẫn / no path")
        }
        return origin
    }
}

extension FrontOptions {
    /// Where the access log goes; nil for nowhere.
    func accessLogDestination(in folder: DataFolder) throws -> AccessLog.Destination? {
        let text = accessLog ?? Setting.environment("MEBE_ACCESS_LOG") ?? folder.accessLog
        let size = try number(
            accessLogSize, "MEBE_ACCESS_LOG_SIZE", "--access-log-size", in: 1...100_000)
        let count = try number(
            accessLogCount, "MEBE_ACCESS_LOG_COUNT", "--access-log-count", in: 1...1_000)
        var bounds = LogBounds()
        if let size { bounds.lengthMax = size << 20 }
        if let count { bounds.keptCount = count }
        switch text {
        case "off": return nil
        case "-": return .standardOutput
        default: return .file(text, bounds)
        }
    }

    private func number(
        _ option: String?, _ variable: String, _ name: String, in range: ClosedRange<Int>
    ) throws -> Int? {
        guard let text = option ?? Setting.environment(variable) else { return nil }
        guard let number = Setting.number(text), range.contains(number) else {
            throw Failure(
                wrongUse: "\(name): «\(text)»",
                "phải từ / must be \(range.lowerBound) … \(range.upperBound)")
        }
        return number
    }
}

extension Failure {
    fileprivate init(wrongUse what: String, _ why: String) {
        self.init("mebe: \(what) \(why)", status: .wrongUse)
    }
}
