import API
import Access
import HTTPWire
import Kernel
import Logging
import Pages
import Reporting
import Serving
import Storage

/// The parts of a running server, wired together.
struct Application {
    let store: SQLiteStore
    let doorkeeper: Doorkeeper
    private let api: APIRoutes
    private let pages: PageRoutes
    private let logger: Logger

    /// - Parameter areSumsPublic: `--public-dashboards`.
    init(
        store: SQLiteStore, keyFile: SecretKeyFile, areSumsPublic: Bool, logger: Logger
    ) async throws(StoreError) {
        let clock: @Sendable () -> Int64 = { SystemTime.wallMilliseconds() }
        let log: @Sendable (String) -> Void = { text in
            logger.error("\(text)", metadata: Self.requestMetadata)
        }
        self.store = store
        self.logger = logger
        doorkeeper = try await Doorkeeper(
            store: store, clock: clock, keyFile: keyFile, log: log)
        let reports = ReportDesk(store: store, clock: clock, log: log)
        let figures = FigureDesk(
            store: store, rights: ReadingRights(areSumsPublic: areSumsPublic), log: log)
        let units = UnitDesk(store: store, log: log)
        let months = MonthDesk(store: store, clock: clock, log: log)
        api = APIRoutes(
            store: store, doorkeeper: doorkeeper, reports: reports, figures: figures,
            units: units, months: months, clock: clock)
        pages = PageRoutes(
            store: store, doorkeeper: doorkeeper, reports: reports, figures: figures,
            units: units, months: months, clock: clock)
    }

    /// By what the access log and the client have the request that this code runs for.
    private static var requestMetadata: Logger.Metadata? {
        Request.currentID.map { ["request": "\($0)"] }
    }

    /// The server for people and programs.
    func server(_ configuration: ServerConfiguration, _ limits: ServeLimits) -> Server {
        var configuration = configuration
        configuration.faultResponse = { [pages] fault, request, id in
            // A request that could not be read has no path; programs send most of those.
            request.map(Self.wantsJSON) ?? true
                ? Problem.response(for: fault, requestID: id)
                : pages.page(for: fault, request, requestID: id)
        }
        let rates = TokenRates(limits)
        configuration.gate = { [doorkeeper] request in
            WrongTokens.fault(of: request, doorkeeper) ?? rates?.fault(of: request, doorkeeper)
        }
        return Server(configuration, router: router)
    }

    private var router: Router {
        var router = Router()
        // A dashboard's address gives the page, unless JSON is what is asked for.
        pages.add(to: &router)
        api.add(to: &router)
        router.on(.get, "/healthz", immediate: Self.health) { Self.health($0) }
        router.on(.get, "/readyz", immediate: Self.health) { Self.health($0) }
        return router
    }

    private static func wantsJSON(_ request: Request) -> Bool {
        let accept = Accept(request.fields)
        return request.path.hasPrefix("/api/")
            || accept.weight(of: "application/json") > accept.weight(of: "text/html")
    }

    /// A loop that answers this is alive, and the store was open before the first request.
    private static func health(_ request: Request) -> Response {
        var response = Response(body: .bytes(Array("{\"status\":\"ok\"}".utf8)))
        response.fields[.contentType] = "application/json"
        response.fields[.cacheControl] = "no-store"
        return response
    }

    /// The server for administration commands, behind a socket that only its owner can open.
    ///
    /// - Parameter base: what stands before the paths of pages.
    func adminServer(in folder: DataFolder, base: String) -> Server {
        var configuration = ServerConfiguration(
            addresses: [.unix(path: folder.socket)], loopCount: 1)
        configuration.log = log
        // An import of a year of the country is one request; it may take its time.
        let desk = AdminDesk(store: store, doorkeeper: doorkeeper, base: base)
        var router = Router()
        router.on(.post, "/admin", accepts: ["application/json"]) { request in
            let reply: AdminReply
            if let admin = AdminRequest(json: request.body) {
                reply = await desk.perform(admin)
            } else {
                reply = .failed("the request cannot be read; is the command of another version?")
            }
            var response = Response(body: .bytes(reply.json))
            response.fields[.contentType] = "application/json"
            return response
        }
        return Server(configuration, router: router)
    }

    var log: @Sendable (ServerEvent) -> Void {
        { [logger] event in logger.warning("\(event)", metadata: Self.requestMetadata) }
    }
}
