import HTTPWire
import Kernel
import Serving
import Synchronization
import Testing

extension SocketTests {
    /// How connections end: by time, by the client, by draining.
    struct EndingTests {
        static let hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

        /// Limits that pass within a test, long against the time a request needs.
        @Sendable static func quick(_ configuration: inout ServerConfiguration) {
            configuration.limits.headTimeoutMilliseconds = 300
            configuration.limits.bodyTimeoutMilliseconds = 300
            configuration.limits.idleTimeoutMilliseconds = 600
            configuration.limits.lingerTimeoutMilliseconds = 300
        }

        @Test(
            "Who does not read what the kernel has taken is cut, and not left to the kernel",
            arguments: ["keep-alive", "close"])
        func unreadByKernel(connection: String) async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                Self.quick(&$0)
                $0.limits.writeTimeoutMilliseconds = 400
            }
            try await withServer(testRouter(), limits) { address in
                let client = try TestClient(address, receiveBuffer: 4_096)
                let request = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n"
                let body = String(repeating: "b", count: 60_000)
                client.send(request + "Connection: \(connection)\r\n\r\n" + body)
                // Also one that sends something now and again, or ends its sending side.
                let trickler = try TestClient(address, receiveBuffer: 4_096)
                trickler.send(request + "Connection: \(connection)\r\n\r\n" + body)
                let half = try TestClient(address, receiveBuffer: 4_096)
                half.send(request + "Connection: \(connection)\r\n\r\n" + body)
                half.endSending()
                var isTricklerCut = false
                await eventually {
                    isTricklerCut = isTricklerCut || !trickler.send("\r\n")
                    return client.isReset && isTricklerCut && half.isReset
                }
                let reader = try TestClient(address, receiveBuffer: 4_096)
                reader.send(request + "Connection: \(connection)\r\n\r\n" + body)
                let answer = reader.response()
                #expect(answer?.text == body)
                #expect(reader.receiveAll().isEmpty && reader.hasEnded && !reader.isReset)
            }
        }

        @Test(
            "A slow client is cut within its limit",
            arguments: [
                ("no octet", "", ""),
                ("half a line", "GET / HT", "408"),
                ("half a head", "GET / HTTP/1.1\r\nHost: a\r\n", "408"),
                ("no body", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", "408"),
                (
                    "half a chunk",
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                    "408"
                ),
                ("rest after a response", hello, "200"),
            ])
        func silence(name: String, request: String, status: String) async throws {
            try await withServer(testRouter(), Self.quick) { address in
                let client = try TestClient(address)
                client.send(request)
                let answer = client.receiveAll()
                #expect(client.hasEnded)
                #expect(answer.split(separator: " ").dropFirst().first ?? "" == status)
            }
        }

        @Test("Octets that trickle in do not prolong a limit")
        func trickle() async throws {
            try await withServer(testRouter(), Self.quick) { address in
                let starts = [
                    "GET / HTTP/1.1\r\nHost: a\r\nX: ",
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n",
                ]
                for start in starts {
                    let client = try TestClient(address)
                    let begun = SystemTime.monotonicMilliseconds()
                    client.send(start)
                    await eventually {
                        // Each try sends one octet more.
                        !client.send("a") || client.isReset
                    }
                    #expect(SystemTime.monotonicMilliseconds() - begun < 5_000)
                }
            }
        }

        @Test("A client that ends its sending side is still answered")
        func halfClose() async throws {
            try await withServer(testRouter()) { address in
                let client = try TestClient(address)
                client.send(String(repeating: "GET /later HTTP/1.1\r\nHost: a\r\n\r\n", count: 3))
                client.endSending()
                #expect((0..<3).map { _ in client.response()?.status } == [200, 200, 200])
                #expect(client.receiveAll().isEmpty)
                #expect(client.hasEnded)
            }
        }

        @Test("An early refusal reaches a client that goes on sending")
        func earlyRefusal() async throws {
            try await withServer(testRouter()) { address in
                for _ in 0..<20 {
                    let client = try TestClient(address)
                    client.send("PUT /small HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n")
                    client.send([UInt8](repeating: 0x61, count: 4_000_000))
                    #expect(client.response()?.status == 413)
                }
            }
        }

        @Test("A drain answers what was begun and closes what rests")
        func drain() async throws {
            let release = Atomic(false)
            let held = Atomic(0)
            var router = testRouter()
            router.on(.get, "/held") { _ in
                held.add(1, ordering: .relaxed)
                while !release.load(ordering: .relaxed) { await Task.yield() }
                return text("done")
            }
            let server = Server(
                ServerConfiguration(
                    addresses: [.ipv4(address: 0x7F00_0001, port: 0)], loopCount: 2),
                router: router)
            let address = try #require(try server.start().first)
            let (idle, busy) = (try TestClient(address), try TestClient(address))
            #expect(idle.exchange(Self.hello)?.status == 200)
            // The second request is begun too, though its turn has not come.
            busy.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n" + Self.hello)
            await eventually { held.load(ordering: .relaxed) == 1 }
            async let drained: Void = server.drain()
            #expect(idle.receiveAll().isEmpty)
            #expect(idle.hasEnded)
            release.store(true, ordering: .relaxed)
            let answers = [busy.response(), busy.response()]
            #expect(answers.map { $0?.text } == ["done", "hello"])
            #expect(answers.map { $0?["Connection"] } == [nil, "close"])
            await drained
            #expect(throws: KernelError.self) { try TestClient(address) }
        }

        @Test("A drain under load cuts no response")
        func drainUnderLoad() async throws {
            let server = Server(
                ServerConfiguration(
                    addresses: [.ipv4(address: 0x7F00_0001, port: 0)], loopCount: 2),
                router: testRouter())
            let address = try #require(try server.start().first)
            let answered = Atomic(0)
            let cut = Atomic(0)
            let threads = try (0..<8).map { _ in
                JoinedThread(
                    try Thread(named: "client") {
                        Self.askUntilClosed(address, answered: answered, cut: cut)
                    })
            }
            await eventually { answered.load(ordering: .relaxed) > 2_000 }
            await server.drain()
            for thread in threads { thread.join() }
            #expect(cut.load(ordering: .relaxed) == 0)
        }

        private static func askUntilClosed(
            _ address: SocketAddress, answered: borrowing Atomic<Int>, cut: borrowing Atomic<Int>
        ) {
            guard let client = try? TestClient(address) else { return }
            while client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n") {
                guard let response = client.response() else {
                    // A connection that closes before it answers anything lost the race
                    // that RFC 9112 §9.5 describes; half an answer would be a fault.
                    if !client.takeReceived().isEmpty { cut.add(1, ordering: .relaxed) }
                    return
                }
                if response.text != "later" { cut.add(1, ordering: .relaxed) }
                answered.add(1, ordering: .relaxed)
                if response["Connection"] == "close" { return }
            }
        }

        @Test(
            "A successor does not wait for a client that only keeps the server waiting",
            arguments: [
                "GET /long HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhel",
            ])
        func handover(request: String) async throws {
            var router = testRouter()
            router.on(.get, "/long") { _ in
                Response(body: .bytes([UInt8](repeating: 0x61, count: 20_000_000)))
            }
            router.on(.get, "/slow") { _ in
                let end = SystemTime.monotonicMilliseconds() + 600
                while SystemTime.monotonicMilliseconds() < end { await Task.yield() }
                return text("done")
            }
            var configuration = ServerConfiguration(
                addresses: [.ipv4(address: 0x7F00_0001, port: 0)], loopCount: 1)
            configuration.limits.handoverTimeoutMilliseconds = 200
            let server = Server(configuration, router: router)
            let address = try #require(try server.start().first)
            let (slow, busy) = (try TestClient(address), try TestClient(address))
            slow.send(request)
            busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            // Both are taken in when a third is answered.
            #expect(try TestClient(address).exchange(Self.hello)?.status == 200)
            let began = SystemTime.monotonicMilliseconds()
            let left = await server.drainForSuccessor()
            #expect(SystemTime.monotonicMilliseconds() - began < 5_000)
            #expect(left.count == 1)
            // What is worked at is not cut.
            #expect(busy.response()?.text == "done")
        }

        @Test("A drain's deadline cuts a handler that does not end")
        func drainDeadline() async throws {
            let cancelled = Atomic(false)
            var router = testRouter()
            router.on(.get, "/endless") { _ in
                while !Task.isCancelled { await Task.yield() }
                cancelled.store(true, ordering: .relaxed)
                return text("never seen")
            }
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.drainTimeoutMilliseconds = 200
            }
            var client: TestClient?
            try await withServer(router, limits) { address in
                client = try TestClient(address)
                client?.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try TestClient(address).exchange(Self.hello)?.status == 200)
            }
            let wasCancelled = cancelled.load(ordering: .relaxed)
            #expect(wasCancelled)
            #expect(client?.receiveAll().isEmpty == true)
        }
    }
}

/// A thread that a collection can hold.
final class JoinedThread: @unchecked Sendable {
    // Joined once, by the test that made it.
    private var thread: Thread?

    init(_ thread: consuming Thread) {
        self.thread = consume thread
    }

    func join() {
        if let thread = thread.take() { thread.join() }
    }
}
