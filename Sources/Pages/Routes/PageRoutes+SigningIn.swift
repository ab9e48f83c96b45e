import Access
import HTTPWire
import Serving
import Storage

/// Signing in with name and password or a token, and out.
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
        let old = visit.cookie(Doorkeeper.sessionCookie)
        if let challenge = form["challenge"] {
            let outcome = try await asked { () throws(StoreError) in
                try await doorkeeper.signIn(
                    challenge: challenge, code: form["code"] ?? "", replacing: old,
                    from: visit.client)
            }
            return answer(outcome, visit, next, wrong: .wrongCode(challenge: challenge))
        }
        // A browser may have filled in name and password by itself.
        let token = (form["token"] ?? "").filter { !$0.isWhitespace }
        let name = form["name"] ?? ""
        guard token.isEmpty, !name.isEmpty else {
            let outcome = try await asked { () throws(StoreError) in
                try await doorkeeper.signIn(token: token, replacing: old, from: visit.client)
            }
            return answer(outcome, visit, next, wrong: token.isEmpty ? .wrong : .failed)
        }
        let outcome = try await asked { () throws(StoreError) in
            try await doorkeeper.signIn(
                name: name, password: form["password"] ?? "", replacing: old,
                from: visit.client)
        }
        return answer(outcome, visit, next, wrong: .wrong, name: name)
    }

    /// - Parameter wrong: what the page says where nothing was opened.
    func answer(
        _ outcome: SignIn, _ visit: Visit, _ next: Address, wrong: LoginView.Outcome,
        name: String = ""
    ) -> Response {
        switch outcome {
        case .opened(let session):
            var response = Visit.redirect(to: next)
            visit.setCookie(
                Doorkeeper.sessionCookie, session.text,
                seconds: Int(Doorkeeper.sessionMilliseconds / 1_000), &response)
            if visit.cookie(Self.loginCookie) != nil {
                visit.setCookie(Self.loginCookie, "", seconds: 0, &response)
            }
            return response
        case .needsCode(let challenge):
            return page(visit, next, .needsCode(challenge: challenge), .ok)
        case .wrong:
            var response = page(visit, next, wrong, .unauthorized, name)
            response.fields[.wwwAuthenticate] = Visit.challenge
            return response
        case .mustWait(let seconds):
            var response = page(
                visit, next, .notLookedAt(waitSeconds: seconds), .tooManyRequests, name)
            response.fields[.retryAfter] = String(seconds)
            return response
        }
    }

    private func page(
        _ visit: Visit, _ next: Address, _ outcome: LoginView.Outcome, _ status: Status,
        _ name: String = ""
    ) -> Response {
        let view = LoginView(
            frame: visit.frame(), next: next, outcome: outcome,
            formToken: visit.cookie(Self.loginCookie).map(FormToken.text(for:)),
            name: String(name.prefix(128)))
        var response = Visit.page(view.html, status: status)
        response.fields[.cacheControl] = "no-store"
        return response
    }

    func signOut(_ visit: Visit) async throws(Refusal) -> Response {
        if let session = visit.cookie(Doorkeeper.sessionCookie) {
            try await asked { () throws(StoreError) in
                try await doorkeeper.closeSession(session, from: visit.client)
            }
        }
        var response = Visit.redirect(to: Address())
        visit.setCookie(Doorkeeper.sessionCookie, "", seconds: 0, &response)
        return response
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
