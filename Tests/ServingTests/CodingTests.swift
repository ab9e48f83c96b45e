import HTTPWire
import Serving
import Testing

extension SocketTests {
    /// Compression, entity tags and conditions.
    struct CodingTests {
        static let plain = String(repeating: "mother and child ", count: 100)

        static func router() -> Router {
            var router = Router()
            func page(_ path: String, _ type: String, _ length: Int, _ tag: String) {
                let body = Array(plain.utf8.prefix(length))
                let response = Response(
                    fields: [.contentType: type, .etag: tag], body: .bytes(body))
                router.on(.get, path, immediate: { _ in response }) { _ in response }
            }
            page("/text", "text/plain", 1_700, "\"x\"")
            page("/weak", "application/json", 1_700, "W/\"x\"")
            page("/short", "text/plain", 1_023, "\"x\"")
            page("/atLimit", "text/plain", 1_024, "\"x\"")
            page("/image", "image/png", 1_700, "\"x\"")
            router.on(.get, "/exact") { _ in
                var response = text(plain)
                response.fields[.etag] = "\"1\""
                response.isCompressible = false
                return response
            }
            router.on(.get, "/rendered") { _ in
                Response(
                    fields: [.contentType: "text/html", .etag: "\"x\""],
                    body: .rendered(plain: Array("plain".utf8), gzip: Array("coded".utf8)))
            }
            let packed = Compressor(level: 6).compress(Array("plain".utf8))
            router.on(.get, "/packed") { _ in
                Response(
                    fields: [.contentType: "text/html", .etag: "\"x\""],
                    body: .packed(gzip: packed, plainLength: 5))
            }
            return router
        }

        struct Case: CustomTestStringConvertible, Sendable {
            let path: String
            let accepts: String?
            let isCoded: Bool
            var tag = "\"x\""
            var testDescription: String { "\(path) for \(accepts ?? "nothing said")" }
        }

        @Test(
            "Text from 1 KiB on is compressed for those who take it, under its own strong tag",
            arguments: [
                Case(path: "/text", accepts: "gzip", isCoded: true, tag: "\"x-gzip\""),
                Case(path: "/text", accepts: "br, gzip;q=0.5", isCoded: true, tag: "\"x-gzip\""),
                Case(path: "/text", accepts: "*", isCoded: true, tag: "\"x-gzip\""),
                Case(path: "/text", accepts: "gzip;q=0", isCoded: false),
                Case(path: "/text", accepts: "identity", isCoded: false),
                Case(path: "/text", accepts: nil, isCoded: false),
                Case(path: "/weak", accepts: "gzip", isCoded: true, tag: "W/\"x\""),
                Case(path: "/atLimit", accepts: "gzip", isCoded: true, tag: "\"x-gzip\""),
                Case(path: "/short", accepts: "gzip", isCoded: false),
                Case(path: "/image", accepts: "gzip", isCoded: false),
                Case(path: "/exact", accepts: "gzip", isCoded: false, tag: "\"1\""),
                Case(path: "/rendered", accepts: "gzip", isCoded: true, tag: "\"x-gzip\""),
                Case(path: "/rendered", accepts: nil, isCoded: false),
                Case(path: "/packed", accepts: "gzip", isCoded: true, tag: "\"x-gzip\""),
                Case(path: "/packed", accepts: nil, isCoded: false),
            ])
        func coding(example: Case) async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                let accept = example.accepts.map { "Accept-Encoding: \($0)\r\n" } ?? ""
                let rest = "\(example.path) HTTP/1.1\r\nHost: a\r\n\(accept)\r\n"
                let response = try #require(client.exchange("GET " + rest))
                #expect((response["Content-Encoding"] == "gzip") == example.isCoded)
                #expect(response["ETag"] == example.tag)
                let varies = ["/text", "/weak", "/atLimit", "/rendered", "/packed"]
                    .contains(example.path)
                #expect((response["Vary"] == "Accept-Encoding") == varies)
                let isGzip = response.body.starts(with: [0x1F, 0x8B])
                #expect(isGzip == (example.isCoded && example.path != "/rendered"))
                if example.path == "/packed", !isGzip {
                    #expect(response.body == Array("plain".utf8))
                }
                let head = try #require(client.exchange("HEAD " + rest))
                #expect(head["Content-Length"] == String(response.body.count))
                #expect(head["ETag"] == example.tag)
            }
        }

        @Test(
            "Nothing is compressed for a page of another site, which could learn from its length",
            arguments: [
                ("Sec-Fetch-Site: cross-site", false), ("Sec-Fetch-Site: same-site", false),
                ("Sec-Fetch-Site: same-origin", true), ("Sec-Fetch-Site: none", true),
                ("Referer: https://evil.example/a", false), ("Referer: https://a/login", true),
                ("Referer: http://A/", true), ("Referer: https://a:8443/", false),
                ("Referer: about:blank", false), ("X-Other: 1", true),
            ])
        func otherSites(field: String, isCoded: Bool) async throws {
            try await withServer(Self.router()) { address in
                let fields = "Host: a\r\nAccept-Encoding: gzip\r\n\(field)\r\n"
                let response = try TestClient(address).exchange(
                    "GET /text HTTP/1.1\r\n\(fields)\r\n")
                #expect((response?["Content-Encoding"] == "gzip") == isCoded)
                #expect(response?["ETag"] == (isCoded ? "\"x-gzip\"" : "\"x\""))
                #expect(response?["Vary"] == "Accept-Encoding")
            }
        }

        @Test(
            "If-None-Match knows both forms, whichever would be sent",
            arguments: ["", "Accept-Encoding: gzip\r\n"],
            [
                ("\"x\"", "\"x\""), ("\"x-gzip\"", "\"x-gzip\""),
                ("W/\"x\"", "\"x\""), ("\"y\"", nil),
            ])
        func conditions(accept: String, tags: (asked: String, answered: String?)) async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                let fields = "Host: a\r\n\(accept)If-None-Match: \(tags.asked)\r\n"
                let response = try #require(client.exchange("GET /text HTTP/1.1\r\n\(fields)\r\n"))
                #expect(response.status == (tags.answered == nil ? 200 : 304))
                if let tag = tags.answered {
                    #expect(response["ETag"] == tag)
                    #expect(response["Vary"] == "Accept-Encoding")
                    #expect(response["Content-Type"] == nil)
                    #expect(response["Content-Length"] == nil)
                }
            }
        }

        @Test(
            "Nothing is compressed on the loop beyond the limit, also where plain is refused",
            arguments: [(1_500, true), (1_501, false)], ["gzip", "gzip, identity;q=0"])
        func longest(size: (length: Int, isCoded: Bool), accepts: String) async throws {
            var router = Router()
            let body = [UInt8](repeating: 0x61, count: size.length)
            router.on(.get, "/") { _ in
                Response(fields: [.contentType: "text/plain"], body: .bytes(body))
            }
            try await withServer(router, { $0.limits.compressionLengthMax = 1_500 }) { address in
                let client = try TestClient(address)
                let answer = client.exchange(
                    "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: \(accepts)\r\n\r\n")
                #expect((answer?["Content-Encoding"] == "gzip") == size.isCoded)
            }
        }

        @Test("If-Match that names neither form is 412")
        func failedCondition() async throws {
            try await withServer(Self.router()) { address in
                let client = try TestClient(address)
                for (tag, status) in [("\"y\"", 412), ("\"x\"", 200), ("\"x-gzip\"", 200)] {
                    let response = client.exchange(
                        "GET /text HTTP/1.1\r\nHost: a\r\nIf-Match: \(tag)\r\n\r\n")
                    #expect(response?.status == status)
                }
            }
        }
    }
}
