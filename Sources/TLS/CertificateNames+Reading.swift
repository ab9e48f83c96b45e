internal import COpenSSL

extension CertificateNames {
    /// The subject's alternative names (RFC 5280 §4.2.1.6); without any, its common name.
    init(of certificate: Certificate) {
        guard
            let found = unsafe X509_get_ext_d2i(
                certificate.handle, NID_subject_alt_name, nil, nil)
        else {
            self.init(Self.commonName(of: certificate))
            return
        }
        let list = OpaquePointer(found)
        defer { unsafe copenssl_general_names_free(list) }
        let all = unsafe (0..<copenssl_general_name_count(list)).map {
            unsafe copenssl_general_name(list, $0)
        }
        self.init(
            names: unsafe all.compactMap { name in
                unsafe copenssl_general_name_text(name, GEN_DNS).map {
                    unsafe String(octetsOf: $0)
                }
            },
            addresses: unsafe all.compactMap { name in
                unsafe copenssl_general_name_text(name, GEN_IPADD).map {
                    unsafe [UInt8](octetsOf: $0)
                }
            })
    }

    private static func commonName(of certificate: Certificate) -> [String] {
        var text = [CChar](repeating: 0, count: 256)
        let length = unsafe X509_NAME_get_text_by_NID(
            X509_get_subject_name(certificate.handle), NID_commonName, &text, Int32(text.count))
        guard length > 0 else { return [] }
        let octets = text[..<Int(length)].map(UInt8.init(bitPattern:))
        return [String(decoding: octets, as: UTF8.self)]
    }

    /// The octets of a textual address, also in brackets; nil for a name.
    static func address(_ host: String) -> [UInt8]? {
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]") && host.utf8.count > 2
        let text = isBracketed ? String(host.dropFirst().dropLast()) : host
        guard let octets = unsafe a2i_IPADDRESS(text) else {
            ERR_clear_error()
            return nil
        }
        defer { unsafe ASN1_OCTET_STRING_free(octets) }
        return unsafe [UInt8](octetsOf: octets)
    }
}

extension [UInt8] {
    init(octetsOf text: UnsafePointer<ASN1_STRING>) {
        self = unsafe Array(
            UnsafeBufferPointer(
                start: ASN1_STRING_get0_data(text), count: Int(ASN1_STRING_length(text))))
    }
}

extension String {
    /// What is not UTF-8 shows as U+FFFD.
    init(octetsOf text: UnsafePointer<ASN1_STRING>) {
        self = unsafe String(decoding: [UInt8](octetsOf: text), as: UTF8.self)
    }
}
