import HTTPWire
import Serving
import Testing

extension SocketTests {
    /// The label under which a request is found again.
    struct RequestIDTests {
        @Test(
            "A short plain label is taken from the client, any other is replaced",
            arguments: [
                ("a", true), ("req-1.2_3", true), (String(repeating: "x", count: 40), true),
                ("", false), (String(repeating: "x", count: 41), false), ("a b", false),
                ("a\"b", false), ("ă", false), ("a/b", false),
            ])
        func labels(label: String, isTaken: Bool) async throws {
            try await withServer(testRouter()) { address in
                let client = try TestClient(address)
                let given = client.exchange(
                    "GET /hello HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(label)\r\n\r\n")
                let id = try #require(given?["X-Request-Id"])
                #expect((id == label) == isTaken)
                #expect(!id.isEmpty)
            }
        }

        @Test("Every response has one of its own, also one to what is no request")
        func everywhere() async throws {
            var router = testRouter()
            router.on(.get, "/id") { text("\($0.id) \(Request.currentID ?? "-")") }
            try await withServer(router) { address in
                var seen: Set<String> = []
                let client = try TestClient(address)
                for path in ["/id", "/id", "/none", "/hello", "/%zz"] {
                    let response = client.exchange("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                    let id = try #require(response?["X-Request-Id"])
                    if path == "/id" { #expect(response?.text == "\(id) \(id)") }
                    seen.insert(id)
                }
                let refused = client.exchange("nonsense\r\n\r\n")
                seen.insert(try #require(refused?["X-Request-Id"]))
                #expect(seen.count == 6)
            }
        }

        @Test("A failure of the server's quotes the id in its body, a client's does not")
        func failures() async throws {
            var router = testRouter()
            router.on(.get, "/busy") { _ in Response(fault: .overloaded) }
            try await withServer(router) { address in
                let client = try TestClient(address)
                let head = " HTTP/1.1\r\nHost: a\r\nX-Request-Id: tell-me\r\n\r\n"
                #expect(client.exchange("GET /busy" + head)?.text.contains("tell-me") == true)
                #expect(client.exchange("GET /none" + head)?.text.contains("tell-me") == false)
            }
        }
    }
}
