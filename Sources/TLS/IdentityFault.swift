/// Why a certificate and key cannot be served with. Each has a sentence in both languages.
public enum IdentityFault: Error, Hashable, Sendable {
    /// The certificate's file holds no PEM certificate.
    case noCertificate
    /// One of the certificates, counted from 1, cannot be read.
    case malformedCertificate(Int)
    /// The key's file holds no PEM private key that can be read.
    case noKey
    /// The key asks for a pass phrase, which nobody is there to type.
    case encryptedKey
    /// The key is not that of the first certificate.
    case foreignKey
    /// A certificate of the chain ended on this day.
    case expired(day: String)
    /// A certificate of the chain begins on this day.
    case notYetValid(day: String)
    /// OpenSSL finds it too weak, or not fit for a server; in OpenSSL's words.
    case refused(String)

    /// True where the key's file is to blame, and not the certificate's.
    public var concernsKey: Bool {
        switch self {
        case .noKey, .encryptedKey, .foreignKey: true
        default: false
        }
    }

    public var vietnamese: String {
        switch self {
        case .noCertificate: "không có chứng chỉ dạng PEM"
        case .malformedCertificate(let number): "chứng chỉ thứ \(number) bị hỏng"
        case .noKey: "không có khóa riêng dạng PEM đọc được"
        case .encryptedKey: "khóa có mật khẩu; hãy dùng khóa không mật khẩu"
        case .foreignKey: "khóa không khớp với chứng chỉ"
        case .expired(let day): "chứng chỉ đã hết hạn ngày \(day)"
        case .notYetValid(let day): "chứng chỉ chỉ có hiệu lực từ ngày \(day)"
        case .refused(let reason): "OpenSSL không nhận: \(reason)"
        }
    }

    public var english: String {
        switch self {
        case .noCertificate: "there is no PEM certificate"
        case .malformedCertificate(let number): "certificate \(number) is damaged"
        case .noKey: "there is no PEM private key that can be read"
        case .encryptedKey: "the key has a pass phrase; use one without"
        case .foreignKey: "the key does not belong to the certificate"
        case .expired(let day): "the certificate expired on \(day)"
        case .notYetValid(let day): "the certificate is not valid before \(day)"
        case .refused(let reason): "OpenSSL refuses it: \(reason)"
        }
    }
}
