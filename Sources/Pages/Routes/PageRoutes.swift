public import Access
import HTTPWire
import Reporting
public import Serving
public import Storage

/// The pages' addresses: who asks, what they may see, and which view shows it.
public struct PageRoutes: Sendable {
    let store: any ReportStore
    let doorkeeper: Doorkeeper
    let reports: ReportDesk
    let figures: FigureDesk
    let units: UnitDesk
    let months: MonthDesk
    /// Milliseconds UTC.
    let clock: @Sendable () -> Int64
    let assets: PublicAssets

    /// About the memory that rendered dashboards may take.
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
        assets = PublicAssets()
    }

    public func add(to router: inout Router) {
        router.on(.get, "/", handler(home))
        router.on(.get, "/login", handler(login))
        post("/login", to: &router, requiresFormToken: false, signIn)
        post("/logout", to: &router, signOut)
        router.on(.get, "/help", handler(help))
        router.on(.get, "/units", handler(search))
        addDashboard(to: &router)
        addResults(to: &router)
        addPapers(to: &router)
        addEntry(to: &router)
        addReview(to: &router)
        addAudit(to: &router)
        addUnitChanges(to: &router)
        addAccount(to: &router)
        addPeople(to: &router)
        router.on(.get, "/completeness/{id}", handler(completeness))
        router.on(.get, "/quality/{id}", handler(quality))
        assets.add(to: &router)
    }

    /// Dashboards are kept until something is committed.
    private func addDashboard(to router: inout Router) {
        let cache = self.cache
        let handler = handler(dashboard)
        router.on(
            .get, "/units/{id}", produces: "text/html",
            immediate: { request in
                let footing = self.footing(request)
                let visit = Visit(request, footing.recognition, routes: self)
                guard let key = self.cacheKey(visit),
                    var response = cache.response(for: key, stamp: footing.stamp)
                else { return nil }
                response.staysRight = { footing.stands(on: self.today) }
                return response
            },
            { request in
                let footing = self.footing(request)
                let visit = Visit(request, footing.recognition, routes: self)
                let response = await handler(request)
                guard footing.knowsReader, let key = self.cacheKey(visit) else { return response }
                return cache.keep(response, for: key, stamp: footing.stamp)
            })
    }

    private func footing(_ request: Request) -> Footing {
        Footing(
            store, doorkeeper, today: today, authorization: request.fields[.authorization],
            cookies: request.fields.values(of: .cookie),
            isSecure: request.origin.isSecure, from: { request.clientHost })
    }

    /// - Parameters:
    ///   - requiresFormToken: only signing in looks at the proof of its own form.
    ///   - isLink: the path holds a secret, which is proof enough; a page that tells no referrer
    ///     sends the origin `null` (Fetch §3.1).
    func post(
        _ path: String, to router: inout Router, requiresFormToken: Bool = true,
        isLink: Bool = false,
        _ body: @escaping @Sendable (Visit) async throws(Refusal) -> Response
    ) {
        router.on(
            .post, path, accepts: Query.formTypes,
            handler { (visit: Visit) async throws(Refusal) -> Response in
                guard isLink || visit.isFromThisSite else { throw .foreignOrigin }
                if requiresFormToken { try visit.requireFormToken() }
                return try await body(visit)
            })
    }

    func handler(
        _ body: @escaping @Sendable (Visit) async throws(Refusal) -> Response
    ) -> Handler {
        { request in
            let visit = Visit(request, routes: self)
            do throws(Refusal) {
                return visit.finish(try await body(visit))
            } catch {
                return visit.finish(visit.refusal(error, guide: guide(error, visit)))
            }
        }
    }

    /// A refusal made by the server itself, as a page.
    public func page(for fault: Fault, _ request: Request?, requestID: String) -> Response {
        let visit = request.map { Visit($0, routes: self) }
        let frame = visit?.frame() ?? assets.frame(.vietnamese)
        let view = RefusalView(
            frame: frame, code: fault.status.code, requestID: requestID)
        return Visit.page(view.html, status: fault.status)
    }

    // MARK: Shared by all

    var today: Day { VietnamTime.day(ofMilliseconds: clock()) }

    /// The form that pages are about where an address names none.
    func mainForm(_ registry: Registry) -> String { registry.catalogue.forms.first ?? "" }

    func link(_ unit: OrgUnit.Number, on day: Day, _ registry: Registry) -> UnitLink {
        let unit = registry.units[unit]
        return UnitLink(id: unit.id, name: unit.state(nearest: day)?.name ?? unit.id)
    }

    /// From the nation down to the unit above, on the nearest day on which the unit existed.
    func ancestors(
        of unit: OrgUnit.Number, on day: Day, _ registry: Registry
    ) -> [UnitLink] {
        let day = registry.units[unit].existingDay(nearest: day)
        let path = registry.units.tree(on: day).path(from: unit)
        return path.dropFirst().reversed().map { link($0, on: day, registry) }
    }

    func unit(_ id: String, _ registry: Registry) throws(Refusal) -> OrgUnit.Number {
        guard let number = registry.units.number(ofID: id) else { throw .notFound }
        return number
    }

    func asked<Value>(
        _ body: () async throws(StoreError) -> Value
    ) async throws(Refusal) -> Value {
        do throws(StoreError) {
            return try await body()
        } catch {
            throw reports.refusal(error)
        }
    }
}
