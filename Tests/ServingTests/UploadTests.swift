import HTTPWire
import Kernel
import Serving
import Synchronization
import Testing

extension SocketTests {
    /// Bodies that their handlers read while they come.
    struct UploadTests {
        static let host = " HTTP/1.1\r\nHost: a\r\n"
        static let chunked = "Transfer-Encoding: chunked\r\n\r\n"

        static func router() -> Router {
            var router = testRouter()
            router.on(.post, "/gather", bodyMax: 1_000) { _, body throws(BodyError) in
                var all: [UInt8] = []
                for try await part in body { all += part }
                return Response(body: .bytes(all))
            }
            router.on(.post, "/early", bodyMax: ServerLimits.unlimited) { _, _ in text("early") }
            router.on(.post, "/both", bodyMax: ServerLimits.unlimited) { _, body in
                Response(
                    body: .stream { writer in
                        for try await part in body { try await writer.write(part) }
                    })
            }
            return router
        }

        @Test("A handler gets the body however it is framed, and the next request is read")
        func framings() async throws {
            let requests = [
                "POST /gather\(Self.host)Content-Length: 5\r\n\r\nhello",
                "POST /gather\(Self.host)\(Self.chunked)"
                    + "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: t\r\n\r\n",
            ]
            try await withServer(Self.router()) { address in
                for request in requests {
                    let client = try TestClient(address)
                    client.send(request + request + EndingTests.hello)
                    let texts = (0..<3).map { _ in client.response()?.text }
                    #expect(texts == ["hello", "hello", "hello"])
                    let octets = Array(request.utf8)
                    for cut in 1..<octets.count {
                        client.send(octets[..<cut])
                        client.send(octets[cut...])
                        #expect(client.response()?.text == "hello", "cut at \(cut)")
                    }
                }
                let empty = try TestClient(address)
                #expect(empty.exchange("POST /gather\(Self.host)\r\n")?.text == "")
                let none = empty.exchange("POST /gather\(Self.host)\(Self.chunked)0\r\n\r\n")
                #expect(none?.text == "")
            }
        }

        @Test(
            "A body that cannot be read ends the handler's reading, and the client hears why",
            arguments: [
                ("too long by its length", "Content-Length: 1001\r\n\r\n", "413"),
                ("too long by its chunks", "\(chunked)3e8\r\n" + tooLong, "413"),
                ("no chunk", "\(chunked)2\r\nhe\r\nx", "400"),
                ("too slow", "Content-Length: 5\r\n\r\nhel", "408"),
            ])
        func refusals(name: String, rest: String, status: String) async throws {
            try await withServer(Self.router(), EndingTests.quick) { address in
                let client = try TestClient(address)
                client.send("POST /gather\(Self.host)\(rest)")
                let answer = client.receiveAll()
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
                #expect(answer.contains("Connection: close"))
                #expect(client.hasEnded)
            }
        }

        private static let tooLong = String(repeating: "a", count: 1_000) + "\r\n1\r\na\r\n"

        @Test("A stream whose body cannot be read is cut, so that no part is taken for the whole")
        func refusedStream() async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                client.send("POST /both\(Self.host)\(Self.chunked)2\r\nhe\r\n")
                #expect(client.partialResponse()?.hasPrefix("HTTP/1.1 200 ") == true)
                client.send("x")
                let answer = client.receiveAll()
                #expect(!answer.hasSuffix("0\r\n\r\n"))
                #expect(client.hasEnded)
            }
        }

        @Test("A stream whose body cannot be read before anything was written has a status")
        func refusedStreamBeforeItsHead() async throws {
            try await withServer(Self.router(), EndingTests.quick) { address in
                for (rest, status) in [("x", "400"), ("", "408")] {
                    let client = try TestClient(address)
                    client.send("POST /both\(Self.host)\(Self.chunked)\(rest)")
                    let answer = client.receiveAll()
                    #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
                    #expect(answer.contains("Connection: close"))
                }
            }
        }

        @Test("Nothing is read from the socket for a handler that does not ask")
        func backPressure() async throws {
            let goesOn = Atomic(false)
            var router = Self.router()
            router.on(.post, "/late", bodyMax: ServerLimits.unlimited) {
                _, body throws(BodyError) in
                while !goesOn.load(ordering: .relaxed) { await Task.yield() }
                var length = 0
                for try await part in body { length += part.count }
                return text("\(length)")
            }
            try await withServer(router) { address in
                let client = try TestClient(address)
                let length = 64 << 20
                client.send("POST /late\(Self.host)Content-Length: \(length)\r\n\r\n")
                let bytes = [UInt8](repeating: 0x61, count: length)
                let taken = client.sendSome(bytes, withinMilliseconds: 300)
                // The kernel's buffers on both sides are all that fills.
                #expect(taken < 32 << 20)
                goesOn.store(true, ordering: .relaxed)
                #expect(client.send(bytes[taken...]))
                #expect(client.response()?.text == "\(length)")
            }
        }

        @Test("A handler's time is not held against its client")
        func slowHandler() async throws {
            var router = testRouter()
            router.on(.post, "/slow") { _, body throws(BodyError) in
                let begun = SystemTime.monotonicMilliseconds()
                while SystemTime.monotonicMilliseconds() - begun < 700 { await Task.yield() }
                return text(String(decoding: try await body.next() ?? [], as: UTF8.self))
            }
            try await withServer(router, EndingTests.quick) { address in
                let client = try TestClient(address)
                let request = "POST /slow\(Self.host)Content-Length: 2\r\n\r\n"
                #expect(client.exchange(request + "ab")?.text == "ab")
            }
        }

        @Test("A trickled body is cut though its handler takes every octet at once")
        func trickle() async throws {
            try await withServer(Self.router(), EndingTests.quick) { address in
                let client = try TestClient(address)
                let begun = SystemTime.monotonicMilliseconds()
                client.send("POST /gather\(Self.host)Content-Length: 900\r\n\r\n")
                await eventually { !client.send("a") || client.isReset }
                #expect(SystemTime.monotonicMilliseconds() - begun < 5_000)
            }
        }

        @Test("A response before the body's end neither stalls nor lets the body speak")
        func earlyResponse() async throws {
            try await withServer(Self.router()) { address in
                let kept = try TestClient(address)
                let body = EndingTests.hello
                kept.send(
                    "POST /early\(Self.host)Content-Length: \(body.utf8.count + 1)\r\n\r\n\(body)")
                #expect(kept.response()?.text == "early")
                // The body's last octet, and only then a request.
                #expect(kept.exchange("x" + EndingTests.hello)?.text == "hello")
                for framing in ["Content-Length: 90000000\r\n\r\n\(body)", Self.chunked] {
                    let client = try TestClient(address)
                    client.send("POST /early\(Self.host)\(framing)")
                    let response = client.response()
                    #expect(response?.text == "early")
                    #expect(response?["Connection"] == "close")
                    client.send(EndingTests.hello)
                    #expect(client.receiveAll().isEmpty)
                }
            }
        }

        @Test("What a handler leaves of a chunked body that has come is dropped")
        func earlyResponseToWholeBody() async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                client.send(
                    "POST /early\(Self.host)\(Self.chunked)1\r\na\r\n0\r\n\r\n"
                        + EndingTests.hello)
                #expect(client.response()?.text == "early")
                #expect(client.response()?.text == "hello")
            }
        }

        @Test("100 Continue comes when the handler asks, and not if it never does")
        func expectations() async throws {
            let expecting = "\(Self.host)Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"
            try await withServer(Self.router()) { address in
                let asking = try TestClient(address)
                #expect(asking.exchange("POST /gather\(expecting)")?.status == 100)
                #expect(asking.exchange("abc")?.text == "abc")
                let refusing = try TestClient(address)
                let response = refusing.exchange("POST /early\(expecting)")
                #expect(response?.status == 200)
                #expect(response?["Connection"] == "close")
                #expect(refusing.receiveAll().isEmpty)
                // The response must not begin before the client was told to send.
                let both = try TestClient(address)
                #expect(both.exchange("POST /both\(expecting)")?.status == 100)
                #expect(both.exchange("abc")?.text == "abc")
            }
        }

        @Test("Body and response go both ways at once")
        func bothWays() async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                client.send("POST /both\(Self.host)\(Self.chunked)1\r\na\r\n")
                #expect(client.partialResponse()?.contains("Transfer-Encoding: chunked") == true)
                client.receive(atLeast: 6)
                #expect(String(decoding: client.takeReceived(), as: UTF8.self) == "1\r\na\r\n")
                for word in ["one", "two", "three"] {
                    let chunk = "\(String(word.utf8.count, radix: 16))\r\n\(word)\r\n"
                    client.send(chunk)
                    client.receive(atLeast: chunk.utf8.count)
                    #expect(String(decoding: client.takeReceived(), as: UTF8.self) == chunk)
                }
                client.send("0\r\n\r\n")
                client.receive(atLeast: 5)
                #expect(String(decoding: client.takeReceived(), as: UTF8.self) == "0\r\n\r\n")
                #expect(client.exchange(EndingTests.hello)?.text == "hello")
            }
        }

        @Test("A client that reads only after it has sent everything gets everything")
        func sendFirst() async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                // More than the kernel holds for both directions together.
                let parts = (0..<40).map { [UInt8](repeating: $0, count: 1 << 20) }
                client.send("POST /both\(Self.host)Content-Length: \(40 << 20)\r\n\r\n")
                for part in parts { #expect(client.send(part)) }
                while !client.received.suffix(5).elementsEqual("0\r\n\r\n".utf8) {
                    guard client.receive() else { break }
                }
                #expect(client.response()?.body == parts.flatMap { $0 })
            }
        }

        @Test("What is put aside for all clients has a limit, and is given back")
        func spoolLimit() async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.spooledLengthMax = 8 << 20
                $0.limits.writeTimeoutMilliseconds = 300
            }
            try await withServer(Self.router(), limits) { address in
                // More than the limit and what the kernel holds for both directions together.
                let part = [UInt8](repeating: 65, count: 1 << 20)
                let greedy = try TestClient(address)
                greedy.send("POST /both\(Self.host)Content-Length: \(100 << 20)\r\n\r\n")
                let sent = (0..<100).prefix { _ in greedy.send(part) }
                #expect(sent.count < 100, "it is cut for not reading")
                try await eventually {
                    let client = try TestClient(address)
                    client.send("POST /both\(Self.host)Content-Length: \(12 << 20)\r\n\r\n")
                    guard (0..<12).allSatisfy({ _ in client.send(part) }) else { return false }
                    while !client.received.suffix(5).elementsEqual("0\r\n\r\n".utf8) {
                        guard client.receive() else { return false }
                    }
                    return client.response()?.body.count == 12 << 20
                }
            }
        }

        @Test("HEAD with a body that nobody reads ends the connection, and says so")
        func headWithBody() async throws {
            var router = Self.router()
            router.on(.head, "/both", bodyMax: ServerLimits.unlimited) { _, _ -> Response in
                Response(body: .stream { _ in })
            }
            try await withServer(router) { address in
                let client = try TestClient(address)
                client.send("HEAD /both\(Self.host)\(Self.chunked)1\r\na\r\n")
                #expect(client.response(toHead: true)?["Connection"] == "close")
            }
        }

        @Test("A client that leaves ends its handler's reading")
        func leaving() async throws {
            let outcome = Mutex("")
            var router = Self.router()
            router.on(.post, "/told") { _, body throws(BodyError) in
                do throws(BodyError) {
                    while try await body.next() != nil { outcome.withLock { $0 = "begun" } }
                    outcome.withLock { $0 = "whole" }
                } catch {
                    if case .clientGone = error { outcome.withLock { $0 = "gone" } }
                    throw error
                }
                return text("")
            }
            try await withServer(router) { address in
                for reset in [false, true] {
                    outcome.withLock { $0 = "" }
                    var client: TestClient? = try TestClient(address)
                    client?.send("POST /told\(Self.host)Content-Length: 5\r\n\r\nhel")
                    // One that is gone before it was read has no handler.
                    await eventually { outcome.withLock { $0 } == "begun" }
                    if reset { client?.reset() }
                    client = nil
                    await eventually { outcome.withLock { $0 } == "gone" }
                }
            }
        }

        @Test("A drain lets a body that has begun come to its end")
        func drain() async throws {
            var configuration = ServerConfiguration(
                addresses: [.ipv4(address: 0x7F00_0001, port: 0)], loopCount: 2)
            configuration.limits.lingerTimeoutMilliseconds = 300
            let server = Server(configuration, router: Self.router())
            let address = try #require(try server.start().first)
            let client = try TestClient(address)
            client.send(
                "POST /gather\(Self.host)Expect: 100-continue\r\nContent-Length: 5\r\n\r\n")
            #expect(client.response()?.status == 100)
            async let drained: Void = server.drain()
            // One loop's end may reset a connection while the other still listens.
            await eventually { (0..<5).allSatisfy { _ in (try? TestClient(address)) == nil } }
            let response = client.exchange("hello")
            #expect(response?.text == "hello")
            #expect(response?["Connection"] == "close")
            await drained
        }
    }
}
