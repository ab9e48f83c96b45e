import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/account`: one's own password, second factor, sessions; `/welcome/{secret}`: links.
extension PageRoutes {
    var account: AccountDesk { AccountDesk(doorkeeper: doorkeeper) }

    func addAccount(to router: inout Router) {
        router.on(.get, "/account", handler(account))
        post("/account/password", to: &router, changePassword)
        post("/account/second-factor", to: &router, changeSecondFactor)
        post("/account/sessions", to: &router, endSessions)
        router.on(.get, "/welcome/{secret}", handler(welcome))
        post("/welcome/{secret}", to: &router, requiresFormToken: false, isLink: true, accept)
    }

    private func deed(_ visit: Visit) throws(Refusal) -> AccountDesk.Deed {
        AccountDesk.Deed(
            by: try visit.signedIn(), from: visit.client, session: visit.session)
    }

    /// A page that no cache and no history keeps: it shows what is nobody else's to see.
    static func secretPage(_ html: HTML, status: Status = .ok) -> Response {
        var response = Visit.page(html, status: status)
        response.fields[.cacheControl] = "no-store"
        response.fields.remove(.etag)
        return response
    }

    // MARK: The page

    private func account(_ visit: Visit) throws(Refusal) -> Response {
        let deed = try deed(visit)
        return Self.secretPage(
            view(visit, deed, notice: visit.request.query["done"].flatMap(AccountView.Notice.init))
                .html)
    }

    private func view(
        _ visit: Visit, _ deed: AccountDesk.Deed, findings: [Finding] = [],
        notice: AccountView.Notice? = nil, enrolment: AccountView.Enrolment? = nil,
        codes: [String] = []
    ) -> AccountView {
        let person = account.person(deed.principal)
        return AccountView(
            frame: visit.frame(), principal: deed.principal,
            unit: link(deed.principal.unit, on: today, visit.registry), person: person,
            codesLeft: person.map(account.recoveryCodeCount) ?? 0,
            sessions: account.sessions(deed), findings: findings, notice: notice,
            enrolment: enrolment, codes: codes)
    }

    /// What is wrong is shown with the page; everything else is a page of its own.
    private func shown(
        _ visit: Visit, _ deed: AccountDesk.Deed, enrolment: AccountView.Enrolment? = nil,
        _ body: () async throws(Refusal) -> Response
    ) async throws(Refusal) -> Response {
        do throws(Refusal) {
            return try await body()
        } catch {
            guard case .invalidInput(let findings) = error else { throw error }
            return Self.secretPage(
                view(visit, deed, findings: findings, enrolment: enrolment).html,
                status: .unprocessableContent)
        }
    }

    private static func done(_ notice: AccountView.Notice) -> Response {
        Visit.redirect(to: Address("account").with("done", notice.rawValue))
    }

    private func changePassword(_ visit: Visit) async throws(Refusal) -> Response {
        let deed = try deed(visit)
        let form = try visit.form()
        return try await shown(visit, deed) { () throws(Refusal) in
            try await account.changePassword(
                from: form["password"] ?? "", to: form["new_password"] ?? "", deed)
            return Self.done(.password)
        }
    }

    private func changeSecondFactor(_ visit: Visit) async throws(Refusal) -> Response {
        let deed = try deed(visit)
        let form = try visit.form()
        switch form["step"] {
        case "on":
            let sealed = form["sealed"] ?? ""
            let enrolment = try await enrolment(sealed, deed)
            return try await shown(visit, deed, enrolment: enrolment) { () throws(Refusal) in
                let codes = try await account.turnOn(
                    sealed: sealed, code: form["code"] ?? "", password: form["password"] ?? "",
                    deed)
                return Self.secretPage(view(visit, deed, codes: codes).html)
            }
        case "off":
            return try await shown(visit, deed) { () throws(Refusal) in
                try await account.turnOff(password: form["password"] ?? "", deed)
                return Self.done(.secondFactorOff)
            }
        default:
            let secret = AccountDesk.newSecret()
            let sealed = try await account.sealed(secret, deed)
            let enrolment = AccountView.Enrolment(
                sealed: sealed, secret: AccountDesk.text(ofSecret: secret))
            return Self.secretPage(view(visit, deed, enrolment: enrolment).html)
        }
    }

    private func enrolment(
        _ sealed: String, _ deed: AccountDesk.Deed
    ) async throws(Refusal) -> AccountView.Enrolment? {
        try await account.secret(sealed, deed).map {
            AccountView.Enrolment(sealed: sealed, secret: AccountDesk.text(ofSecret: $0))
        }
    }

    private func endSessions(_ visit: Visit) async throws(Refusal) -> Response {
        let deed = try deed(visit)
        let form = try visit.form()
        if let number = form["number"].flatMap({ Int64($0) }) {
            try await account.revokeSession(number, deed)
            return Self.done(.session)
        }
        _ = try await account.revokeAllSessions(deed)
        var response = Visit.redirect(to: Address("login"))
        visit.setCookie(Doorkeeper.sessionCookie, "", seconds: 0, &response)
        return response
    }

    // MARK: Links

    private func welcome(_ visit: Visit) throws(Refusal) -> Response {
        guard let welcome = doorkeeper.welcome(visit.request.parameters["secret"]) else {
            throw .notFound
        }
        return Self.welcomePage(welcome, visit)
    }

    private static func welcomePage(
        _ welcome: Doorkeeper.Welcome, _ visit: Visit, findings: [Finding] = [],
        typed: Query? = nil
    ) -> Response {
        let view = WelcomeView(
            frame: visit.frame(), action: Address(segments: visit.request.segments),
            name: welcome.person?.name, isReset: welcome.purpose == .reset, findings: findings,
            typedName: typed?["name"] ?? "", typedFullName: typed?["full_name"] ?? "")
        return secretPage(view.html, status: findings.isEmpty ? .ok : .unprocessableContent)
    }

    private func accept(_ visit: Visit) async throws(Refusal) -> Response {
        let secret = visit.request.parameters["secret"]
        let form = try visit.form()
        let units = visit.registry.units
        let nation = units.units.indices.first { unit in
            units[unit].states.contains { $0.level == .nation }
        }
        do throws(Refusal) {
            let outcome = try await doorkeeper.accept(
                secret,
                Doorkeeper.Setup(
                    password: form["password"] ?? "", name: form["name"] ?? "",
                    fullName: form["full_name"] ?? ""), nation: nation, from: visit.client)
            return answer(outcome, visit, Address(), wrong: .wrong)
        } catch {
            guard case .invalidInput(let findings) = error,
                let welcome = doorkeeper.welcome(secret)
            else { throw error }
            return Self.welcomePage(welcome, visit, findings: findings, typed: form)
        }
    }
}
