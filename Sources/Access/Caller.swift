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
    /// The cookie's value, where that is what made the caller known.
    public let session: String?

    /// - Parameter recheckAt: when whoever is known is to be looked up again.
    init(
        _ holder: Doorkeeper.Holder?, else other: Caller, session: String? = nil, _ version: Int,
        recheckAt: Int64
    ) {
        caller = holder.map { .known($0.principal) } ?? other
        expiresAt = holder.map { min($0.expiresAt ?? .max, recheckAt) }
        self.session = holder == nil ? nil : session
        self.version = version
    }

    /// What goes into the forms of pages made for this caller; nil where no cookie is at work.
    public var formToken: String? { session.map(FormToken.text(for:)) }
}

extension Doorkeeper {
    /// The cookie that a browser's session is kept in, before `Cookies.name`.
    public static let sessionCookie = "mebe_session"

    /// `Authorization: Bearer` (RFC 6750 §2.1) goes before the session's cookie.
    ///
    /// - Parameters:
    ///   - cookies: the values of the `Cookie` fields.
    ///   - isSecure: whether the client came by HTTPS.
    ///   - address: the client's, asked for where its use of the credential is to be noted.
    public func caller(
        authorization: String?, cookies: [String], isSecure: Bool,
        from address: (() -> String)? = nil
    ) -> Caller {
        recognition(
            authorization: authorization, cookies: cookies, isSecure: isSecure, from: address
        ).caller
    }

    /// The same, to be asked later whether it is still so.
    public func recognition(
        authorization: String?, cookies: [String], isSecure: Bool,
        from address: (() -> String)? = nil
    ) -> Recognition {
        let version = currentVersion
        let recheckAt = clock() + Self.useMilliseconds
        if let authorization {
            let token = Self.bearer(authorization)
            return Recognition(
                token.flatMap { holder(ofToken: $0, from: address) }, else: .unknown, version,
                recheckAt: recheckAt)
        }
        // An ended session is nobody: its browser shall see public pages and the sign-in page.
        let session = Self.session(cookies, isSecure: isSecure)
        return Recognition(
            session.flatMap { holder(ofSession: $0, from: address) }, else: .nobody,
            session: session, version, recheckAt: recheckAt)
    }

    /// The scheme's name is compared without regard to case (RFC 9110 §11.1).
    static func bearer(_ authorization: String) -> Substring? {
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
    public static func session(_ cookies: [String], isSecure: Bool) -> String? {
        Cookies.value(of: Cookies.name(sessionCookie, isSecure: isSecure), in: cookies)
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
