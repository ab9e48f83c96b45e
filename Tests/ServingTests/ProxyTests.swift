import HTTPWire
import Kernel
import Serving
import Synchronization
import Testing

extension SocketTests {
    /// Who the client is, behind proxies and without.
    struct ProxyTests {
        private static let router: Router = {
            var router = Router()
            router.on(.get, "/") { request in
                text("\(request.client.host) \(request.isSecure) \(request.origin)")
            }
            return router
        }()

        private static func answer(
            _ fields: String, written: ProxyFields = .xForwarded, proxies: [String],
            publicURL: String? = nil
        ) async throws -> String {
            var result = ""
            try await withServer(
                Self.router,
                {
                    $0.proxies.ranges = proxies.compactMap { AddressRange($0) }
                    $0.proxies.fields = written
                    $0.publicOrigin = publicURL.flatMap { Origin($0) }
                },
                { address in
                    let request = "GET / HTTP/1.1\r\nHost: inner:8080\r\n" + fields + "\r\n"
                    result = try TestClient(address).exchange(request)?.text ?? ""
                })
            return result
        }

        @Test(
            "A proxy on this machine that nobody named is told of once",
            arguments: [
                ("X-Forwarded-For: 192.0.2.1\r\n", "10.0.0.0/8", 1),
                ("Forwarded: for=192.0.2.1\r\n", "10.0.0.0/8", 1),
                ("X-Forwarded-For: 192.0.2.1\r\n", "127.0.0.0/8", 0),
                ("", "10.0.0.0/8", 0),
            ])
        func unknownProxy(fields: String, proxy: String, count: Int) async throws {
            let told = Mutex(0)
            try await withServer(
                Self.router,
                {
                    $0.proxies.ranges = [proxy].compactMap { AddressRange($0) }
                    $0.log = { event in
                        if case .proxyUnknown = event { told.withLock { $0 += 1 } }
                    }
                },
                { address in
                    for _ in 0..<5 {
                        let request = "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"
                        let client = try TestClient(address)
                        #expect(client.exchange(request)?.status == 200)
                    }
                })
            #expect(told.withLock { $0 } == count)
        }

        @Test(
            "The client is the first address from the right that is no proxy",
            arguments: [
                ("", "127.0.0.1 false http://inner:8080"),
                ("X-Forwarded-For: 192.0.2.1\r\n", "192.0.2.1 false http://inner:8080"),
                ("X-Forwarded-For: 10.9.9.9, 192.0.2.1, 10.0.0.1\r\n", "192.0.2.1"),
                ("X-Forwarded-For: 10.0.0.2, 10.0.0.1\r\n", "10.0.0.2"),
                ("X-Forwarded-For: garbage, 192.0.2.1\r\n", "192.0.2.1"),
                ("X-Forwarded-For: 192.0.2.1, garbage\r\n", "127.0.0.1"),
                ("X-Forwarded-For: 192.0.2.1, unknown, 10.0.0.1\r\n", "10.0.0.1"),
                ("X-Forwarded-For: ::ffff:192.0.2.1\r\n", "192.0.2.1"),
                (
                    "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n"
                        + "X-Forwarded-Host: mebe.vn\r\n", "192.0.2.1 true https://mebe.vn"
                ),
                ("Forwarded: for=192.0.2.9\r\nX-Forwarded-For: 192.0.2.1\r\n", "192.0.2.1"),
                ("Forwarded: for=192.0.2.9\r\n", "127.0.0.1 false http://inner:8080"),
            ])
        func believed(fields: String, answer: String) async throws {
            let found = try await Self.answer(fields, proxies: ["127.0.0.0/8", "10.0.0.0/8"])
            #expect(found.hasPrefix(answer + " ") || found == answer)
        }

        @Test(
            "Proxies that write Forwarded are believed in nothing else",
            arguments: [
                (
                    "Forwarded: for=198.51.100.1;proto=http, "
                        + "for=\"[2001:db8::1]:9\";proto=https;host=mebe.vn\r\n",
                    "2001:db8::1 true https://mebe.vn"
                ),
                ("Forwarded: for=\"\r\n", "127.0.0.1 false http://inner:8080"),
                (
                    "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Host: evil.example\r\n"
                        + "X-Forwarded-Proto: https\r\nForwarded: for=192.0.2.9\r\n",
                    "192.0.2.9 false http://inner:8080"
                ),
            ])
        func forwardedAlone(fields: String, answer: String) async throws {
            let found = try await Self.answer(
                fields, written: .forwarded, proxies: ["127.0.0.0/8", "10.0.0.0/8"])
            #expect(found == answer)
        }

        @Test(
            "From any other peer all of it is ignored",
            arguments: [
                "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n",
                "X-Forwarded-Host: evil.example\r\n",
                "Forwarded: for=192.0.2.1;proto=https;host=evil.example\r\n",
            ])
        func ignored(fields: String) async throws {
            let found = try await Self.answer(fields, proxies: ["10.0.0.0/8"])
            #expect(found == "127.0.0.1 false http://inner:8080")
        }

        @Test("A public address holds whatever proxies say")
        func publicAddress() async throws {
            let found = try await Self.answer(
                "X-Forwarded-Host: other.vn\r\n", proxies: ["127.0.0.1"],
                publicURL: "https://mebe.vn/")
            #expect(found == "127.0.0.1 false https://mebe.vn")
        }

        @Test(
            "An origin is a scheme and a host and nothing else",
            arguments: [
                ("https://mebe.vn", true), ("http://mebe.vn:8080", true),
                ("HTTPS://MEBE.vn/", true),
                ("https://[2001:db8::1]:8443", true), ("https://", false), ("mebe.vn", false),
                ("null", false), ("https://mebe.vn/x", false), ("https://a@mebe.vn", false),
                ("ftp://mebe.vn", false), ("https://mebe.vn?x", false), ("https://me be", false),
            ])
        func origins(text: String, isOne: Bool) {
            #expect((Origin(text) != nil) == isOne)
        }

        @Test(
            "A form's origin is our own by the public host, or by Host",
            arguments: [
                ("https://mebe.vn", true), ("http://mebe.vn:80", true),
                ("https://MEBE.VN:443", true),
                ("http://inner:8080", true), ("http://inner", false),
                ("https://evil.example", false),
                ("null", false), ("https://mebe.vn.evil.example", false),
            ])
        func own(origin: String, isOwn: Bool) async throws {
            var router = Router()
            router.on(.get, "/") { text("\($0.isOwn(origin))") }
            try await withServer(
                router, { $0.publicOrigin = Origin(isSecure: true, host: "mebe.vn") }
            ) { address in
                let request = "GET / HTTP/1.1\r\nHost: inner:8080\r\n\r\n"
                let client = try TestClient(address)
                #expect(client.exchange(request)?.text == "\(isOwn)")
            }
        }

        @Test("Peers of a Unix-domain socket are proxies where that is said")
        func unix() async throws {
            let path = "/tmp/mebe-serving-\(UInt64.random(in: .min ... .max)).sock"
            for isTrusted in [true, false] {
                try await withServer(
                    Self.router,
                    {
                        $0.addresses = [.unix(path: path)]
                        $0.proxies.areUnixPeersTrusted = isTrusted
                    }
                ) { address in
                    let request = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n"
                    let found = try TestClient(address).exchange(request)?.text
                    #expect(found?.hasPrefix(isTrusted ? "192.0.2.1 " : " ") == true)
                }
                #expect(!FileSystem.exists(path))
            }
        }
    }
}
