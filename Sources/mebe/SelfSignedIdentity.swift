import Glibc
import Kernel
import Serving
import TLS

/// The certificate of `--tls-self-signed`, kept in one file so that browsers that were told to
/// trust it do so after a restart too.
struct SelfSignedIdentity: Sendable {
    private let path: String
    private let hosts: [String]

    private static let validDays = 365
    /// It is made anew so long before its end.
    private static let spareDays = 30
    private static let daySeconds = 86_400

    /// - Parameter hosts: what it is for, beside the machine's name and loopback.
    init(path: String, hosts: [String]) {
        self.path = path
        self.hosts =
            ["localhost", Self.machineName(), "127.0.0.1", "::1"].compactMap { $0 }
            + hosts
    }

    /// The one that is kept, or a new one where that is near its end, is for other hosts, or
    /// cannot be read.
    func load() throws(CertificateFailure) -> TLSIdentity {
        if let kept = try? CertificateFiles(certificate: path, key: path).load(),
            kept.daysLeft >= Self.spareDays, hosts.allSatisfy(kept.names.cover)
        {
            return kept
        }
        // A day's grace for clients whose clocks are behind.
        let made = SelfSignedCertificate.make(
            for: hosts,
            validSeconds: -Self.daySeconds..<Self.validDays * Self.daySeconds)
        do throws(KernelError) {
            try FileSystem.write(made.pem, to: path)
        } catch {
            throw CertificateFailure(path: path, error)
        }
        return made
    }

    /// Nil where the name is not one that a certificate can hold.
    private static func machineName() -> String? {
        var text = [CChar](repeating: 0, count: 256)
        guard gethostname(&text, text.count - 1) == 0 else { return nil }
        let name = text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        let isPlain = name.allSatisfy { octet in
            switch octet {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E: true
            default: false
            }
        }
        return isPlain && !name.isEmpty ? String(decoding: name, as: UTF8.self) : nil
    }
}
