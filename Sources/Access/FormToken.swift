import Crypto

/// What a page writes into its forms so that they count: another site can make a browser send a
/// form with the session's cookie, but cannot read this.
///
/// It is a keyed digest of the cookie's value, so it needs no place of its own, ends with the
/// session, and stands through a restart: a form that somebody fills in meanwhile is not lost.
public enum FormToken {
    /// The form's field.
    public static let field = "csrf"

    private static let purpose = Array("mebe form".utf8)

    /// - Parameter secret: the value of the cookie that the form is to go with.
    public static func text(for secret: String) -> String {
        Base64URL.encode(HMACSHA256.code(for: purpose, key: Array(secret.utf8)).bytes)
    }

    /// Whether what was sent is the token of a cookie's value.
    public static func isRight(_ sent: String?, for secret: String) -> Bool {
        guard let sent else { return false }
        return isEqualInConstantTime(Array(sent.utf8), Array(text(for: secret).utf8))
    }
}
