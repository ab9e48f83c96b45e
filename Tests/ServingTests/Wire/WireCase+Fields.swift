extension WireCase {
    /// Field lines, line ends and the Host field.
    static let fields: [WireCase] =
        [
            .served("RFC 9112 §5.1", "blanks around a value", get("/hello", "X:\t \t b \t")),
            .served("RFC 9112 §5.1", "no blank", get("/hello", "X:b")),
            .served("RFC 9112 §5.1", "no value", get("/hello", "X:")),
            .served("RFC 9110 §5.5", "a tab within a value", get("/hello", "X: a\tb")),
            .served(
                "RFC 9110 §5.5", "octets above 7F in a value", get("/hello", "X: caf\u{E9}\u{FF}")),
            .served(
                "RFC 9110 §5.1", "every character of a token",
                get("/hello", "!#$%&'*+-.^_`|~09azAZ: b")),
            .refused("RFC 9112 §5.1", "a space before the colon", get("/hello", "X : b")),
            .refused("RFC 9112 §5.1", "a tab before the colon", get("/hello", "X\t: b")),
            .refused(
                "RFC 9112 §5.1", "a space before Host's colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"
            ),
            .refused("RFC 9112 §5.2", "a folded line", get("/hello", "X: a\r\n b")),
            .refused("RFC 9112 §5.2", "a line folded by a tab", get("/hello", "X: a\r\n\tb")),
            .refused("RFC 9112 §5.2", "a folded line of blanks", get("/hello", "X: a\r\n ")),
            .refused(
                "RFC 9112 §2.2", "blanks before the first field",
                "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
            .refused("RFC 9110 §5.1", "no name", get("/hello", ": b")),
            .refused("RFC 9110 §5.1", "no colon", get("/hello", "X")),
            .refused("RFC 9110 §5.1", "a name with a bracket", get("/hello", "X(): b")),
            .refused("RFC 9110 §5.1", "a name with an octet above 7F", get("/hello", "X\u{E9}: b")),
            .refused("RFC 9110 §5.1", "a name with NUL", get("/hello", "X\u{0}: b")),
            .refused("RFC 9110 §5.5", "NUL in a value", get("/hello", "X: a\u{0}b")),
            .refused("RFC 9110 §5.5", "a bare CR in a value", get("/hello", "X: a\rb")),
            .refused("RFC 9110 §5.5", "DEL in a value", get("/hello", "X: a\u{7F}b")),
            .refused("RFC 9110 §5.5", "another control character", get("/hello", "X: a\u{1B}b")),
            .refused(
                "RFC 9112 §2.2", "a bare LF ends a field",
                "GET /hello HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"),
            .refused(
                "RFC 9112 §2.2", "a bare LF ends the request line",
                "GET /hello HTTP/1.1\nHost: a\r\n\r\n"),
            .refused(
                "RFC 9112 §2.2", "a bare LF ends the head", "GET /hello HTTP/1.1\r\nHost: a\r\n\n"),
            .refused(
                "RFC 9112 §2.2", "a bare CR ends a field",
                "GET /hello HTTP/1.1\r\nHost: a\rX: b\r\n\r\n"),
            .refused("RFC 9112 §2.2", "CR CR LF", "GET /hello HTTP/1.1\r\nHost: a\r\r\n\r\n"),
            .served(
                "RFC 9110 §5.4", "a hundred fields",
                get("/hello", [String](repeating: "X: b", count: 99).joined(separator: "\r\n"))),
            .refused(
                "RFC 9110 §5.4", "a hundred and one fields",
                get("/hello", [String](repeating: "X: b", count: 100).joined(separator: "\r\n")),
                431),
            .refused(
                "RFC 9110 §5.4", "a long field",
                get("/hello", "X: " + String(repeating: "b", count: 40_000)), 431),
            .refused("RFC 9112 §3.2", "no Host", "GET /hello HTTP/1.1\r\n\r\n"),
            .refused(
                "RFC 9112 §3.2", "no Host beside an absolute target",
                "GET http://a/hello HTTP/1.1\r\n\r\n"),
            .refused("RFC 9112 §3.2", "Host twice", get("/hello", "Host: a")),
            .refused("RFC 9112 §3.2", "Host twice, differently", get("/hello", "host: b")),
            .served("RFC 9112 §3.2", "an empty Host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n"),
            .served(
                "RFC 3986 §3.2.2", "an IPv6 address",
                "GET /hello HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"),
            .served("RFC 3986 §3.2.3", "an empty port", "GET /hello HTTP/1.1\r\nHost: a:\r\n\r\n"),
        ]
        + [
            "a b", "a, b", "a/b", "u@a", "a:80:80", "a:x", "[::1", "[::g]", "http://a", "a\u{E9}",
            "a%zz",
        ].map {
            .refused(
                "RFC 9112 §3.2", "Host is «\($0)»", "GET /hello HTTP/1.1\r\nHost: \($0)\r\n\r\n")
        }
}
