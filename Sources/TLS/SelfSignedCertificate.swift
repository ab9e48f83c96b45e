internal import COpenSSL

/// A certificate that vouches for itself, for trials.
public enum SelfSignedCertificate {
    /// Makes a P-256 key and a certificate with it.
    ///
    /// - Parameters:
    ///   - hosts: names and addresses, at least one; the first is the common name.
    ///   - validSeconds: from when until when, counted from now.
    public static func make(for hosts: [String], validSeconds: Range<Int>) -> TLSIdentity {
        let key = PrivateKey()
        guard let certificate = unsafe X509_new() else {
            preconditionFailure("no memory for a certificate")
        }
        unsafe X509_set_version(certificate, Int(X509_VERSION_3))
        unsafe setSerial(of: certificate)
        unsafe X509_gmtime_adj(X509_getm_notBefore(certificate), validSeconds.lowerBound)
        unsafe X509_gmtime_adj(X509_getm_notAfter(certificate), validSeconds.upperBound)
        unsafe X509_set_pubkey(certificate, key.handle)
        unsafe setName(of: certificate, hosts.first ?? "localhost")
        unsafe addExtensions(to: certificate, hosts)
        let length = unsafe X509_sign(certificate, key.handle, EVP_sha256())
        precondition(length > 0, "OpenSSL signs no certificate")
        return unsafe TLSIdentity([Certificate(owning: certificate)], key)
    }

    /// 64 random bits (CA/Browser Forum's baseline), so that browsers do not take a new
    /// certificate for a forged old one.
    private static func setSerial(of certificate: OpaquePointer) {
        let number = UInt64.random(in: 1 ... .max)
        unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), number)
    }

    /// Issuer and subject are one.
    private static func setName(of certificate: OpaquePointer, _ host: String) {
        let name = unsafe X509_get_subject_name(certificate)
        // X.520 allows 64 characters; a longer host stands among the alternative names.
        let text = Array(host.utf8.prefix(64))
        unsafe X509_NAME_add_entry_by_txt(
            name, "CN", MBSTRING_UTF8, text, Int32(text.count), -1, 0)
        unsafe X509_set_issuer_name(certificate, name)
    }

    private static func addExtensions(to certificate: OpaquePointer, _ hosts: [String]) {
        let names = hosts.map { host in
            CertificateNames.address(host) == nil ? "DNS:\(host)" : "IP:\(host)"
        }
        unsafe add(NID_subject_alt_name, names.joined(separator: ","), to: certificate)
        unsafe add(NID_basic_constraints, "critical,CA:FALSE", to: certificate)
        unsafe add(NID_key_usage, "critical,digitalSignature", to: certificate)
        unsafe add(NID_ext_key_usage, "serverAuth", to: certificate)
    }

    private static func add(_ kind: Int32, _ value: String, to certificate: OpaquePointer) {
        let made = unsafe X509V3_EXT_conf_nid(nil, nil, kind, value)
        precondition(unsafe made != nil, "OpenSSL makes no extension “\(value)”")
        unsafe X509_add_ext(certificate, made, -1)
        unsafe X509_EXTENSION_free(made)
    }
}
