/// Who a request says it comes from.
public enum Caller: Sendable {
    /// Neither token nor session was sent.
    case nobody
    case known(Principal)
    /// A token that is unknown, expired or malformed.
    case unknown
}

extension Doorkeeper {
    /// The cookie that a browser's session is kept in.
    public static let sessionCookie = "mebe_session"

    /// `Authorization: Bearer` (RFC 6750 §2.1) goes before the session's cookie.
    ///
    /// - Parameter cookies: the values of the `Cookie` fields.
    public func caller(authorization: String?, cookies: [String]) -> Caller {
        if let authorization {
            guard let token = Self.bearer(authorization), let found = principal(token: token)
            else { return .unknown }
            return .known(found)
        }
        guard let session = Self.session(cookies) else { return .nobody }
        // An ended session is nobody: its browser shall see public pages and the sign-in page.
        return principal(session: session).map(Caller.known) ?? .nobody
    }

    /// The scheme's name is compared without regard to case (RFC 9110 §11.1).
    private static func bearer(_ authorization: String) -> String? {
        let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    /// The session's value among the cookies, if there is one.
    public static func session(_ cookies: [String]) -> String? {
        Cookies.value(of: sessionCookie, in: cookies)
    }
}
