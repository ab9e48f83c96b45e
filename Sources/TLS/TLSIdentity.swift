/// A certificate with its chain and private key: who the server is, to those who ask for one of
/// the certificate's names.
public struct TLSIdentity: Sendable {
    let certificate: Certificate
    /// Those that lead from the certificate towards one that clients know.
    let intermediates: [Certificate]
    let key: PrivateKey

    /// Whom the certificate names.
    public let names: CertificateNames

    /// Reads a chain, the server's own certificate first, and its key, both PEM, and makes sure
    /// that they belong together and can be served with today.
    public init(certificate: [UInt8], key: [UInt8]) throws(IdentityFault) {
        let chain = try Certificate.all(in: certificate)
        self.init(chain, try PrivateKey(in: key))
        guard self.key.belongs(to: self.certificate) else { throw .foreignKey }
        for certificate in chain { try certificate.checkDates() }
        // What OpenSSL's security level has against it shows when it is put to use.
        _ = try IdentityContext(self)
    }

    init(_ chain: [Certificate], _ key: PrivateKey) {
        certificate = chain[0]
        intermediates = Array(chain.dropFirst())
        self.key = key
        names = CertificateNames(of: certificate)
    }

    /// Whole days until the first certificate of the chain ends.
    public var daysLeft: Int {
        intermediates.reduce(certificate.daysLeft) { min($0, $1.daysLeft) }
    }

    /// The SHA-256 of the certificate, as browsers show it: `AB:CD:…`.
    public var fingerprint: String {
        certificate.fingerprint
    }

    /// Key and chain as PEM.
    public var pem: [UInt8] {
        let file = MemoryFile()
        key.write(to: file)
        certificate.write(to: file)
        for certificate in intermediates { certificate.write(to: file) }
        return file.contents()
    }
}
