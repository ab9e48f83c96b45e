import HTTPWire
import Serving
import Testing

extension SocketTests {
    /// The statuses that the server makes itself, and whether the connection goes on.
    struct StatusTests {
        struct Case: CustomTestStringConvertible, Sendable {
            let name: String
            let request: String
            let status: Int
            var closes = false
            var field: (String, String)?
            var testDescription: String { name }
        }

        static let host = " HTTP/1.1\r\nHost: a\r\n"
        static let chunked = "Transfer-Encoding: chunked\r\n\r\n"
        static let cases = [
            Case(name: "a GET", request: "GET /hello\(host)\r\n", status: 200),
            Case(
                name: "a HEAD by GET", request: "HEAD /hello\(host)\r\n", status: 200,
                field: ("Content-Length", "5")),
            Case(
                name: "a body by length",
                request: "POST /echo\(host)Content-Length: 2\r\n\r\nab", status: 200),
            Case(
                name: "a chunked body",
                request: "POST /echo\(host)\(chunked)2\r\nab\r\n0\r\n\r\n",
                status: 200, field: ("Content-Length", "2")),
            Case(name: "an unknown path", request: "GET /no\(host)\r\n", status: 404),
            Case(
                name: "an unknown path with a small body",
                request: "POST /no\(host)Content-Length: 2\r\n\r\nab", status: 404),
            Case(
                name: "an unknown path with a large body",
                request: "POST /no\(host)Content-Length: 999999\r\n\r\n", status: 404,
                closes: true),
            Case(
                name: "a method that has no route", request: "DELETE /hello\(host)\r\n",
                status: 405, field: ("Allow", "GET, HEAD, OPTIONS")),
            Case(name: "an unknown method", request: "BREW /hello\(host)\r\n", status: 501),
            Case(
                name: "OPTIONS of a path", request: "OPTIONS /echo\(host)\r\n", status: 204,
                field: ("Allow", "OPTIONS, POST")),
            Case(name: "OPTIONS of the server", request: "OPTIONS *\(host)\r\n", status: 204),
            Case(
                name: "no length where a body is needed", request: "POST /json\(host)\r\n",
                status: 411),
            Case(
                name: "a body at the route's limit",
                request: "PUT /small\(host)Content-Length: 10\r\n\r\n0123456789", status: 200),
            Case(
                name: "a body one past the route's limit",
                request: "PUT /small\(host)Content-Length: 11\r\n\r\n0123456789a", status: 413,
                closes: true),
            Case(
                name: "a chunked body past the limit",
                request: "PUT /small\(host)\(chunked)b\r\n0123456789a\r\n0\r\n\r\n",
                status: 413, closes: true),
            Case(
                name: "a target that is too long",
                request: "GET /\(String(repeating: "a", count: 9000))\(host)\r\n", status: 414,
                closes: true),
            Case(
                name: "another content type",
                request: "POST /json\(host)Content-Type: text/plain\r\n"
                    + "Content-Length: 2\r\n\r\n{}",
                status: 415),
            Case(
                name: "no content type",
                request: "POST /json\(host)Content-Length: 2\r\n\r\n{}", status: 415),
            Case(
                name: "the content type in capitals and with a parameter",
                request: "POST /json\(host)Content-Type: Application/JSON; charset=utf-8\r\n"
                    + "Content-Length: 2\r\n\r\n{}",
                status: 200),
            Case(
                name: "too many fields",
                request: "GET /hello\(host)" + String(repeating: "X: y\r\n", count: 200) + "\r\n",
                status: 431, closes: true),
            Case(
                name: "another major version",
                request: "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n", status: 505, closes: true),
            Case(
                name: "no Host", request: "GET /hello HTTP/1.1\r\n\r\n", status: 400,
                closes: true),
            Case(name: "a malformed escape", request: "GET /%zz\(host)\r\n", status: 400),
            Case(name: "a dot segment", request: "GET /a/%2e%2e/hello\(host)\r\n", status: 400),
            Case(name: "a malformed query", request: "GET /hello?a=%zz\(host)\r\n", status: 400),
            Case(
                name: "HTTP/1.0", request: "GET /hello HTTP/1.0\r\n\r\n", status: 200,
                closes: true, field: ("Connection", "close")),
            Case(
                name: "HTTP/1.0 that wants to stay",
                request: "GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", status: 200,
                field: ("Connection", "keep-alive")),
            Case(
                name: "a client that wants to close",
                request: "GET /hello\(host)Connection: close\r\n\r\n", status: 200, closes: true,
                field: ("Connection", "close")),
        ]

        @Test("Each request gets its status", arguments: cases)
        func statuses(example: Case) async throws {
            try await withServer(testRouter()) { address in
                let client = try TestClient(address)
                let response = try #require(client.exchange(example.request))
                #expect(response.status == example.status)
                #expect(response["Date"] != nil)
                if let (name, value) = example.field { #expect(response[name] == value) }
                #expect((response["Connection"] == "close") == example.closes)
                let next = client.exchange("GET /hello\(Self.host)\r\n")
                #expect((next == nil) == example.closes)
            }
        }

        @Test("A request cut at any octet gets the same answer")
        func everyCut() async throws {
            let request = Array(
                "POST /echo\(Self.host)\(Self.chunked)3\r\nabc\r\n0\r\n\r\n".utf8)
            try await withServer(testRouter()) { address in
                let client = try TestClient(address)
                for cut in 1..<request.count {
                    client.send(request[..<cut])
                    client.send(request[cut...])
                    #expect(client.response()?.text == "abc", "cut at \(cut)")
                }
            }
        }

        @Test(
            "The refusal of a HEAD that cannot be read has no content",
            arguments: [
                "HEAD /hello HTTP/1.1\r\n\r\n", "HEAD /hello\(host)Content-Length: x\r\n\r\n",
                "HEAD /hello\(host)X : x\r\n\r\n", "HEAD a HTTP/1.1\r\n",
                "HEAD / HTTP/2.0\r\n", "\r\nHEAD /hello\(host)\(chunked)Z\r\n",
                "HEAD /" + String(repeating: "a", count: 9_000),
            ])
        func refusedHead(request: String) async throws {
            try await withServer(testRouter()) { address in
                let client = try TestClient(address)
                client.send(request)
                let answer = client.receiveAll()
                #expect(answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 505"))
                #expect(answer.hasSuffix("\r\n\r\n"))
                #expect(answer.split(separator: "\r\n\r\n").count == 1)
            }
        }

        @Test("100 Continue comes only for a body that will be read")
        func expectations() async throws {
            let expecting = "\(Self.host)Expect: 100-continue\r\nContent-Length: "
            try await withServer(testRouter()) { address in
                let client = try TestClient(address)
                #expect(client.exchange("POST /echo\(expecting)3\r\n\r\n")?.status == 100)
                #expect(client.exchange("abc")?.text == "abc")
                #expect(client.exchange("POST /no\(expecting)3\r\n\r\n")?.status == 404)
                #expect(client.receiveAll().isEmpty)
                let long = try TestClient(address)
                #expect(long.exchange("PUT /small\(expecting)11\r\n\r\n")?.status == 413)
            }
        }

        @Test("The configuration renders what the server refuses")
        func rendering() async throws {
            let render: @Sendable (inout ServerConfiguration) -> Void = {
                $0.faultResponse = { fault, request, _ in
                    text("\(fault.status.code) \(request?.path ?? "-")")
                }
            }
            try await withServer(testRouter(), render) { address in
                let client = try TestClient(address)
                #expect(client.exchange("GET /no\(Self.host)\r\n")?.text == "404 /no")
                let refused = client.exchange("PUT /hello\(Self.host)\r\n")
                #expect(refused?.text == "405 /hello")
                #expect(refused?["Allow"] == "GET, HEAD, OPTIONS")
                #expect(client.exchange("nonsense\r\n\r\n")?.text == "400 -")
            }
        }
    }
}
