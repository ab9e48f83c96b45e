import HTTPWire
import Kernel
import Serving
import Testing

/// Runs `body` beside a server on a free port, and drains it afterwards.
func withServer(
    loops: Int = 2, _ router: Router, _ configure: (inout ServerConfiguration) -> Void = { _ in },
    _ body: (SocketAddress) async throws -> Void
) async throws {
    var configuration = ServerConfiguration(
        addresses: [.ipv4(address: 0x7F00_0001, port: 0)], loopCount: loops)
    configuration.limits.drainTimeoutMilliseconds = 2_000
    configure(&configuration)
    let server = Server(configuration, router: router)
    let addresses = try server.start()
    let address = try #require(addresses.first)
    do {
        try await body(address)
    } catch {
        await server.drain()
        throw error
    }
    await server.drain()
}

/// Waits until something holds; fails the test when it does not come true in time.
func eventually(
    within seconds: Int64 = 10, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () throws -> Bool
) async rethrows {
    let deadline = SystemTime.monotonicMilliseconds() + seconds * 1000
    while try !condition() {
        guard SystemTime.monotonicMilliseconds() < deadline else {
            Issue.record("it did not come true in \(seconds) s", sourceLocation: sourceLocation)
            return
        }
        await Task.yield()
    }
}

/// A router with the routes that most tests need.
func testRouter() -> Router {
    var router = Router()
    router.on(.get, "/hello", immediate: { _ in text("hello") }) { _ in text("hello") }
    router.on(.get, "/later") { _ in
        await Task.yield()
        return text("later")
    }
    router.on(.get, "/number/{n}", immediate: { text($0.parameters["n"]) }) { _ in text("") }
    router.on(.get, "/later/{n}") { request in
        await Task.yield()
        return text(request.parameters["n"])
    }
    router.on(.post, "/echo") { Response(body: .bytes($0.body)) }
    router.on(.put, "/small", bodyMax: 10) { Response(body: .bytes($0.body)) }
    router.on(.post, "/json", accepts: ["application/json"]) { Response(body: .bytes($0.body)) }
    return router
}

func text(_ text: String) -> Response {
    Response(fields: [.contentType: "text/plain"], body: .bytes(Array(text.utf8)))
}
