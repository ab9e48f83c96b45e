import ArgumentParser
import Kernel
import Serving

/// What `mebe serve` can be told of TLS.
struct TLSOptions: ParsableArguments {
    @Option(
        help: """
            Chuỗi chứng chỉ PEM, lặp lại được / a certificate chain, repeatable \
            (MEBE_TLS_CERTIFICATE, separated by commas)
            """)
    var tlsCertificate: [String] = []

    @Option(
        help: """
            Khóa riêng PEM của từng chứng chỉ / the private key of each, in the same order \
            (MEBE_TLS_KEY)
            """)
    var tlsKey: [String] = []

    @Flag(
        help: """
            Tự tạo chứng chỉ để dùng thử / make a certificate of one's own, for trials \
            (MEBE_TLS_SELF_SIGNED)
            """)
    var tlsSelfSigned = false

    @Option(
        help: """
            Số giây trình duyệt chỉ dùng HTTPS, 0 là không / seconds for which browsers come by \
            HTTPS alone (MEBE_HSTS_MAX_AGE; default 31536000, 0 off)
            """)
    var hstsMaxAge: String?

    @Option(
        help: """
            Địa chỉ HTTP chuyển sang HTTPS / an address for plain HTTP that leads to HTTPS \
            (MEBE_REDIRECT_HTTP)
            """)
    var redirectHttp: String?

    /// A year, as the lists that browsers come with ask for.
    private static let hstsSeconds = 31_536_000

    /// Nil for plain HTTP.
    func setup(for configuration: ServerConfiguration) throws(Failure) -> TLSSetup? {
        let files = try certificateFiles()
        let isSelfSigned = tlsSelfSigned || Setting.isOn("MEBE_TLS_SELF_SIGNED")
        guard files.isEmpty || !isSelfSigned else {
            throw Self.wrong("--tls-self-signed", "không đi cùng", "excludes", "--tls-certificate")
        }
        guard isSelfSigned || !files.isEmpty else {
            if redirectAddress != nil {
                throw Self.wrong("--redirect-http", "cần có", "needs", "--tls-certificate")
            }
            return nil
        }
        return TLSSetup(
            files: files, hstsSeconds: isSelfSigned ? 0 : try hstsSecondsAsked(),
            redirect: try redirectAddress.map(Self.address),
            addresses: configuration.addresses, publicOrigin: configuration.publicOrigin)
    }

    private func certificateFiles() throws(Failure) -> [CertificateFiles] {
        let certificates = Self.paths(tlsCertificate, "MEBE_TLS_CERTIFICATE")
        let keys = Self.paths(tlsKey, "MEBE_TLS_KEY")
        guard certificates.count == keys.count else {
            throw Self.wrong(
                "--tls-certificate (\(certificates.count))", "phải đủ cặp với",
                "needs as many of", "--tls-key (\(keys.count))")
        }
        return zip(certificates, keys).map { CertificateFiles(certificate: $0, key: $1) }
    }

    /// The environment counts where the command line says nothing.
    private static func paths(_ options: [String], _ setting: String) -> [String] {
        let texts = options.isEmpty ? [Setting.environment(setting) ?? ""] : options
        return texts.flatMap { $0.split(separator: ",").map(String.init) }
    }

    private func hstsSecondsAsked() throws(Failure) -> Int {
        guard let text = hstsMaxAge ?? Setting.environment("MEBE_HSTS_MAX_AGE") else {
            return Self.hstsSeconds
        }
        guard let seconds = Setting.number(text) else {
            throw Self.wrong("--hsts-max-age", "phải là", "takes", "0, 1, 2 …")
        }
        return seconds
    }

    private var redirectAddress: String? {
        redirectHttp ?? Setting.environment("MEBE_REDIRECT_HTTP")
    }

    private static func address(_ text: String) throws(Failure) -> SocketAddress {
        guard let address = SocketAddress(text) else {
            throw wrong("--redirect-http", "không phải là địa chỉ", "is no address:", text)
        }
        return address
    }

    private static func wrong(
        _ option: String, _ vietnamese: String, _ english: String, _ rest: String
    ) -> Failure {
        Failure("mebe: \(option) \(vietnamese) / \(english) \(rest)", status: .wrongUse)
    }
}
