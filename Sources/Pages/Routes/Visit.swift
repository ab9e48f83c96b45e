import Access
import HTTPWire
import Reporting
import Serving
import Storage

/// One request for a page: its reader, language and frame, and the headers of every answer.
struct Visit: Sendable {
    let request: Request
    let registry: Registry
    let principal: Principal?
    /// A token was sent that opens nothing.
    let hasBadToken: Bool
    /// What its page's forms carry; nil where the reader is known by no cookie.
    let formToken: String?
    /// The cookie's value, where it made the reader known.
    let session: String?
    let wording: Wording
    private let assets: PublicAssets
    private let today: Day

    private static let languageCookie = "mebe_lang"
    private static let languageSeconds = 365 * 24 * 3_600

    init(_ request: Request, routes: PageRoutes) {
        let recognition = routes.doorkeeper.recognition(
            authorization: request.fields[.authorization],
            cookies: request.fields.values(of: .cookie),
            isSecure: request.origin.isSecure, from: { request.clientHost })
        self.init(request, recognition, routes: routes)
    }

    init(_ request: Request, _ recognition: Recognition, routes: PageRoutes) {
        self.request = request
        registry = routes.store.registry
        assets = routes.assets
        today = routes.today
        formToken = recognition.formToken
        session = recognition.session
        switch recognition.caller {
        case .known(let principal): (self.principal, hasBadToken) = (principal, false)
        case .nobody: (principal, hasBadToken) = (nil, false)
        case .unknown: (principal, hasBadToken) = (nil, true)
        }
        wording = Wording(
            Language.chosen(
                query: request.query["lang"],
                cookie: Cookies.value(
                    of: Self.languageCookie, in: request.fields.values(of: .cookie)),
                accepted: AcceptLanguage(request.fields).preferred(
                    of: Language.allCases.map(\.code)
                ).map { [$0] } ?? []))
    }

    /// Who asks, where the page is for people who are signed in.
    func signedIn() throws(Refusal) -> Principal {
        guard let principal else { throw .signInFirst }
        return principal
    }

    /// The fields of the form that was sent, in either coding.
    func form() throws(Refusal) -> Query {
        let type = request.fields[.contentType]
        guard let form = Query(form: request.body, contentType: type) else {
            throw .malformed(
                messageVI: "Biểu mẫu gửi lên không đọc được.",
                messageEN: "The form sent cannot be read.")
        }
        return form
    }

    /// Whether a form was sent by a page of this server. Browsers say where a request comes
    /// from (`Sec-Fetch-Site`, W3C Fetch Metadata; older ones `Origin`, RFC 6454); programs with
    /// a token send neither. The session's cookie is `SameSite=Lax` besides.
    var isFromThisSite: Bool {
        if let site = request.fields[.secFetchSite] {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.fields[.origin] else { return true }
        return request.isOwn(origin)
    }

    /// Whether a form that comes with the session's cookie was made for that session. Without a
    /// session there is nothing that another site could use; who sends a token by itself is no
    /// browser that could be misled.
    func requireFormToken() throws(Refusal) {
        guard let session else { return }
        guard FormToken.isRight(try form()[FormToken.field], for: session) else {
            throw .staleForm
        }
    }

    /// Where the request comes from.
    var client: Client {
        Client(
            address: request.clientHost, network: AddressKey(request.client).description,
            agent: request.fields[.userAgent] ?? "")
    }

    // MARK: Cookies

    /// A cookie of this server's that scripts and other sites cannot use.
    func cookie(_ name: String) -> String? {
        Cookies.value(
            of: Cookies.name(name, isSecure: request.origin.isSecure),
            in: request.fields.values(of: .cookie))
    }

    /// - Parameter seconds: how long the browser keeps it; nil until it is closed.
    func setCookie(_ name: String, _ value: String, seconds: Int?, _ response: inout Response) {
        let isSecure = request.origin.isSecure
        let age = seconds.map { "; Max-Age=\($0)" } ?? ""
        response.fields.append(
            .setCookie,
            "\(Cookies.name(name, isSecure: isSecure))=\(value); Path=/\(age); HttpOnly; "
                + "SameSite=Lax\(isSecure ? "; Secure" : "")")
    }

    // MARK: Answers

    /// - Parameter query: what the page's address says, in canonical order; the language switch
    ///   and links to other views build on it.
    func frame(_ query: [Address.Pair] = []) -> Frame {
        frame(Address(segments: request.segments, query: query))
    }

    func frame(_ address: Address) -> Frame {
        Frame(
            wording: wording, address: address,
            viewer: viewer, stylesheets: assets.stylesheets, formToken: formToken)
    }

    private var viewer: Viewer? {
        guard let principal, let role = Viewer.Role(rawValue: principal.role.rawValue) else {
            return nil
        }
        let unit = registry.units[principal.unit]
        let name = unit.state(nearest: today)?.name ?? unit.id
        return Viewer(
            name: principal.name, unit: UnitLink(id: unit.id, name: name), role: role)
    }

    static func page(_ html: HTML, status: Status = .ok) -> Response {
        var response = Response(status: status, body: .bytes(html.bytes))
        response.fields[.contentType] = "text/html; charset=utf-8"
        response.fields[.cacheControl] = status == .ok ? "private, no-cache" : "no-store"
        if status == .ok { response.fields[.etag] = Validator.tag(of: html.bytes) }
        return response
    }

    /// Whether a script asks, which has no use for a page.
    var wantsJSON: Bool {
        request.fields[.accept] == "application/json"
    }

    static func json(_ bytes: [UInt8], status: Status = .ok) -> Response {
        var response = Response(status: status, body: .bytes(bytes))
        response.fields[.contentType] = "application/json"
        response.fields[.cacheControl] = "no-store"
        return response
    }

    static func redirect(to address: Address) -> Response {
        var response = Response(status: .seeOther)
        response.fields[.location] = address.text
        response.fields[.cacheControl] = "no-store"
        return response
    }

    /// What every 401 says (RFC 9110 §15.5.2).
    static let challenge = "Bearer realm=\"mebe\""

    func refusal(_ refusal: Refusal, guide: RefusalGuide?) -> Response {
        let row = refusal.row
        let status = Status(code: row.status) ?? .internalServerError
        var response = Self.page(
            RefusalView(
                frame: frame(currentQuery), code: row.status, detail: detail(of: refusal),
                requestID: request.id, guide: guide
            ).html, status: status)
        if row.status == 401 { response.fields[.wwwAuthenticate] = Self.challenge }
        if let seconds = refusal.retrySeconds { response.fields[.retryAfter] = "\(seconds)" }
        return response
    }

    private var currentQuery: [Address.Pair] {
        request.query.pairs.filter { $0.name != "lang" }.map { .init($0.name, $0.value) }
    }

    private func detail(of refusal: Refusal) -> String? {
        switch refusal {
        case .badParameter(_, let vi, let en), .malformed(let vi, let en),
            .undoRefused(let vi, let en):
            wording.label(vi, en)
        case .monthClosed(let reason):
            wording.label(refusal.row.titleVI, refusal.row.titleEN) + ": " + reason
        case .invalidInput(let findings):
            findings.map { wording.label($0.messageVI, $0.messageEN) }.joined(separator: " ")
        case .guessedTooOften, .outsideScope, .roleTooWeak, .foreignOrigin, .staleForm,
            .accepted, .notSubmitted, .notAccepted, .succeeded, .storageReadOnly:
            wording.label(refusal.row.titleVI, refusal.row.titleEN)
        default: nil
        }
    }

    /// Adds what every page carries: the language chosen by link, and the headers that keep
    /// foreign scripts, frames and guesses at the type away.
    func finish(_ response: Response) -> Response {
        var response = response
        response.fields.setPageSecurity()
        // The address of a link that sets a password is itself a secret.
        if request.segments.first == "welcome", let name = FieldName("Referrer-Policy") {
            response.fields[name] = "no-referrer"
        }
        response.fields[.vary] = "Cookie, Authorization, Accept-Language"
        if response.fields.contains(.contentType) {
            response.fields[.contentLanguage] = wording.language.code
        }
        if let chosen = request.query["lang"], Language(rawValue: chosen) != nil {
            response.fields.append(
                .setCookie,
                "\(Self.languageCookie)=\(chosen); Path=/; Max-Age=\(Self.languageSeconds); "
                    + "SameSite=Lax")
        }
        return response
    }
}

extension Fields {
    /// Scripts are this server's own files, never text within a page; they speak to this server
    /// alone.
    mutating func setPageSecurity() {
        let policy =
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
            + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        let fields = [
            ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ]
        for (name, value) in fields {
            if let name = FieldName(name) { self[name] = value }
        }
    }
}
