import HTTPWire
import Kernel
import Serving
import Synchronization
import Testing

extension SocketTests {
    /// Limits per address, and what happens when all together want too much.
    struct OverloadTests {
        static let hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
        static let held = "GET /held HTTP/1.1\r\nHost: a\r\n\r\n"

        /// A router whose `/held` ends when the gate opens.
        final class Gate: Sendable {
            private let isOpen = Atomic(false)
            private let entered = Atomic(0)

            var enteredCount: Int { entered.load(ordering: .relaxed) }

            func open() { isOpen.store(true, ordering: .relaxed) }

            var router: Router {
                var router = testRouter()
                for method in [Method.get, .post] {
                    router.on(method, "/held") { _ in await self.wait() }
                }
                router.on(.post, "/part") { _, body throws(BodyError) in
                    _ = try await body.next()
                    return await self.wait()
                }
                return router
            }

            private func wait() async -> Response {
                entered.add(1, ordering: .relaxed)
                while !isOpen.load(ordering: .relaxed) { await Task.yield() }
                return text("done")
            }
        }

        private static func loopback(_ last: UInt32) -> UInt32 { 0x7F00_0000 + last }

        @Test("An address that asks too often is told when to come back; others are served")
        func requestRate() async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.requestRateMax = 1
                $0.limits.requestBurstMax = 5
                $0.limits.bindsLoopback = true
            }
            try await withServer(testRouter(), limits) { address in
                // Two connections, perhaps on two loops, share their address's bucket.
                let clients = try (0..<2).map { _ in
                    try TestClient(address, source: Self.loopback(2))
                }
                let answers = (0..<7).map { clients[$0 % 2].exchange(Self.hello) }
                #expect(answers.prefix(5).map { $0?.status } == Array(repeating: 200, count: 5))
                #expect(answers.suffix(2).map { $0?.status } == [429, 429])
                #expect(answers.last??["Retry-After"] == "1")
                // The connection is kept, and the limit is not another's.
                #expect(answers.last??["Connection"] == nil)
                let other = try TestClient(address, source: Self.loopback(3))
                #expect(other.exchange(Self.hello)?.status == 200)
            }
        }

        @Test("Loopback is not bound unless that is asked for")
        func exemptLoopback() async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.requestRateMax = 1
                $0.limits.requestBurstMax = 1
                $0.limits.connectionsPerAddressMax = 1
            }
            try await withServer(testRouter(), limits) { address in
                let clients = try (0..<5).map { _ in try TestClient(address) }
                for client in clients + clients {
                    #expect(client.exchange(Self.hello)?.status == 200)
                }
            }
        }

        @Test("An address may have so many connections, on all loops together")
        func connectionsPerAddress() async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.connectionsPerAddressMax = 3
                $0.limits.bindsLoopback = true
            }
            try await withServer(testRouter(), limits) { address in
                var clients = try (0..<3).map { _ in
                    try TestClient(address, source: Self.loopback(2))
                }
                for client in clients { #expect(client.exchange(Self.hello)?.status == 200) }
                let refused = try TestClient(address, source: Self.loopback(2))
                let answer = refused.response()
                #expect(answer?.status == 429)
                #expect(answer?["Retry-After"] != nil)
                #expect(refused.receiveAll().isEmpty && refused.hasEnded)
                let other = try TestClient(address, source: Self.loopback(3))
                #expect(other.exchange(Self.hello)?.status == 200)
                clients.removeLast()
                try await eventually {
                    try TestClient(address, source: Self.loopback(2))
                        .exchange(Self.hello)?.status == 200
                }
            }
        }

        @Test("A refused request's body is not waited for beyond its limit", arguments: [1, 2])
        func gate(loops: Int) async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.gate = { $0.path == "/echo" ? .tooManyRequests(waitSeconds: 7) : nil }
            }
            try await withServer(loops: loops, testRouter(), limits) { address in
                let client = try TestClient(address)
                let small = client.exchange(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
                #expect(small?.status == 429 && small?["Retry-After"] == "7")
                #expect(client.exchange(Self.hello)?.status == 200)
                client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n")
                #expect(client.response()?["Connection"] == "close")
            }
        }

        @Test("For one connection more, the one that has rested longest is closed")
        func idlestFirst() async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.connectionCountMax = 3
            }
            // One loop has a client rest before it serves the next; of two loops, either may be
            // held up between a response and the rest.
            try await withServer(loops: 1, testRouter(), limits) { address in
                let clients = try (0..<3).map { _ in try TestClient(address) }
                // The second is now the one that has rested longest.
                for number in [0, 1, 2, 0] {
                    await Self.nextMillisecond()
                    #expect(clients[number].exchange(Self.hello)?.status == 200)
                }
                let next = try TestClient(address)
                #expect(next.exchange(Self.hello)?.status == 200)
                #expect(clients[1].receiveAll().isEmpty && clients[1].hasEnded)
                for number in [0, 2] {
                    #expect(clients[number].exchange(Self.hello)?.status == 200)
                }
            }
        }

        @Test("For one connection more, one of another loop is closed where none rests here")
        func idlestOfAllLoops() async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.connectionCountMax = 3
            }
            try await withServer(loops: 4, testRouter(), limits) { address in
                for _ in 0..<20 {
                    var clients = try (0..<3).map { _ in
                        let client = try TestClient(address)
                        #expect(client.exchange(Self.hello)?.status == 200)
                        return client
                    }
                    // A loop may be held up between a response and the rest: for as long as no
                    // connection rests, one more is told to come again.
                    await eventually {
                        guard let fourth = try? TestClient(address),
                            fourth.exchange(Self.hello)?.status == 200
                        else { return false }
                        clients.append(fourth)
                        return true
                    }
                    // Another loop closes it, a moment after this one has let the fourth in.
                    await eventually { clients.contains { $0.exchange(Self.hello) == nil } }
                    let served = clients.filter { $0.exchange(Self.hello)?.status == 200 }
                    #expect(served.count == 3)
                }
            }
        }

        /// Rests are told apart by milliseconds.
        private static func nextMillisecond() async {
            let now = SystemTime.monotonicMilliseconds()
            await eventually { SystemTime.monotonicMilliseconds() > now + 1 }
        }

        @Test("One that rests is closed before one that is slow, and a slow one before none")
        func slowAfterResting() async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.connectionCountMax = 2
            }
            // One loop accepts in the order in which clients come.
            try await withServer(loops: 1, testRouter(), limits) { address in
                let slow = try TestClient(address)
                slow.send("GET /hello HTTP/1.1\r\nHost:")
                let resting = try TestClient(address)
                #expect(resting.exchange(Self.hello)?.status == 200)
                await Self.nextMillisecond()
                let (third, fourth) = (try TestClient(address), try TestClient(address))
                third.send("GET /hello HTTP/1.1\r\n")
                #expect(resting.receiveAll().isEmpty && resting.hasEnded)
                #expect(fourth.exchange(Self.hello)?.status == 200)
                #expect(slow.receiveAll().isEmpty && slow.hasEnded)
                #expect(third.exchange("Host: a\r\n\r\n")?.status == 200)
            }
        }

        @Test("Where the server works for all, a new one is told to come again")
        func nobodyToClose() async throws {
            let gate = Gate()
            try await withServer(gate.router, { $0.limits.connectionCountMax = 2 }) { address in
                let busy = try (0..<2).map { _ in try TestClient(address) }
                for client in busy { client.send(Self.held) }
                await eventually { gate.enteredCount == 2 }
                let refused = try TestClient(address)
                let answer = refused.response()
                #expect(answer?.status == 503)
                #expect(answer?["Retry-After"] == "5")
                #expect(answer?["Connection"] == "close")
                #expect(refused.receiveAll().isEmpty && refused.hasEnded)
                gate.open()
                #expect(busy.map { $0.response()?.text } == ["done", "done"])
                #expect(try TestClient(address).exchange(Self.hello)?.status == 200)
            }
        }

        @Test("A flood of refused clients holds few descriptors")
        func refusedFlood() async throws {
            let gate = Gate()
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.connectionCountMax = 2
                $0.limits.refusedCountMax = 4
            }
            try await withServer(loops: 8, gate.router, limits) { address in
                let busy = try (0..<2).map { _ in try TestClient(address) }
                for client in busy { client.send(Self.held) }
                await eventually { gate.enteredCount == 2 }
                let before = try openDescriptorCount()
                let refused = try (0..<300).map { _ in try TestClient(address) }
                let statuses = refused.map { $0.response()?.status }
                #expect(statuses == Array(repeating: 503, count: 300))
                // None of them closes: what they hold beside their own ends is ours.
                try await eventually { try openDescriptorCount() <= before + 300 + 4 }
                gate.open()
                #expect(busy.map { $0.response()?.text } == ["done", "done"])
            }
        }

        @Test("Bodies in the making have one budget; beyond it slow senders go first")
        func memoryOfBodies() async throws {
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.heldLengthMax = 4 << 20
            }
            try await withServer(testRouter(), limits) { address in
                let head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
                let part = [UInt8](repeating: 0x61, count: 900_000)
                let before = residentLength()
                var clients: [TestClient] = []
                for _ in 0..<100 {
                    clients.append(try TestClient(address))
                    clients[clients.count - 1].send(Array(head.utf8) + part)
                }
                // Room for a few only; each of the others was told, or cut.
                await eventually { clients.count { $0.isAnswered } >= 90 }
                #expect(residentLength() - before < 64 << 20)
                let answers = clients.filter(\.isAnswered).compactMap { $0.response() }
                #expect(answers.allSatisfy { $0.status == 503 && $0["Retry-After"] == "5" })
                clients = []
                let small = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                try await eventually { try TestClient(address).exchange(small)?.text == "abc" }
            }
        }

        private static let post =
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"

        private static func isShort(_ configuration: inout ServerConfiguration) {
            configuration.limits.heldLengthMax = 256 << 10
        }

        /// A head but for its last line, of more than 7500 octets.
        private static func longHead(_ line: String) -> String {
            let fields = (0..<3).map { "X-\($0): \(String(repeating: "a", count: 2_500))\r\n" }
            return "\(line) HTTP/1.1\r\nHost: a\r\n" + fields.joined()
        }

        @Test(
            "Many who each make the server hold a little give way too",
            arguments: ["GET /hello", "POST /gather"])
        func manySmall(line: String) async throws {
            try await withServer(UploadTests.router(), Self.isShort) { address in
                let head = Self.longHead(line)
                // The handler of a POST has its head while it waits for the body.
                let end = line.hasPrefix("GET") ? "" : "Content-Length: 1000\r\n\r\n"
                let slow = try (0..<100).map { _ in
                    let client = try TestClient(address)
                    client.send(head + end)
                    return client
                }
                let healthy = try TestClient(address)
                await eventually { slow.contains(where: \.isAnswered) }
                // Until then it can be told to come again.
                try await eventually {
                    try TestClient(address).exchange(Self.post)?.status == 200
                }
                #expect(healthy.exchange(Self.hello)?.status == 200)
                // Enough of them stay.
                #expect(slow.count { !$0.isAnswered } > 10)
            }
        }

        @Test("Who was answered before the body had come is not answered twice for want of memory")
        func answeredBefore() async throws {
            try await withServer(UploadTests.router(), Self.isShort) { address in
                let head = "POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n"
                let part = [UInt8](repeating: 0x61, count: 20_000)
                let clients = try (0..<100).compactMap { _ -> TestClient? in
                    let client = try TestClient(address)
                    // The later ones may be told to come again.
                    guard client.exchange(head)?.text == "early" else { return nil }
                    client.send(part)
                    return client
                }
                #expect(clients.count > 10)
                await eventually { clients.contains(where: \.isAnswered) }
                for client in clients where client.isAnswered {
                    #expect(client.receiveAll().isEmpty)
                }
            }
        }

        @Test(
            "What a handler works with is held until it ends, though its client leaves",
            arguments: ["body", "head", "part"], [false, true])
        func heldByHandlers(what: String, leaves: Bool) async throws {
            let gate = Gate()
            try await withServer(gate.router, Self.isShort) { address in
                var clients: [TestClient] = try (0..<60).map { _ in
                    let client = try TestClient(address)
                    client.send(Self.request(holding: what))
                    return client
                }
                // The last ones may be told to come again.
                await eventually {
                    gate.enteredCount + clients.count(where: \.isAnswered) >= 60
                }
                if leaves {
                    for client in clients { client.reset() }
                    clients = []
                }
                // The count is right at the latest when somebody was refused.
                try await eventually {
                    try TestClient(address).exchange(Self.post)?.status == 503
                }
                #expect(try TestClient(address).exchange(Self.post)?.status == 503)
                gate.open()
                try await eventually {
                    try TestClient(address).exchange(Self.post)?.status == 200
                }
                let answers = clients.compactMap { $0.response() }
                #expect(answers.count == clients.count)
                #expect(answers.allSatisfy { $0.text == "done" || $0.status == 503 })
            }
        }

        private static func request(holding what: String) -> String {
            let body = String(repeating: "b", count: 8_000)
            return switch what {
            case "head": longHead("GET /held") + "\r\n"
            case "body": "POST /held HTTP/1.1\r\nHost: a\r\nContent-Length: 8000\r\n\r\n\(body)"
            default: "POST /part HTTP/1.1\r\nHost: a\r\nContent-Length: 8000\r\n\r\n\(body)"
            }
        }

        @Test("Responses that nobody reads have the same budget")
        func memoryOfResponses() async throws {
            var router = testRouter()
            router.on(.get, "/page") { _ in
                Response(body: .bytes([UInt8](repeating: 0x61, count: 4 << 20)))
            }
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.heldLengthMax = 16 << 20
            }
            try await withServer(router, limits) { address in
                let clients = try (0..<100).map { _ in
                    let client = try TestClient(address, receiveBuffer: 4_096)
                    client.send("GET /page HTTP/1.1\r\nHost: a\r\n\r\n")
                    return client
                }
                // One is cut for another's sake, or the other is told to come again.
                await eventually { clients.allSatisfy { $0.isReset || $0.isAnswered } }
                let served = clients.filter { !$0.isReset && $0.response()?.status == 200 }
                #expect(served.count <= 20)
                #expect(try TestClient(address).exchange(Self.hello)?.status == 200)
            }
        }

        @Test("What a reader has read is not kept, though it never reads everything")
        func sentPrefix() async throws {
            var router = testRouter()
            let page = [UInt8](repeating: 0x61, count: 15_000)
            router.on(.get, "/page", immediate: { _ in Response(body: .bytes(page)) }) { _ in
                text("")
            }
            let count = 6_000
            try await withServer(loops: 1, router) { address in
                let client = try TestClient(address, receiveBuffer: 65_536)
                let request = "GET /page HTTP/1.1\r\nHost: a\r\n\r\n"
                let sender = JoinedThread(
                    try Thread(named: "sender") {
                        for _ in 0..<count { client.send(request) }
                    })
                let before = residentLength()
                var length = 0
                while length < count * page.count, client.receive() {
                    length += client.takeReceived().count
                }
                sender.join()
                #expect(length >= count * page.count)
                #expect(residentLength() - before < 32 << 20)
            }
        }

        @Test("A connection that waits with a few octets holds a few octets")
        func fewOctets() async throws {
            try await withServer(loops: 1, testRouter()) { address in
                let big = [UInt8](repeating: 0x61, count: 500_000)
                let head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n"
                let large = try TestClient(address)
                let before = residentLength()
                // A large request leaves a large spare, which the slow one must not keep.
                let clients = try (0..<600).map { _ in
                    large.send(Array(head.utf8) + big)
                    _ = large.response()
                    let slow = try TestClient(address)
                    slow.send("GET /hello HTTP/1.1\r\nHost: a\r\n")
                    return slow
                }
                #expect(residentLength() - before < 32 << 20)
                for client in clients { #expect(client.exchange("\r\n")?.status == 200) }
            }
        }
    }
}
