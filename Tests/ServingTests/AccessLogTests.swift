import Glibc
import HTTPWire
import Kernel
import Serving
import Testing

extension SocketTests {
    /// What the access log says, and what it never says.
    struct AccessLogTests {
        private let path = "/tmp/mebe-serving-\(UInt64.random(in: .min ... .max)).log"

        /// Runs `body` beside a server with a log, and gives the log's lines.
        private func lines(
            _ router: Router = testRouter(), bounds: LogBounds = LogBounds(),
            _ configure: @escaping (inout ServerConfiguration) -> Void = { _ in },
            _ body: (SocketAddress) async throws -> Void
        ) async throws -> [String] {
            let log = try AccessLog(to: .file(path, bounds)) { Issue.record("\($0)") }
            try await withServer(
                router,
                {
                    $0.accessLog = log
                    configure(&$0)
                }, body)
            log.close()
            defer { unlink(path) }
            return try content(of: path)
        }

        private func content(of path: String) throws -> [String] {
            let bytes = try FileDescriptor.openToRead(path).readToEnd()
            return bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
        }

        private static func value(_ key: String, in line: String) -> String? {
            guard let start = line.firstRange(of: "\"\(key)\":")?.upperBound else { return nil }
            let rest = line[start...]
            if rest.first == "\"" {
                return rest.dropFirst().split(separator: "\"", maxSplits: 1).first.map(String.init)
            }
            return String(rest.prefix { $0 != "," && $0 != "}" })
        }

        @Test("A request has one line with what was done and nothing that is secret")
        func one() async throws {
            let secret = "mebe_0123456789012345678901234567890123456789012"
            let lines = try await lines { address in
                let client = try TestClient(address)
                let response = client.exchange(
                    "GET /number/17?token=\(secret) HTTP/1.1\r\nHost: a\r\n"
                        + "Authorization: Bearer \(secret)\r\nCookie: s=\(secret)\r\n"
                        + "User-Agent: Te\"st/1 \(secret) \u{1}é\r\nX-Request-Id: r-1\r\n\r\n"
                )
                #expect(response?.status == 400)
                _ = client
                let second = try TestClient(address)
                let head =
                    "GET /number/17?token=\(secret) HTTP/1.1\r\nHost: a\r\n"
                    + "Authorization: Bearer \(secret)\r\nCookie: s=\(secret)\r\n"
                    + "User-Agent: Te\"st/1 \(secret) é\r\nX-Request-Id: r-2\r\n\r\n"
                #expect(second.exchange(head)?.text == "17")
                #expect(second.exchange("GET /\(secret)/x HTTP/1.1\r\nHost: a\r\n\r\n") != nil)
                second.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 48\r\n\r\n" + secret)
                #expect(second.response()?.text == secret)
                let labelled = "GET /hello HTTP/1.1\r\nHost: a\r\nX-Request-Id: \(secret)\r\n"
                #expect(second.exchange(labelled + "\r\n")?.status == 200)
                #expect(second.exchange("\(secret) / HTTP/1.1\r\nHost: a\r\n\r\n") != nil)
            }
            #expect(lines.count == 6)
            #expect(!lines.contains { $0.contains("01234567890") })
            let line = try #require(lines.first { $0.contains("r-2") })
            #expect(Self.value("route", in: line) == "/number/{n}")
            #expect(Self.value("path", in: line) == "/number/17")
            #expect(Self.value("status", in: line) == "200")
            #expect(Self.value("client", in: line) == "127.0.0.1")
            #expect(Self.value("end", in: line) == "complete")
            #expect(line.contains("\"agent\":\"Te\\\"st/1 … é\""))
            #expect(lines.contains { Self.value("path", in: $0) == "/…/x" })
        }

        @Test("Octets are those of the wire, both ways")
        func octets() async throws {
            let request = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
            var response = 0
            let lines = try await lines { address in
                let client = try TestClient(address)
                client.send(request)
                client.receive(atLeast: 1)
                response = client.received.count
            }
            let line = try #require(lines.first)
            #expect(Self.value("received", in: line) == "\(request.utf8.count)")
            #expect(Self.value("sent", in: line) == "\(response)")
        }

        @Test("Requests in a pipeline and streams have a line each")
        func pipeline() async throws {
            var router = testRouter()
            router.on(.get, "/stream") { _ in
                Response(
                    body: .stream { writer in
                        for _ in 0..<3 { try await writer.write(Array("part".utf8)) }
                    })
            }
            let lines = try await lines(router) { address in
                let client = try TestClient(address)
                client.send(
                    String(repeating: "GET /later HTTP/1.1\r\nHost: a\r\n\r\n", count: 20)
                        + "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
                for _ in 0..<21 { #expect(client.response()?.status == 200) }
            }
            #expect(lines.count == 21)
            #expect(lines.allSatisfy { Self.value("end", in: $0) == "complete" })
            #expect(Self.value("route", in: lines.last ?? "") == "/stream")
        }

        @Test("What no handler saw has a line too")
        func refused() async throws {
            let lines = try await lines(testRouter(), { EndingTests.quick(&$0) }) { address in
                let requests = [
                    "nonsense\r\n\r\n", "GET /none HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 40_000),
                    "GET /" + String(repeating: "x", count: 9_000) + " HTTP/1.1\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\n",
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n",
                ]
                for request in requests {
                    let client = try TestClient(address)
                    client.send(request)
                    #expect(client.response() != nil)
                }
            }
            let found = lines.map {
                [Self.value("status", in: $0), Self.value("end", in: $0)].map { $0 ?? "" }
            }
            let expected = [
                ["400", "refused"], ["404", "refused"], ["431", "refused"], ["414", "refused"],
                ["408", "timed-out"], ["408", "timed-out"],
            ]
            #expect(found.sorted { $0[0] < $1[0] } == expected.sorted { $0[0] < $1[0] })
        }

        @Test("A client that leaves before its answer is noted as gone")
        func gone() async throws {
            var router = testRouter()
            router.on(.get, "/endless") { _ in
                while !Task.isCancelled { await Task.yield() }
                return text("late")
            }
            router.on(.get, "/long") { _ in
                Response(body: .bytes([UInt8](repeating: 0x61, count: 20_000_000)))
            }
            let lines = try await lines(router) { address in
                for path in ["/endless", "/long"] {
                    let client = try TestClient(address)
                    client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                    if path == "/long" { client.receive(atLeast: 1_000) } else { usleep(20_000) }
                    client.reset()
                }
            }
            #expect(lines.map { Self.value("end", in: $0) } == ["client-gone", "client-gone"])
            #expect(
                lines.map { Self.value("status", in: $0) }.sorted { ($0 ?? "") < ($1 ?? "") }
                    == ["200", "null"])
        }

        @Test("A full file becomes NAME.1, and no more are kept than asked for")
        func rotation() async throws {
            let bounds = LogBounds(lengthMax: 2_000, keptCount: 2)
            let lines = try await lines(bounds: bounds) { address in
                for _ in 0..<6 {
                    let client = try TestClient(address)
                    for _ in 0..<6 {
                        #expect(client.exchange("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n") != nil)
                    }
                    // A batch is older than its limit before the next begins.
                    try await Task.sleep(for: .milliseconds(150))
                }
            }
            defer { for number in 1...3 { unlink("\(path).\(number)") } }
            let older = try content(of: path + ".1") + content(of: path + ".2")
            #expect(lines.count + older.count < 36)
            #expect((lines + older).allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
            #expect(!FileSystem.exists(path + ".3"))
        }

        @Test("A rotation that cannot open the new file renames none, and the next one does")
        func failedRotation() async throws {
            let file = path
            defer { for end in ["", ".1", ".2", ".3"] { unlink(file + end) } }
            for number in 2...3 {
                var older = try AppendingFile("\(file).\(number)")
                try older.append(Array("\(number)\n".utf8))
            }
            try #require(mkdir(file + ".new", 0o700) == 0)
            let failed = Semaphore()
            let log = try AccessLog(to: .file(file, LogBounds(lengthMax: 400, keptCount: 3))) { _ in
                failed.signal()
            }
            try await withServer(testRouter(), { $0.accessLog = log }) { address in
                let client = try TestClient(address)
                let hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
                #expect(client.exchange(hello)?.status == 200)
                try await eventually { try content(of: file).count == 1 }
                #expect(client.exchange(hello)?.status == 200)
                let hasFailed = failed.wait(timeoutMilliseconds: 10_000)
                #expect(hasFailed && rmdir(file + ".new") == 0)
                #expect(client.exchange(hello)?.status == 200)
            }
            log.close()
            // There was a free number below the older files, so none of them had to go.
            let counts = try ["", ".1", ".2", ".3"].map { try content(of: file + $0).count }
            #expect(counts[0] + counts[1] == 3 && counts[2...] == [1, 1], "one tells of the lost")
            #expect(try content(of: file + ".2") == ["2"] && content(of: file + ".3") == ["3"])
        }

        @Test("Lines that a full disk does not take are counted, and the next one says so")
        func full() async throws {
            try #require(symlink("/dev/full", path) == 0)
            defer { unlink(path) }
            let failed = Semaphore()
            let log = try AccessLog(to: .file(path, LogBounds())) { _ in failed.signal() }
            try await withServer(testRouter(), { $0.accessLog = log }) { address in
                let client = try TestClient(address)
                let hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"
                for _ in 0..<3 { #expect(client.exchange(hello)?.status == 200) }
                let hasFailed = failed.wait(timeoutMilliseconds: 10_000)
                #expect(hasFailed)
                unlink(path)
                log.reopen()
                #expect(client.exchange(hello)?.status == 200)
            }
            log.close()
            let lines = try content(of: path)
            #expect(lines.count == 2)
            #expect(Self.value("missing", in: lines.first ?? "") == "3")
        }
    }
}
