import Glibc
import HTTPWire
import Kernel
import Serving
import Synchronization
import Testing

extension SocketTests {
    /// Many requests, many clients, slow clients.
    struct LoadTests {
        /// A release build gets a million, a debug build a tenth of that.
        #if DEBUG
            static let requestCount = 100_000
        #else
            static let requestCount = 1_000_000
        #endif

        @Test(
            "Pipelined requests split anywhere are answered in order",
            arguments: ["number", "later"])
        func pipelined(path: String) async throws {
            let count = path == "number" ? Self.requestCount : Self.requestCount / 10
            let seed = UInt64.random(in: .min ... .max)
            try await withServer(testRouter()) { address in
                let client = try TestClient(address)
                let sender = try Thread(named: "sender") {
                    Self.send(count, "/\(path)/", by: client, seed)
                }
                var wrong = 0
                var received = ArraySlice<UInt8>()
                var next = 0
                while next < count {
                    if let (response, length) = TestResponse.parse(received, toHead: false) {
                        if response.text != String(next) { wrong += 1 }
                        received = received.dropFirst(length)
                        next += 1
                    } else {
                        guard client.receive() else { break }
                        received = ArraySlice(Array(received) + client.takeReceived())
                    }
                }
                sender.join()
                #expect(next == count, "seed \(seed)")
                #expect(wrong == 0, "seed \(seed)")
            }
        }

        /// Sends in portions of random length, so that requests are cut everywhere.
        private static func send(
            _ count: Int, _ path: String, by client: TestClient, _ seed: UInt64
        ) {
            var random = SplitMix(state: seed)
            var waiting: [UInt8] = []
            for number in 0..<count {
                waiting.append(contentsOf: "GET \(path)\(number) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
                guard waiting.count > 16_384 else { continue }
                var rest = waiting[...]
                while !rest.isEmpty {
                    let length = Int.random(in: 1...8_192, using: &random)
                    guard client.send(rest.prefix(length)) else { return }
                    rest = rest.dropFirst(length)
                }
                waiting.removeAll(keepingCapacity: true)
            }
            client.send(waiting)
        }

        @Test("A thousand connections are served at once")
        func thousandConnections() async throws {
            try ResourceLimits.raiseOpenFiles()
            try await withServer(testRouter()) { address in
                let clients = try (0..<1_000).map { _ in try TestClient(address) }
                for round in 0..<3 {
                    let path = round == 1 ? "later" : "number"
                    for (number, client) in clients.enumerated() {
                        client.send("GET /\(path)/\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                    }
                    let answers = clients.map { $0.response()?.text }
                    #expect(answers == (0..<1_000).map { String($0) })
                }
            }
        }

        @Test("Clients that never read cost bounded memory and are cut off")
        func neverReading() async throws {
            var router = testRouter()
            let page = [UInt8](repeating: 0x61, count: 4 << 20)
            router.on(.get, "/page", immediate: { _ in Response(body: .bytes(page)) }) { _ in
                Response(body: .bytes(page))
            }
            let produced = Atomic(0)
            router.on(.get, "/stream") { _ in
                Response(
                    body: .stream { writer in
                        for _ in 0..<1_000 {
                            try await writer.write([UInt8](repeating: 0x62, count: 65_536))
                            produced.add(65_536, ordering: .relaxed)
                        }
                    })
            }
            let limits: @Sendable (inout ServerConfiguration) -> Void = {
                $0.limits.writeTimeoutMilliseconds = 1_500
            }
            try await withServer(router, limits) { address in
                let before = residentLength()
                let clients = try (0..<100).map { number in
                    let client = try TestClient(address, receiveBuffer: 4_096)
                    let path = number % 2 == 0 ? "page" : "stream"
                    let request = "GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n"
                    client.send(String(repeating: request, count: 8))
                    return client
                }
                // The kernel's send buffers take some; what then stops must stay stopped.
                let healthy = try TestClient(address)
                for _ in 0..<1_000 {
                    let answer = healthy.exchange("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(answer?.text == "hello")
                }
                #expect(residentLength() - before < 32 << 20)
                #expect(produced.load(ordering: .relaxed) < 50 * 16 << 20)
                await eventually { clients.allSatisfy(\.isReset) }
            }
        }

        @Test("Fifty starts and stops leave no descriptor behind")
        func descriptors() async throws {
            try await withServer(testRouter()) { _ in }
            let before = try openDescriptorCount()
            for _ in 0..<50 {
                try await withServer(testRouter()) { address in
                    let client = try TestClient(address)
                    let answer = client.exchange("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(answer?.status == 200)
                }
            }
            try await eventually { try openDescriptorCount() == before }
        }

        @Test("Clients that leave at any moment do no harm")
        func leaving() async throws {
            let seed = UInt64.random(in: .min ... .max)
            var random = SplitMix(state: seed)
            let request = Array(
                ("GET /later HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123456789").utf8)
            try await withServer(testRouter()) { address in
                let before = try openDescriptorCount()
                for _ in 0..<1_000 {
                    let client = try TestClient(address)
                    client.send(request.prefix(Int.random(in: 0...request.count, using: &random)))
                    if Bool.random(using: &random) { client.reset() }
                }
                try await eventually { try openDescriptorCount() == before }
                let client = try TestClient(address)
                #expect(client.exchange("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")?.text == "hello")
            }
        }
    }
}

/// A small random generator that a printed seed repeats.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

func openDescriptorCount() throws -> Int {
    guard let folder = opendir("/proc/self/fd") else {
        throw KernelError(operation: "listing descriptors", code: errno)
    }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    return count
}

/// Resident octets of this process.
func residentLength() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    fgets(&line, 128, file)
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
}
