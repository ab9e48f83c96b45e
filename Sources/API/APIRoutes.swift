public import Access
import HTTPWire
import JSON
import Reporting
public import Serving
public import Storage

/// The JSON API under `/api/v1`.
public struct APIRoutes: Sendable {
    let store: any ReportStore
    let doorkeeper: Doorkeeper
    let reports: ReportDesk
    let figures: FigureDesk
    let units: UnitDesk
    let months: MonthDesk
    /// Milliseconds UTC.
    let clock: @Sendable () -> Int64

    static let prefix = "/api/v1"
    static let jsonType = "application/json"

    /// About the memory that rendered figures may take.
    private static let cacheByteLimit = 24 << 20
    private let cache = ResponseCache<Stamp>(byteLimit: cacheByteLimit)

    public init(
        store: any ReportStore, doorkeeper: Doorkeeper, reports: ReportDesk,
        figures: FigureDesk, units: UnitDesk, months: MonthDesk,
        clock: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.doorkeeper = doorkeeper
        self.reports = reports
        self.figures = figures
        self.units = units
        self.months = months
        self.clock = clock
    }

    /// Adds all routes, and a dashboard's figures at its address with `.json`, or by `Accept`.
    public func add(to router: inout Router) {
        addReports(to: &router)
        addReview(to: &router)
        addLists(to: &router)
        addMonths(to: &router)
        getFigures(Self.prefix + "/aggregates/{unit}", to: &router) { request throws(Refusal) in
            try await self.aggregate(request, unit: request.parameters["unit"])
        }
        getFigures(Self.prefix + "/aggregates/{unit}/children", to: &router, children)
        getFigures(Self.prefix + "/series/{unit}", to: &router, series)
        getFigures(Self.prefix + "/completeness/{unit}", to: &router, completeness)
        getFigures(Self.prefix + "/quality/{unit}", to: &router, quality)
        let dashboard: @Sendable (Request) async throws(Refusal) -> Response = { request in
            try await self.aggregate(request, unit: request.parameters["id"])
        }
        getFigures("/units/{id}.json", to: &router, dashboard)
        getFigures("/units/{id}", produces: Self.jsonType, to: &router, dashboard)
        get("/org-units", to: &router, orgUnits)
        addUnitChanges(to: &router)
        addPeople(to: &router)
        get("/forms", to: &router, forms)
        get("/indicators", to: &router, indicators)
        get("/targets", to: &router, targets)
    }

    private func addReports(to router: inout Router) {
        let path = Self.prefix + "/reports"
        router.on(
            .post, path, accepts: ["application/json"], handler(post))
        router.on(
            .post, path + "/batch", bodyMax: ServerLimits.unlimited, accepts: [Self.lineType],
            streaming: { request, body in batch(request, body) })
        router.on(
            .put, path + "/{unit}/{form}/{period}", accepts: ["application/json"], handler(put))
        get("/reports/{unit}/{form}/{period}", to: &router, report)
        get("/reports/{unit}/{form}/{period}/revisions", to: &router, revisions)
    }

    func get(
        _ path: String, to router: inout Router,
        _ body: @escaping @Sendable (Request) async throws(Refusal) -> Response
    ) {
        router.on(.get, Self.prefix + path, handler(body))
    }

    /// A route whose answer is kept until something is committed.
    private func getFigures(
        _ path: String, produces type: String? = nil, to router: inout Router,
        _ body: @escaping @Sendable (Request) async throws(Refusal) -> Response
    ) {
        let cache = self.cache
        let handler = handler(body)
        router.on(
            .get, path, produces: type,
            immediate: { request in
                let footing = self.footing(request)
                guard let key = self.cacheKey(request, footing.recognition.caller),
                    var response = cache.response(for: key, stamp: footing.stamp)
                else { return nil }
                response.staysRight = { footing.stands(on: self.today) }
                return response
            },
            { request in
                let footing = self.footing(request)
                let response = await handler(request)
                guard footing.knowsReader,
                    let key = self.cacheKey(request, footing.recognition.caller)
                else { return response }
                return cache.keep(response, for: key, stamp: footing.stamp)
            })
    }

    private func footing(_ request: Request) -> Footing {
        Footing(
            store, doorkeeper, today: today, authorization: request.fields[.authorization],
            cookies: request.fields.values(of: .cookie),
            isSecure: request.origin.isSecure, from: { request.clientHost })
    }

    /// The parameters, beside `period`, that decide what a figure's address answers.
    private static let figureParameters = [
        "form", "boundaries", "compare", "indicator", "element", "from", "to", "step", "limit",
        "cursor",
    ]

    /// Address and reader; nil where the credential opens nothing, or where a position has to
    /// be looked at first.
    private func cacheKey(_ request: Request, _ caller: Caller) -> String? {
        guard !request.fields.contains(.mebeSeq) else { return nil }
        let reader: Principal?
        switch caller {
        case .nobody: reader = nil
        case .known(let principal): reader = principal
        case .unknown: return nil
        }
        let query = request.query
        let period = query["period"].map { Period(code: $0)?.code ?? $0 }
        let others = Self.figureParameters.map { query[$0] ?? "" }
        return
            ([request.segments.joined(separator: "/"), period ?? ""] + others + [reader.cacheKey])
            .joined(separator: " ")
    }

    func handler(
        _ body: @escaping @Sendable (Request) async throws(Refusal) -> Response
    ) -> Handler {
        { request in
            do throws(Refusal) {
                return try await body(request)
            } catch {
                return Problem(
                    error, registry: self.store.registry, requestID: request.id
                ).response
            }
        }
    }

    // MARK: Shared by all

    var today: Day { VietnamTime.day(ofMilliseconds: clock()) }

    func recognition(_ request: Request) -> Recognition {
        doorkeeper.recognition(
            authorization: request.fields[.authorization],
            cookies: request.fields.values(of: .cookie),
            isSecure: request.origin.isSecure, from: { request.clientHost })
    }

    /// Who asks; nil without a credential. A wrong one is refused rather than passed over.
    func reader(_ request: Request) throws(Refusal) -> Principal? {
        let recognition = recognition(request)
        switch recognition.caller {
        case .nobody: return nil
        case .known(let principal):
            if let session = recognition.session { try requireOwnPage(request, session) }
            return principal
        case .unknown: throw .signInFirst
        }
    }

    /// A write that comes with a session's cookie has to come from a page of this server: by what
    /// the browser says of its origin, which no page can forge, or by the session's form token.
    private func requireOwnPage(_ request: Request, _ session: String) throws(Refusal) {
        if request.method == .get || request.method == .head { return }
        if let site = request.fields[.secFetchSite] {
            guard site == "same-origin" else { throw .foreignOrigin }
            return
        }
        if let origin = request.fields[.origin] {
            guard request.isOwn(origin) else { throw .foreignOrigin }
            return
        }
        guard FormToken.isRight(request.fields[.csrfToken], for: session) else {
            throw .staleForm
        }
    }

    func principal(_ request: Request) throws(Refusal) -> Principal {
        guard let principal = try reader(request) else { throw .signInFirst }
        return principal
    }

    func json(_ bytes: [UInt8], status: Status = .ok) -> Response {
        var response = Response(status: status, body: .bytes(bytes))
        response.fields[.contentType] = Self.jsonType
        response.fields[.cacheControl] = "private, no-cache"
        response.fields[.vary] = "Cookie, Authorization"
        return response
    }

    /// Lists that depend on nothing but units and catalogue.
    func list<Item>(
        _ items: [Item], next: String? = nil, _ write: (inout JSONWriter, Item) -> Void
    ) -> Response {
        var writer = JSONWriter()
        writer.list(items, next: next, write)
        var response = json(writer.bytes)
        response.fields[.etag] = Validator.tag(of: writer.bytes)
        return response
    }

    /// Items that are written before other connections of the loop have their turn.
    private static let itemsPerTurn = 500

    /// The same for a list that may be long.
    func longList<Item>(
        _ items: [Item], next: String?, _ write: (inout JSONWriter, Item) -> Void
    ) async -> Response {
        var writer = JSONWriter()
        writer.beginList()
        for (index, item) in items.enumerated() {
            write(&writer, item)
            if index % Self.itemsPerTurn == Self.itemsPerTurn - 1 { await Task.yield() }
        }
        writer.endList(next: next)
        var response = json(writer.bytes)
        response.fields[.etag] = Validator.tag(of: writer.bytes)
        return response
    }
}
