import HTTPWire
import Testing

/// What proxies say of the hops before them.
struct ForwardedTests {
    /// Without other word the proxies write what the first line is.
    private static func hops(
        written: ProxyFields? = nil, _ lines: (FieldName, String)...
    ) -> [ForwardedHop] {
        var fields = Fields()
        for (name, value) in lines { fields.append(name, value) }
        let usual: ProxyFields = lines.first?.0 == .forwarded ? .forwarded : .xForwarded
        let chain = ForwardedChain(fields, writtenByProxies: written ?? usual)
        return chain.map { Array(IteratorSequence($0)) } ?? []
    }

    private static func address(
        _ text: String, _ port: UInt16? = nil, https: Bool? = nil, host: String? = nil
    ) -> ForwardedHop {
        ForwardedHop(node: .address(text, port: port), isSecure: https, host: host)
    }

    private static func hidden(https: Bool? = nil) -> ForwardedHop {
        ForwardedHop(node: .hidden, isSecure: https)
    }

    @Test(
        "An element of Forwarded is read by the grammar of RFC 7239, or not at all",
        arguments: [
            ("for=192.0.2.43", address("192.0.2.43")),
            ("For=192.0.2.43", address("192.0.2.43")),
            ("for=\"192.0.2.43:47011\"", address("192.0.2.43", 47011)),
            ("for=\"[2001:db8:cafe::17]\"", address("2001:db8:cafe::17")),
            ("for=\"[2001:db8:cafe::17]:4711\"", address("2001:db8:cafe::17", 4711)),
            ("for=\"[2001:db8::1]:_x9\"", address("2001:db8::1")),
            ("for=\"\\1\\9\\2.0.2.1\"", address("192.0.2.1")),
            ("for=a;proto=HTTPS;by=b", address("a", https: true)),
            (
                "proto=http;host=\"mebe.vn:8443\";for=a",
                address("a", https: false, host: "mebe.vn:8443")
            ),
            (";for=a;;proto=https;", address("a", https: true)),
            ("for=_gazonk", hidden()), ("for=\"_a.b-c\"", hidden()), ("for=Unknown", hidden()),
            ("for=\"unknown:1\"", hidden()), ("proto=https", hidden(https: true)),
            ("for=192.0.2.1;for=192.0.2.2", nil), ("for", nil), ("for=", nil), ("for =a", nil),
            ("for= a", nil), ("for=192.0.2.1:80", nil), ("for=[2001:db8::1]", nil),
            ("for=\"2001:db8::1\"", nil), ("for=\"[2001:db8::1\"", nil), ("for=\"a", nil),
            ("for=\"a\\", nil), ("for=\"a:\"", nil), ("for=\"a:+80\"", nil),
            ("for=\"a:65536\"", nil), ("for=\"[]\"", nil), ("for=\"_é\"", nil),
            ("for=a;proto=gopher", nil), ("for=a;host=\"b c\"", nil), ("for=a;host=\"\"", nil),
            ("for=a b", nil), ("for=a;ext", nil),
        ] as [(String, ForwardedHop?)])
    func elements(text: String, hop: ForwardedHop?) {
        #expect(Self.hops((.forwarded, text)) == (hop.map { [$0] } ?? []))
    }

    @Test(
        "Addresses of X-Forwarded-For come with or without ports and brackets",
        arguments: [
            ("192.0.2.1", address("192.0.2.1")), ("192.0.2.1:80", address("192.0.2.1", 80)),
            ("2001:db8::1", address("2001:db8::1")), ("[2001:db8::1]", address("2001:db8::1")),
            ("[2001:db8::1]:443", address("2001:db8::1", 443)), ("unknown", hidden()),
            ("", nil), ("192.0.2.1:", nil), ("192.0.2.1:x", nil), ("[2001:db8::1]x", nil),
        ] as [(String, ForwardedHop?)])
    func plainAddresses(text: String, hop: ForwardedHop?) {
        #expect(Self.hops((.xForwardedFor, text)) == (hop.map { [$0] } ?? []))
    }

    @Test("The nearest proxy's word comes first, over all lines")
    func order() {
        let lines = Self.hops((.forwarded, "for=a, for=b"), (.forwarded, "for=c,,for=\"d,e\\\"\""))
        #expect(lines.map(\.node) == ["d,e\"", "c", "b", "a"].map { .address($0, port: nil) })
    }

    @Test(
        "What a client sent ahead does not reach the proxies' words behind it",
        arguments: ["for=\"", "for=\"a\\", "\"\"\"", "garbage", "for=x;;=", ",,,"])
    func nonsense(ahead: String) {
        let hops = Self.hops((.forwarded, ahead + ", for=192.0.2.7;proto=https"))
        #expect(hops.first == Self.address("192.0.2.7", https: true))
    }

    @Test("Schemes and hosts belong to the addresses they stand in line with")
    func lists() {
        let hops = Self.hops(
            (.xForwardedFor, "a, b"), (.xForwardedProto, "https, http"),
            (.xForwardedHost, "mebe.vn, inner"))
        #expect(
            hops == [
                Self.address("b", https: false, host: "inner"),
                Self.address("a", https: true, host: "mebe.vn"),
            ])
        let single = Self.hops(
            (.xForwardedFor, "a, b"), (.xForwardedProto, "https"), (.xForwardedHost, "bad host"))
        #expect(single == [Self.address("b", https: true), Self.address("a", https: true)])
        #expect(Self.hops((.xForwardedProto, "https")) == [Self.hidden(https: true)])
    }

    @Test(
        "Fields that the proxies do not write are the client's and say nothing",
        arguments: [
            (.forwarded, [address("192.0.2.1")]),
            (.xForwarded, [address("192.0.2.2", https: true, host: "mebe.vn")]),
            (.xForwardedFor, [address("192.0.2.2")]), (.xForwardedProto, [hidden(https: true)]),
            ([.xForwardedFor, .xForwardedHost], [address("192.0.2.2", host: "mebe.vn")]),
            ([], []),
        ] as [(ProxyFields, [ForwardedHop])])
    func written(fields: ProxyFields, hops: [ForwardedHop]) {
        let found = Self.hops(
            written: fields, (.forwarded, "for=192.0.2.1"), (.xForwardedFor, "192.0.2.2"),
            (.xForwardedProto, "https"), (.xForwardedHost, "mebe.vn"))
        #expect(found == hops)
    }

    @Test("A proxy that writes the other kind, or nothing, says nothing of the client's fields")
    func absent() {
        #expect(Self.hops(written: .xForwarded, (.forwarded, "for=192.0.2.1")).isEmpty)
        #expect(Self.hops(written: .forwarded, (.xForwardedFor, "192.0.2.1")).isEmpty)
        #expect(Self.hops(written: .xForwardedFor, (.xForwardedHost, "evil.example")).isEmpty)
    }

    @Test(
        "The proxies' fields are named, in any case, and of one kind",
        arguments: [
            (["Forwarded"], .forwarded), (["x-forwarded-for"], .xForwardedFor),
            (["X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto"], .xForwarded),
            ([], nil), (["Forwarded", "X-Forwarded-For"], nil), (["X-Real-IP"], nil), ([""], nil),
        ] as [([String], ProxyFields?)])
    func names(names: [String], fields: ProxyFields?) {
        #expect(ProxyFields(names: names) == fields)
    }

    @Test("Hops and lengths are bounded")
    func bounds() {
        let many = Array(repeating: "for=a", count: 40).joined(separator: ",")
        #expect(Self.hops((.forwarded, many)).count == 16)
        let long = "for=" + String(repeating: "a", count: 64)
        #expect(Self.hops((.forwarded, long)).count == 1)
        #expect(Self.hops((.forwarded, long + "a")).isEmpty)
        let commas = String(repeating: ",", count: 30_000)
        #expect(Self.hops((.xForwardedFor, "192.0.2.1" + commas)).isEmpty)
        let quotes = String(repeating: "\\\"", count: 15_000)
        #expect(Self.hops((.forwarded, quotes)).isEmpty)
    }

    @Test("Any octets at all are read or refused", arguments: 0..<200)
    func anything(seed: UInt64) {
        print("seed", seed)
        var random = SplitMix(state: seed)
        let alphabet = Array("for=\"\\,;[]:_. 019abhostproto".unicodeScalars)
        var text = ""
        for _ in 0..<Int(random.next() % 600) {
            text.unicodeScalars.append(alphabet[Int(random.next() % UInt64(alphabet.count))])
        }
        for name in [FieldName.forwarded, .xForwardedFor, .xForwardedProto, .xForwardedHost] {
            #expect(Self.hops((name, text)).count <= 16)
        }
    }
}
