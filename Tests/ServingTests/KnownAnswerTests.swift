import HTTPWire
import Kernel
import Synchronization
import Testing

@testable import Serving

extension SocketTests {
    /// Answers that are sent again to requests of the same octets.
    struct KnownAnswerTests {
        /// What the answers rest on, and how often a handler was asked.
        final class Desk: Sendable {
            let version = Atomic(1)
            let askedCount = Atomic(0)

            var asked: Int { askedCount.load(ordering: .relaxed) }

            func change() { version.add(1, ordering: .sequentiallyConsistent) }

            /// Tells the version and what the head says.
            func answer(_ request: Request) -> Response {
                askedCount.add(1, ordering: .relaxed)
                let made = version.load(ordering: .sequentiallyConsistent)
                let names: [FieldName] = [.host, .acceptLanguage, .cookie, .authorization]
                let said = names.map { request.fields[$0] ?? "-" }.joined(separator: " ")
                var response = text(
                    "\(made) \(request.path) \(request.query.names) \(said) \(request.origin)")
                response.fields[.etag] = "\"\(made)\""
                response.staysRight = {
                    self.version.load(ordering: .sequentiallyConsistent) == made
                }
                return response
            }

            func router(body length: Int = 0) -> Router {
                var router = Router()
                router.on(.get, "/page/{n}", immediate: answer) { _ in text("never") }
                router.on(
                    .get, "/long",
                    immediate: { request in
                        var response = self.answer(request)
                        response.body = .bytes([UInt8](repeating: 97, count: length))
                        return response
                    }
                ) { _ in text("never") }
                router.on(.post, "/echo") { Response(body: .bytes($0.body)) }
                return router
            }
        }

        private static func get(_ path: String, _ fields: String...) -> String {
            "GET \(path) HTTP/1.1\r\nHost: a\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
        }

        @Test("The handler is asked once, until what its answer rests on has changed")
        func untilChanged() async throws {
            let desk = Desk()
            try await withServer(loops: 1, desk.router()) { address in
                let clients = try (0..<2).map { _ in try TestClient(address) }
                for version in 1...3 {
                    for client in clients + clients {
                        let answer = client.exchange(Self.get("/page/1"))
                        #expect(answer?.status == 200)
                        #expect(answer?.text.hasPrefix("\(version) /page/1 ") == true)
                        #expect(answer?["ETag"] == "\"\(version)\"")
                    }
                    #expect(desk.asked == version)
                    desk.change()
                }
            }
        }

        @Test("A change counts on every loop at once, whoever asks")
        func everyLoop() async throws {
            let desk = Desk()
            try await withServer(loops: 3, desk.router()) { address in
                let clients = try (0..<12).map { _ in try TestClient(address) }
                for version in 1...20 {
                    for client in clients {
                        let answer = client.exchange(Self.get("/page/1"))
                        #expect(answer?.text.hasPrefix("\(version) ") == true)
                    }
                    desk.change()
                }
                #expect(desk.asked <= 3 * 20)
            }
        }

        @Test(
            "Any other octet of the head has the handler asked",
            arguments: [
                "GET /page/2 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /page/1?x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /page/1 HTTP/1.1\r\nHost: b\r\n\r\n",
                "GET /page/1 HTTP/1.1\r\nHost: a\r\nAccept-Language: en\r\n\r\n",
                "GET /page/1 HTTP/1.1\r\nHost: a\r\nCookie: mebe_session=x\r\n\r\n",
                "GET /page/1 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n",
                "GET /page/1 HTTP/1.1\r\nhost: a\r\n\r\n",
            ])
        func otherHead(_ other: String) async throws {
            let desk = Desk()
            try await withServer(loops: 1, desk.router()) { address in
                let client = try TestClient(address)
                let first = client.exchange(Self.get("/page/1"))
                let second = client.exchange(other)
                #expect(desk.asked == 2)
                #expect(first?.text == "1 /page/1 [] a - - - http://a")
                #expect(second?.text == desk.answer(try #require(Self.request(other))).body.text)
                #expect(client.exchange(Self.get("/page/1"))?.text == first?.text)
                #expect(client.exchange(other)?.text == second?.text)
                #expect(desk.asked == 3)
            }
        }

        private static func request(_ text: String) -> Request? {
            var parser = RequestHeadParser()
            guard case .done(let head, _) = parser.parse([UInt8](text.utf8).span.bytes) else {
                return nil
            }
            return Request(head: head, query: head.target.query.flatMap { Query($0) } ?? Query())
        }

        @Test("HEAD, conditions, ranges and a last request are answered alike each time")
        func kinds() async throws {
            let desk = Desk()
            try await withServer(loops: 1, desk.router()) { address in
                let client = try TestClient(address)
                for _ in 0..<3 {
                    let head = client.exchange("HEAD /page/1 HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(head?.status == 200 && head?.body == [])
                    let whole = client.exchange(Self.get("/page/1"))
                    #expect(whole?["Content-Length"] == head?["Content-Length"])
                    let unchanged = client.exchange(Self.get("/page/1", "If-None-Match: \"1\""))
                    #expect(unchanged?.status == 304 && unchanged?["ETag"] == "\"1\"")
                    let part = client.exchange(Self.get("/page/1", "Range: bytes=2-6"))
                    #expect(part?.status == 206 && part?.text == "/page")
                    let failed = client.exchange(Self.get("/page/1", "If-Match: \"2\""))
                    #expect(failed?.status == 412)
                }
                for _ in 0..<2 {
                    let last = try TestClient(address)
                    last.send(Self.get("/page/1", "Connection: close"))
                    #expect(last.receiveAll().hasPrefix("HTTP/1.1 200 OK\r\n"))
                }
            }
        }

        @Test("Each answer has its own label, and the client's where it brings one")
        func labels() async throws {
            let desk = Desk()
            try await withServer(loops: 1, desk.router()) { address in
                let client = try TestClient(address)
                let ids = (0..<5).map { _ in
                    client.exchange(Self.get("/page/1"))?["X-Request-Id"] ?? ""
                }
                #expect(Set(ids).count == 5 && !ids.contains(""))
                for _ in 0..<2 {
                    let answer = client.exchange(Self.get("/page/1", "X-Request-Id: mine"))
                    #expect(answer?.fields.filter { $0.name == "X-Request-Id" }.count == 1)
                    #expect(answer?["X-Request-Id"] == "mine")
                    #expect(answer?["Date"] != nil)
                }
            }
        }

        @Test("Pipelined requests are answered in order, known or not, however they are cut")
        func pipelined() async throws {
            let desk = Desk()
            try await withServer(loops: 1, desk.router()) { address in
                let client = try TestClient(address)
                var requests = ""
                var wanted: [String] = []
                for number in 0..<300 {
                    if number % 7 == 6 {
                        requests += "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"
                        requests += "abc"
                        wanted.append("abc")
                    } else {
                        requests += Self.get("/page/\(number % 3)")
                        wanted.append("1 /page/\(number % 3) [] a - - - http://a")
                    }
                }
                for length in [requests.utf8.count, 1_000, 61] {
                    var rest = Array(requests.utf8)[...]
                    while !rest.isEmpty {
                        client.send(rest.prefix(length))
                        rest = rest.dropFirst(length)
                    }
                    #expect(wanted.map { _ in client.response()?.text } == wanted)
                }
                // A head that came in parts is read.
                #expect(desk.asked < wanted.count / 4)
            }
        }

        @Test("Rates and the gate see every request")
        func limits() async throws {
            let desk = Desk()
            let gated = Atomic(0)
            try await withServer(
                loops: 1, desk.router(),
                {
                    $0.limits.bindsLoopback = true
                    ($0.limits.requestRateMax, $0.limits.requestBurstMax) = (1, 4)
                    $0.gate = { request in
                        gated.add(1, ordering: .relaxed)
                        return request.id.isEmpty ? .overloaded : nil
                    }
                },
                { address in
                    let client = try TestClient(address)
                    let statuses = (0..<6).map { _ in
                        client.exchange(Self.get("/page/1"))?.status ?? 0
                    }
                    #expect(statuses.prefix(4) == [200, 200, 200, 200])
                    #expect(statuses.contains(429))
                    #expect(gated.load(ordering: .relaxed) == statuses.count { $0 == 200 })
                })
            #expect(desk.asked == 1)
        }

        @Test("The same octets from a proxy and from a client are two requests")
        func provenance() async throws {
            let desk = Desk()
            try await withServer(
                loops: 1, desk.router(),
                { $0.proxies.ranges = ["127.0.0.2"].compactMap { AddressRange($0) } },
                { address in
                    let request = Self.get(
                        "/page/1", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: b")
                    let proxy = try TestClient(address, source: 0x7F00_0002)
                    let client = try TestClient(address)
                    for _ in 0..<3 {
                        #expect(proxy.exchange(request)?.text.hasSuffix(" https://b") == true)
                        #expect(client.exchange(request)?.text.hasSuffix(" http://a") == true)
                    }
                })
        }

        @Test(
            "A head up to the limit is known again, a longer one is read anew",
            arguments: [(0, 1), (1, 2)])
        func headLimit(excess: Int, asked: Int) async throws {
            let desk = Desk()
            try await withServer(loops: 1, desk.router()) { address in
                let client = try TestClient(address)
                let rest = ServerLimits.knownHeadLengthMax + excess
                let empty = Self.get("/page/1", "X-Long: ").utf8.count
                let request = Self.get(
                    "/page/1", "X-Long: " + String(repeating: "x", count: rest - empty))
                #expect(request.utf8.count == rest)
                for _ in 0..<2 { #expect(client.exchange(request)?.status == 200) }
                #expect(desk.asked == asked)
            }
        }

        @Test("A body that is too long to be copied comes whole each time")
        func longBody() async throws {
            let desk = Desk()
            try await withServer(loops: 1, desk.router(body: 300_000)) { address in
                let client = try TestClient(address)
                for _ in 0..<4 {
                    #expect(client.exchange(Self.get("/long"))?.body.count == 300_000)
                }
                #expect(desk.asked == 1)
            }
        }

        @Test("More answers than are kept are all right")
        func manyAnswers() async throws {
            let desk = Desk()
            try await withServer(loops: 1, desk.router()) { address in
                let client = try TestClient(address)
                let count = ServerLimits.knownAnswerCountMax + 64
                for _ in 0..<2 {
                    for start in stride(from: 0, to: count, by: 64) {
                        let numbers = start..<start + 64
                        client.send(numbers.map { Self.get("/page/\($0)") }.joined())
                        for number in numbers {
                            let answer = client.response()?.text
                            #expect(answer?.hasPrefix("1 /page/\(number) ") == true)
                        }
                    }
                }
                #expect(desk.asked > count)
            }
        }
    }
}

extension ResponseBody {
    fileprivate var text: String? {
        guard case .bytes(let bytes) = self else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
