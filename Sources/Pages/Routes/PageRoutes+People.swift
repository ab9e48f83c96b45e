import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// `/people` and `/tokens`.
extension PageRoutes {
    private var people: PeopleDesk {
        PeopleDesk(store: store, doorkeeper: doorkeeper, clock: clock)
    }

    private var tokenDesk: TokenDesk {
        TokenDesk(store: store, doorkeeper: doorkeeper, clock: clock)
    }

    func addPeople(to router: inout Router) {
        router.on(.get, "/people", handler(listPeople))
        post("/people", to: &router, addPerson)
        router.on(.get, "/people/{name}", handler(showPerson))
        post("/people/{name}", to: &router, changePerson)
        router.on(.get, "/tokens", handler(listTokens))
        post("/tokens", to: &router, makeToken)
        post("/tokens/{number}/revoke", to: &router, revokeToken)
    }

    private func deed(_ visit: Visit) throws(Refusal) -> PeopleDesk.Deed {
        PeopleDesk.Deed(by: try visit.signedIn(), from: visit.client)
    }

    /// People type a unit's name as often as its id.
    private func unitID(_ text: String, _ registry: Registry) -> String {
        let text = text.trimmed
        guard case .one(let unit) = UnitNaming(units: registry.units, day: today).find(text)
        else { return text }
        return registry.units[unit].id
    }

    // MARK: People

    private func listPeople(_ visit: Visit) throws(Refusal) -> Response {
        Self.secretPage(try list(visit).html)
    }

    private func list(
        _ visit: Visit, findings: [Finding] = [], typed: Query? = nil,
        made: (person: PersonRecord, link: SetupLink)? = nil
    ) throws(Refusal) -> PeopleView {
        let principal = try visit.signedIn()
        let all = try people.people(for: principal)
        let query = visit.request.query
        let unit = query["unit"].map { unitID($0, visit.registry) } ?? ""
        let role = query["role"] ?? ""
        let shown = all.filter { person in
            (unit.isEmpty || visit.registry.units[person.unit].id == unit)
                && (role.isEmpty || person.role == role)
        }
        return PeopleView(
            frame: visit.frame(),
            people: shown.map { ($0, link($0.unit, on: today, visit.registry)) },
            isAnybodyThere: !all.isEmpty, unit: query["unit"] ?? "", role: role,
            findings: findings, typed: { typed?[$0] ?? "" },
            link: made.map { ($0.person.name, visit.request.origin.description + $0.link.path) })
    }

    private func addPerson(_ visit: Visit) async throws(Refusal) -> Response {
        let deed = try deed(visit)
        let form = try visit.form()
        do throws(Refusal) {
            let added = try await people.add(
                PeopleDesk.Draft(
                    name: form["name"] ?? "", fullName: form["full_name"] ?? "",
                    unit: unitID(form["org_unit"] ?? "", visit.registry),
                    role: form["role"] ?? ""), deed)
            let made = added.link.map { (added.person, $0) }
            return Self.secretPage(try list(visit, made: made).html, status: .created)
        } catch {
            let findings = try Self.findings(error)
            return Self.secretPage(
                try list(visit, findings: findings, typed: form).html,
                status: .unprocessableContent)
        }
    }

    /// What is shown above the form; other refusals are pages of their own.
    private static func findings(_ refusal: Refusal) throws(Refusal) -> [Finding] {
        switch refusal {
        case .invalidInput(let findings): findings
        case .outsideScope:
            [
                Finding(
                    pointer: "/org_unit", messageVI: refusal.row.titleVI,
                    messageEN: refusal.row.titleEN)
            ]
        default: throw refusal
        }
    }

    private func showPerson(_ visit: Visit) throws(Refusal) -> Response {
        let person = try people.person(visit.request.parameters["name"], for: visit.signedIn())
        return Self.secretPage(view(person, visit).html)
    }

    private func view(
        _ person: PersonRecord, _ visit: Visit, findings: [Finding] = [], link: SetupLink? = nil,
        isDone: Bool = false
    ) -> PersonView {
        PersonView(
            frame: visit.frame(), person: person,
            unit: self.link(person.unit, on: today, visit.registry), findings: findings,
            link: link.map { visit.request.origin.description + $0.path }, isDone: isDone)
    }

    private func changePerson(_ visit: Visit) async throws(Refusal) -> Response {
        let deed = try deed(visit)
        let name = visit.request.parameters["name"]
        let person = try people.person(name, for: deed.principal)
        let form = try visit.form()
        do throws(Refusal) {
            var link: SetupLink?
            switch form["do"] {
            case "reset": link = try await people.reset(name, deed)
            case "disable": _ = try await people.change(name, .init(isDisabled: true), deed)
            case "enable": _ = try await people.change(name, .init(isDisabled: false), deed)
            case "second-factor": _ = try await people.removeSecondFactor(name, deed)
            case "sign-out": _ = try await people.signOut(name, deed)
            default:
                let edit = PeopleDesk.Edit(
                    fullName: form["full_name"],
                    unit: form["org_unit"].map { unitID($0, visit.registry) },
                    role: form["role"])
                _ = try await people.change(name, edit, deed)
            }
            let now = try people.person(name, for: deed.principal)
            return Self.secretPage(view(now, visit, link: link, isDone: true).html)
        } catch {
            return Self.secretPage(
                view(person, visit, findings: try Self.findings(error)).html,
                status: .unprocessableContent)
        }
    }

    // MARK: Tokens

    private func listTokens(_ visit: Visit) throws(Refusal) -> Response {
        Self.secretPage(try tokenList(visit).html)
    }

    private func tokenList(
        _ visit: Visit, findings: [Finding] = [], typed: Query? = nil, secret: Secret? = nil
    ) throws(Refusal) -> TokensView {
        let principal = try visit.signedIn()
        let own = visit.registry.units[principal.unit].id
        return TokensView(
            frame: visit.frame(), principal: principal,
            tokens: tokenDesk.tokens(for: principal).map {
                ($0, link($0.unit, on: today, visit.registry))
            }, now: clock(), forms: visit.registry.catalogue.forms, findings: findings,
            typed: { typed?[$0] ?? ($0 == "org_unit" ? own : "") }, secret: secret?.text)
    }

    private func makeToken(_ visit: Visit) async throws(Refusal) -> Response {
        let deed = try deed(visit)
        let form = try visit.form()
        do throws(Refusal) {
            let lifetime = form["expires"] ?? ""
            let made = try await tokenDesk.make(
                TokenDesk.Draft(
                    name: form["name"] ?? "",
                    unit: unitID(form["org_unit"] ?? "", visit.registry),
                    role: form["role"] ?? "", form: form["form"] ?? "",
                    lifetimeMilliseconds: lifetime.isEmpty
                        ? nil : TokenDesk.milliseconds(ofLifetime: lifetime) ?? -1), deed)
            return Self.secretPage(try tokenList(visit, secret: made.secret).html, status: .created)
        } catch {
            return Self.secretPage(
                try tokenList(visit, findings: try Self.findings(error), typed: form).html,
                status: .unprocessableContent)
        }
    }

    private func revokeToken(_ visit: Visit) async throws(Refusal) -> Response {
        guard let number = Int64(visit.request.parameters["number"]) else { throw .notFound }
        _ = try await tokenDesk.revoke(number, deed(visit))
        return Visit.redirect(to: Address("tokens"))
    }
}
