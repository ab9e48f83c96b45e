import HTTPWire
import Kernel
import Serving
import Testing

extension SocketTests {
    struct RouterTests {
        static func router() -> Router {
            var router = Router()
            for pattern in [
                "/", "/units", "/units/{id}", "/units/{id}.json", "/units/{id}/reports",
                "/units/all", "/reports/{unit}/{form}/{period}", "/files/{rest...}",
                "/echo{rest...}", "/units/{id}/{other}/deep",
            ] {
                router.on(.get, pattern) { request in
                    let names = ["id", "unit", "form", "period", "rest", "other"]
                    let values = names.filter { pattern.contains("{\($0)") }
                        .map { "\($0)=\(request.parameters[$0])" }
                    return text(([pattern] + values).joined(separator: " "))
                }
            }
            return router
        }

        @Test(
            "The closest pattern takes the path",
            arguments: [
                ("/", "/"), ("/units", "/units"), ("/units/", nil),
                ("/units/VN-2024-034", "/units/{id} id=VN-2024-034"),
                ("/units/VN.json", "/units/{id}.json id=VN"),
                ("/units/.json", "/units/{id} id=.json"),
                ("/units/all", "/units/all"),
                ("/units/all/reports", "/units/{id}/reports id=all"),
                ("/units/a%2Fb", "/units/{id} id=a/b"),
                ("/units/%C3%A9", "/units/{id} id=é"),
                ("/units/x/y/deep", "/units/{id}/{other}/deep id=x other=y"),
                ("/units/x/reports/deep", "/units/{id}/{other}/deep id=x other=reports"),
                ("/units/x/y", nil),
                (
                    "/reports/U/mnch/2024-01?x=1",
                    "/reports/{unit}/{form}/{period} unit=U form=mnch period=2024-01"
                ),
                ("/files", "/files/{rest...} rest="), ("/files/", "/files/{rest...} rest="),
                ("/files/a/b", "/files/{rest...} rest=a/b"),
                ("/echo", "/echo{rest...} rest="), ("/echoes/x", "/echo{rest...} rest=es/x"),
                ("/ech", nil),
            ] as [(String, String?)])
        func patterns(path: String, answer: String?) async throws {
            try await withServer(loops: 1, Self.router()) { address in
                let client = try TestClient(address)
                let response = client.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(response?.status == (answer == nil ? 404 : 200))
                if let answer { #expect(response?.text == answer) }
            }
        }

        @Test("Handlers run on the loops and see the request")
        func requests() async throws {
            var router = Router()
            router.on(.post, "/see") { request in
                let query = request.query["a"] ?? "-"
                return text("\(request.method) \(query) \(request.body.count) \(request.peer.host)")
            }
            try await withServer(router) { address in
                let client = try TestClient(address)
                let response = client.exchange(
                    "POST /see?a=b%20c HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
                #expect(response?.text == "POST b c 3 127.0.0.1")
            }
        }

        @Test("IPv6 and Unix-domain sockets are served too")
        func addresses() async throws {
            let path = "/tmp/mebe-serving-\(UInt64.random(in: .min ... .max)).sock"
            let configuration = ServerConfiguration(
                addresses: [
                    .ipv6(high: 0, low: 1, scope: 0, port: 0), .unix(path: path),
                ], loopCount: 2)
            let server = Server(configuration, router: testRouter())
            for address in try server.start() {
                let client = try TestClient(address)
                #expect(client.exchange("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")?.text == "hello")
            }
            await server.drain()
            #expect(throws: KernelError.self) { try TestClient(.unix(path: path)) }
        }

        @Test("A port that is taken is refused at the start")
        func takenPort() async throws {
            try await withServer(testRouter()) { address in
                let second = Server(ServerConfiguration(addresses: [address]), router: testRouter())
                #expect(throws: KernelError.self) { try second.start() }
            }
        }
    }
}
