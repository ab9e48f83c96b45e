import HTTPWire
import Serving
import Synchronization
import Testing

extension SocketTests {
    struct StreamTests {
        static func router() -> Router {
            var router = Router()
            router.on(.get, "/parts") { _ in
                Response(
                    body: .stream { writer in
                        for part in ["one ", "two ", "three"] {
                            await Task.yield()
                            try await writer.write(Array(part.utf8))
                        }
                    })
            }
            router.on(.get, "/broken") { _ in
                Response(
                    body: .stream { writer in
                        try await writer.write(Array("half".utf8))
                        throw CancellationError()
                    })
            }
            return router
        }

        @Test("A body of unknown length is chunked, and the connection goes on")
        func chunked() async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                for _ in 0..<3 {
                    let response = client.exchange("GET /parts HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(response?.text == "one two three")
                    #expect(response?["Transfer-Encoding"] == "chunked")
                }
                let head = client.exchange("HEAD /parts HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(head?["Transfer-Encoding"] == "chunked")
            }
        }

        @Test("To HTTP/1.0 it ends with the connection")
        func untilClose() async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                client.send("GET /parts HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                let answer = client.receiveAll()
                #expect(answer.hasSuffix("\r\n\r\none two three"))
                #expect(answer.contains("Connection: close"))
                #expect(!answer.contains("Transfer-Encoding"))
            }
        }

        @Test("A stream that fails is cut, so that no part is taken for the whole")
        func failure() async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                client.send("GET /broken HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(!client.receiveAll().hasSuffix("0\r\n\r\n"))
                #expect(client.hasEnded)
            }
        }

        @Test("A stream that fails before its first part is answered with a status")
        func earlyFailure() async throws {
            var router = testRouter()
            router.on(.get, "/fails") { _ in
                Response(body: .stream { _ in throw CancellationError() })
            }
            try await withServer(router) { address in
                let response = try TestClient(address).exchange(
                    "GET /fails HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(response?.status == 500)
            }
        }

        @Test("A stream without any part is an empty body")
        func emptyStream() async throws {
            var router = testRouter()
            router.on(.get, "/empty") { _ in Response(body: .stream { _ in }) }
            try await withServer(router) { address in
                let client = try TestClient(address)
                for _ in 0..<2 {
                    let response = client.exchange("GET /empty HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(response?.status == 200)
                    #expect(response?.text == "")
                }
            }
        }

        @Test("A stream ends when its client leaves, and waits while it does not read")
        func leaving() async throws {
            let written = Atomic(0)
            let hasEnded = Atomic(false)
            var router = Router()
            router.on(.get, "/endless") { _ in
                Response(
                    body: .stream { writer in
                        defer { hasEnded.store(true, ordering: .relaxed) }
                        while true {
                            try await writer.write([UInt8](repeating: 0x61, count: 10_000))
                            written.add(10_000, ordering: .relaxed)
                        }
                    })
            }
            try await withServer(router) { address in
                var client: TestClient? = try TestClient(address, receiveBuffer: 4_096)
                client?.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
                client?.receive(atLeast: 100_000)
                #expect(written.load(ordering: .relaxed) < 16 << 20)
                client = nil
                await eventually { hasEnded.load(ordering: .relaxed) }
            }
        }
    }
}
