/// Who a request says it comes from.
public enum Caller: Sendable {
    /// Neither token nor session was sent.
    case nobody
    case known(Principal)
    /// A token that is unknown, expired or malformed.
    case unknown
}

/// Who a request comes from, and for how long that is so.
public struct Recognition: Sendable {
    public let caller: Caller
    /// That of the doorkeeper before it looked.
    let version: Int
    let expiresAt: Int64?

    init(_ holder: Doorkeeper.Holder?, else other: Caller, _ version: Int) {
        caller = holder.map { .known($0.principal) } ?? other
        expiresAt = holder?.expiresAt
        self.version = version
    }
}

extension Doorkeeper {
    /// The cookie that a browser's session is kept in.
    public static let sessionCookie = "mebe_session"

    /// `Authorization: Bearer` (RFC 6750 §2.1) goes before the session's cookie.
    ///
    /// - Parameter cookies: the values of the `Cookie` fields.
    public func caller(authorization: String?, cookies: [String]) -> Caller {
        recognition(authorization: authorization, cookies: cookies).caller
    }

    /// The same, to be asked later whether it is still so.
    public func recognition(authorization: String?, cookies: [String]) -> Recognition {
        let version = currentVersion
        if let authorization {
            let token = Self.bearer(authorization)
            return Recognition(token.flatMap(holder(ofToken:)), else: .unknown, version)
        }
        // An ended session is nobody: its browser shall see public pages and the sign-in page.
        let session = Self.session(cookies)
        return Recognition(session.flatMap(holder(ofSession:)), else: .nobody, version)
    }

    /// The scheme's name is compared without regard to case (RFC 9110 §11.1).
    private static func bearer(_ authorization: String) -> Substring? {
        let scheme = "bearer"
        let text = authorization[...].trimmingBlanks
        guard text.utf8.count > scheme.utf8.count,
            zip(text.utf8, scheme.utf8).allSatisfy({ $0 | 0x20 == $1 })
        else { return nil }
        let rest = text.dropFirst(scheme.utf8.count)
        let token = rest.trimmingBlanks
        guard rest.utf8.first == UInt8(ascii: " "), !token.isEmpty,
            !token.utf8.contains(UInt8(ascii: " "))
        else { return nil }
        return token
    }

    /// The session's value among the cookies, if there is one.
    public static func session(_ cookies: [String]) -> String? {
        Cookies.value(of: sessionCookie, in: cookies)
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var text = self
        while text.utf8.first == UInt8(ascii: " ") { text = text.dropFirst() }
        while text.utf8.last == UInt8(ascii: " ") { text = text.dropLast() }
        return text
    }
}
