import HTTPWire
import Testing

struct MessageRulesTests {
    @Test(
        "an invalid Host is refused",
        arguments: [
            "bad host", "a/b", "user@localhost", "[::1", "localhost:abc", "localhost:-1",
            "localhost:80:80", "http://localhost", "localhost?x", "%zz", "%4", "[::1]x", "[1]",
            "[12345::1]", "[1::2::3]", "[1:2:3]", "[:1:2]", "[:::::]", "[..::]", "[::g]", "[::1",
            "[::ffff:999.1.1.1]", "[::1.2.3]", "[::1.2.3.4.5]", "[::01.2.3.4]", "[1.2.3.4]",
            "[1:2:3:4:5:6:7:8:9]", "[1:2:3:4:5:6:7:8::]", "[::1:2:3:4:5:6:7:8]", "[1:]", "[:]",
            "[fe80::1%25eth0]", "[]", "a:65536", "a:99999999999999999999", "[::1]:65536",
            "[::g]", "a\"b", "\u{E9}",
        ])
    func invalidHost(_ host: String) {
        #expect(
            fault("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n") == .invalidHost)
        #expect(WireFault.invalidHost.status == .badRequest)
    }

    @Test(
        "a valid Host is taken",
        arguments: [
            "", "a", "a:", "a:80", "[::1]:8080", "[::ffff:1.2.3.4]",
            "[::]", "[1::]", "[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:7::]", "[::2:3:4:5:6:7:8]",
            "[1:2:3:4:5:6:255.0.1.20]", "[FE80::aBcD]", "a:65535", "a:00080", "%41",
            "a_b~!$&'()*+;=",
        ])
    func validHost(_ host: String) {
        #expect(head("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")?.host == host)
    }

    @Test("Host is needed once in 1.1, and never twice")
    func hostCount() {
        #expect(fault("GET / HTTP/1.1\r\n\r\n") == .missingHost)
        #expect(fault("GET http://a/ HTTP/1.1\r\n\r\n") == .missingHost)
        #expect(fault(get("Host: a")) == .repeatedHost)
        #expect(fault("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n") == .repeatedHost)
        #expect(head("GET / HTTP/1.0\r\n\r\n")?.host == nil)
    }

    @Test("the host of an absolute target overrides the Host field")
    func absoluteHost() {
        let head = head("GET http://b:81/x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(head?.host == "b:81")
    }

    @Test(
        "an invalid Content-Length is refused",
        arguments: [
            "-1", "+5", "0x5", "5.0", "1e1", "abc", "", "5 5", "5x", "1_0", "5;", "\"5\"", "5,",
            "5, 5", "\u{665}", "5\u{A0}",
        ])
    func invalidLength(_ value: String) {
        #expect(fault(get("Content-Length: \(value)")) == .invalidContentLength)
    }

    @Test(
        "a Content-Length beyond an Int is too long and does not wrap",
        arguments: [
            "9223372036854775808", "18446744073709551616", "18446744073709551621",
            String(repeating: "9", count: 5000),
        ])
    func lengthOverflow(_ value: String) {
        #expect(fault(get("Content-Length: \(value)")) == .bodyTooLong)
    }

    @Test(
        "what delimits a body",
        arguments: [
            ("X: y", BodyFraming.none), ("Content-Length: 0", .length(0)),
            ("Content-Length: 00012", .length(12)),
            ("Content-Length: 9223372036854775807", .length(.max)),
            ("Transfer-Encoding: cHUNKED", .chunked), ("Transfer_Encoding: chunked", .none),
        ])
    func framing(_ line: String, _ framing: BodyFraming) {
        #expect(head(get(line))?.framing == framing)
    }

    @Test(
        "framing fields that contradict each other",
        arguments: [
            (["Content-Length: 5", "Content-Length: 5"], WireFault.repeatedContentLength),
            (["Content-Length: 5", "Content-Length: 6"], .repeatedContentLength),
            (
                ["Content-Length: 5", "Transfer-Encoding: chunked"],
                .contentLengthWithTransferEncoding
            ),
            (
                ["Transfer-Encoding: chunked", "Content-Length: 5"],
                .contentLengthWithTransferEncoding
            ),
            (["Transfer-Encoding:", "Content-Length: 5"], .contentLengthWithTransferEncoding),
            (
                ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"],
                .repeatedTransferEncoding
            ),
            (
                ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
                .repeatedTransferEncoding
            ),
        ])
    func contradiction(_ lines: [String], _ expected: WireFault) {
        #expect(fault(get(lines.joined(separator: "\r\n"))) == expected)
    }

    @Test(
        "a coding behind which chunked does not stand once and last leaves the end unknown",
        arguments: [
            "gzip", "foo", "identity", "chunked, gzip", "chunked, chunked", "xchunked",
            "chunkedx", "\"chunked\"", "chunked;foo=bar", "chun ked", "\u{A0}chunked",
            ", chunked,", ",chunked", "chunked,", "", "gzip, chunked, chunked",
        ])
    func coding(_ value: String) {
        #expect(fault(get("Transfer-Encoding: \(value)")) == .unendedTransferCoding)
    }

    @Test("other codings before chunked are not known", arguments: ["gzip, chunked", "a,,chunked"])
    func otherCoding(_ value: String) {
        #expect(fault(get("Transfer-Encoding: \(value)")) == .unknownTransferCoding)
    }

    @Test("HTTP/1.0 has no Transfer-Encoding")
    func codingInHTTP10() {
        let text = "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(fault(text) == .transferEncodingInHTTP10)
    }

    @Test(
        "whether the connection stays",
        arguments: [
            ("1.1", "X: y", true), ("1.1", "Connection: close", false),
            ("1.1", "connection: CLOSE", false), ("1.1", "Connection: x-foo, close", false),
            ("1.1", "Connection: x\r\nConnection: close", false),
            ("1.1", "Connection: keep-alive, close", false), ("1.1", "Connection: closed", true),
            ("1.2", "X: y", true), ("1.0", "X: y", false),
            ("1.0", "Connection: Keep-Alive", true),
            ("1.0", "Connection: keep-alive, close", false),
        ])
    func keepsAlive(_ version: String, _ line: String, _ expected: Bool) {
        #expect(head("GET / HTTP/\(version)\r\nHost: a\r\n\(line)\r\n\r\n")?.keepsAlive == expected)
    }

    @Test(
        "who waits for 100 Continue",
        arguments: [
            ("1.1", "Expect: 100-continue\r\nContent-Length: 1", true),
            ("1.1", "expect: 100-CONTINUE\r\nTransfer-Encoding: chunked", true),
            ("1.0", "Expect: 100-continue\r\nContent-Length: 1", false),
            ("1.1", "Expect: 100-continue", false),
            ("1.1", "Expect: 200-ok\r\nContent-Length: 1", false),
        ])
    func expects(_ version: String, _ lines: String, _ expected: Bool) {
        let text = "POST / HTTP/\(version)\r\nHost: a\r\n\(lines)\r\n\r\n"
        #expect(head(text)?.expectsContinue == expected)
    }
}
