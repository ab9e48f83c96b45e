public import Kernel
public import TLS

/// Where a certificate chain and its key lie, both PEM; they may be one file.
public struct CertificateFiles: Sendable {
    public let certificate: String
    public let key: String

    public init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// Reads and checks both. It blocks: not for loops.
    public func load() throws(CertificateFailure) -> TLSIdentity {
        let (chain, secret) = (try Self.read(certificate), try Self.read(key))
        do throws(IdentityFault) {
            return try TLSIdentity(certificate: chain, key: secret)
        } catch {
            throw CertificateFailure(error, in: error.concernsKey ? key : certificate)
        }
    }

    private static func read(_ path: String) throws(CertificateFailure) -> [UInt8] {
        do throws(KernelError) {
            return try FileDescriptor.openToRead(path).readToEnd()
        } catch {
            throw CertificateFailure(path: path, error)
        }
    }
}

/// Why a file gives no certificate or key, in both languages and with its path.
public struct CertificateFailure: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ fault: IdentityFault, in path: String) {
        description = "\(path): \(fault.vietnamese) / \(fault.english)"
    }

    /// A file that cannot be read or written.
    public init(path: String, _ error: KernelError) {
        description = "\(path): không mở được tệp / the file cannot be used: \(error)"
    }
}
