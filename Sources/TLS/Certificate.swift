internal import COpenSSL

/// One X.509 certificate. It never changes after `init`, and OpenSSL locks its reference
/// count, hence `@unchecked Sendable`.
@safe final class Certificate: @unchecked Sendable {
    let handle: OpaquePointer

    /// Takes over the reference.
    init(owning handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    deinit {
        unsafe X509_free(handle)
    }

    /// Every certificate of a PEM text in order, at least one.
    static func all(in text: [UInt8]) throws(IdentityFault) -> [Certificate] {
        let file = MemoryFile(text)
        var found: [Certificate] = []
        while let next = unsafe PEM_read_bio_X509(file.handle, nil, nil, nil) {
            unsafe found.append(Certificate(owning: next))
        }
        guard OpenSSLError.takeReason() == PEM_R_NO_START_LINE else {
            throw .malformedCertificate(found.count + 1)
        }
        guard !found.isEmpty else { throw .noCertificate }
        return found
    }

    func write(to file: borrowing MemoryFile) {
        unsafe PEM_write_bio_X509(file.handle, handle)
    }

    func checkDates() throws(IdentityFault) {
        let (begin, end) = unsafe (X509_get0_notBefore(handle), X509_get0_notAfter(handle))
        if unsafe X509_cmp_current_time(begin) > 0 {
            throw unsafe .notYetValid(day: Self.day(of: begin))
        }
        if unsafe X509_cmp_current_time(end) < 0 {
            throw unsafe .expired(day: Self.day(of: end))
        }
    }

    /// Whole days until it ends.
    var daysLeft: Int {
        var (days, seconds): (Int32, Int32) = (0, 0)
        unsafe ASN1_TIME_diff(&days, &seconds, nil, X509_get0_notAfter(handle))
        return Int(days)
    }

    /// Its SHA-256 as browsers show it: `AB:CD:…`.
    var fingerprint: String {
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe X509_digest(handle, EVP_sha256(), &digest, nil)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
            .joined(separator: ":")
    }

    /// `2026-12-31`.
    private static func day(of time: UnsafePointer<ASN1_TIME>?) -> String {
        guard let text = unsafe ASN1_TIME_to_generalizedtime(time, nil) else { return "?" }
        defer { unsafe ASN1_GENERALIZEDTIME_free(text) }
        let digits = unsafe String(octetsOf: text).prefix(8)
        return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    }
}
