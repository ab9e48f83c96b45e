import Access
import HTTPWire
import Serving
import Storage

/// Signing in with a token, and out.
extension PageRoutes {
    func login(_ visit: Visit) throws(Refusal) -> Response {
        let next = Address(local: visit.request.query["next"] ?? "/") ?? Address()
        let known = visit.cookie(Self.loginCookie)
        let visitor = known ?? Secret.make(prefix: "").text
        let view = LoginView(
            frame: visit.frame(), next: next, formToken: FormToken.text(for: visitor))
        var response = Visit.page(view.html)
        response.fields[.cacheControl] = "no-store"
        if known == nil { visit.setCookie(Self.loginCookie, visitor, seconds: nil, &response) }
        return response
    }

    /// Ties the form for signing in to the browser that was given it, so that nobody can sign
    /// another person in as himself. Programs that send a token to this page have neither cookie
    /// nor origin, and nothing that could be misused.
    private static let loginCookie = "mebe_login"

    private func requireOwnLogin(_ visit: Visit, _ form: Query) throws(Refusal) {
        guard let visitor = visit.cookie(Self.loginCookie) else { return }
        guard FormToken.isRight(form[FormToken.field], for: visitor) else { throw .staleForm }
    }

    /// Puts a session into a cookie that scripts and other sites cannot use.
    func signIn(_ visit: Visit) async throws(Refusal) -> Response {
        let form = try visit.form()
        try requireOwnLogin(visit, form)
        let next = Address(local: form["next"] ?? "/") ?? Address()
        let token = (form["token"] ?? "").filter { !$0.isWhitespace }
        let keys = [SignInThrottle.Key.address(AddressKey(visit.request.client).description)]
        if let wait = doorkeeper.signIns.begin(keys) {
            return tooManyFailures(visit, next, waitSeconds: wait)
        }
        var hasFailed = false
        defer { doorkeeper.signIns.end(keys, failed: hasFailed) }
        guard
            let session = try await asked({ () throws(StoreError) in
                try await doorkeeper.openSession(token: token)
            })
        else {
            hasFailed = true
            let view = LoginView(
                frame: visit.frame(), next: next, outcome: .failed, formToken: loginToken(visit))
            var response = Visit.page(view.html, status: .unauthorized)
            response.fields[.wwwAuthenticate] = Visit.challenge
            return response
        }
        var response = Visit.redirect(to: next)
        setSession(
            session.text, seconds: Int(Doorkeeper.sessionMilliseconds / 1_000), visit, &response)
        return response
    }

    private func loginToken(_ visit: Visit) -> String? {
        visit.cookie(Self.loginCookie).map(FormToken.text(for:))
    }

    private func tooManyFailures(
        _ visit: Visit, _ next: Address, waitSeconds: Int64
    ) -> Response {
        let view = LoginView(
            frame: visit.frame(), next: next, outcome: .notLookedAt(waitSeconds: waitSeconds),
            formToken: loginToken(visit))
        var response = Visit.page(view.html, status: .tooManyRequests)
        response.fields[.retryAfter] = String(waitSeconds)
        return response
    }

    func signOut(_ visit: Visit) async throws(Refusal) -> Response {
        if let session = visit.cookie(Doorkeeper.sessionCookie) {
            try await asked { () throws(StoreError) in
                try await doorkeeper.closeSession(session)
            }
        }
        var response = Visit.redirect(to: Address())
        setSession("", seconds: 0, visit, &response)
        return response
    }

    private func setSession(
        _ value: String, seconds: Int, _ visit: Visit, _ response: inout Response
    ) {
        visit.setCookie(Doorkeeper.sessionCookie, value, seconds: seconds, &response)
    }
}

extension Address {
    /// An address of this server from a form or query; nil for anything that could lead away.
    init?(local text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\") else { return nil }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let segments = parts[0].split(separator: "/").map(String.init)
        guard segments.allSatisfy({ $0.utf8.allSatisfy(Self.isPlain) }) else { return nil }
        let query = parts.count == 2 ? Query(String(parts[1])) : Query()
        guard let query else { return nil }
        self.init(segments: segments, query: query.pairs.map { .init($0.name, $0.value) })
    }

    /// Ids, forms and periods are made of these bytes, so nothing has to be decoded.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }
}
