extension WireCase {
    /// Request lines and their targets.
    static let targets: [WireCase] = [
        .served("RFC 9112 §3.2.1", "origin form", get("/hello"), "hello"),
        .served("RFC 9112 §3.2.1", "a query", get("/hello?a=b&c=%20+d/?"), "hello"),
        .served("RFC 3986 §2.1", "an escaped path", get("/%68ello"), "hello"),
        .served("RFC 3986 §2.1", "an escaped slash is no slash", get("/number/a%2Fb"), "a/b"),
        .served("RFC 9112 §3.2.2", "absolute form", get("http://a/hello"), "hello"),
        .served("RFC 9110 §4.2.3", "a scheme in capitals", get("HTTPS://a:443/hello"), "hello"),
        .served("RFC 9112 §3.2.2", "absolute form of another host", get("http://b/hello"), "hello"),
        .served("RFC 9110 §4.2.3", "absolute form without a path", get("http://a"), status: 404),
        .served(
            "RFC 9112 §3.2.2", "absolute form with a query alone", get("http://a?x"), status: 404),
        .served(
            "RFC 9112 §3.2.4", "asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", status: 204
        ),
        .refused(
            "RFC 9110 §9.3.6", "CONNECT is for proxies; what follows was for the tunnel",
            "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        .refused(
            "RFC 9110 §4.2.1", "an absolute form without a host", get("http://:80/hello")),
        .refused(
            "RFC 9110 §4.2.1", "CONNECT without a host", "CONNECT :80 HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refused("RFC 9112 §3.2.4", "an asterisk for GET", get("*")),
        .refused("RFC 9112 §3.2.3", "authority form for GET", get("a:80")),
        .refused(
            "RFC 9112 §3.2.3", "CONNECT with a path", "CONNECT /x HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refused(
            "RFC 9112 §3.2.3", "CONNECT without a port", "CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refused("RFC 9112 §3.2", "no slash at the beginning", get("hello")),
        .refused("RFC 9110 §4.2", "another scheme", get("ftp://a/hello")),
        .refused("RFC 9110 §4.2.4", "user information", get("http://u:p@a/hello")),
        .refused("RFC 9110 §4.2.1", "an empty host", get("http:///hello")),
        .refused("RFC 9112 §3.2", "a fragment", get("/hello#top")),
        .refused("RFC 3986 §2", "a quote in the target", get("/he\"llo")),
        .refused("RFC 3986 §2", "an octet above 7F in the target", get("/h\u{E9}llo")),
        .refused("RFC 3986 §2", "NUL in the target", get("/he\u{0}llo")),
        .refused("RFC 3986 §2", "DEL in the target", get("/he\u{7F}llo")),
        .served("RFC 3986 §2.1", "a malformed escape", get("/%zz"), status: 400),
        .served("RFC 3986 §2.1", "an escaped NUL", get("/number/%00"), status: 400),
        .served(
            "RFC 3629 §3", "an overlong escape is no slash", get("/number/%c0%af"),
            "\u{FFFD}\u{FFFD}"),
        .served("RFC 3986 §5.2.4", "a dot segment", get("/a/../hello"), status: 400),
        .served("RFC 3986 §5.2.4", "an escaped dot segment", get("/a/%2e%2E/hello"), status: 400),
        .refused("RFC 9112 §3", "two spaces before the target", get(" /hello")),
        .refused(
            "RFC 9112 §3", "two spaces before the version",
            "GET /hello  HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refused(
            "RFC 9112 §3", "a space behind the version", "GET /hello HTTP/1.1 \r\nHost: a\r\n\r\n"),
        .refused(
            "RFC 9112 §3", "a space before the method", " GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refused("RFC 9112 §3", "a tab for a space", "GET\t/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refused(
            "RFC 9112 §3", "a vertical tab for a space",
            "GET /hello\u{B}HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refused("RFC 9112 §3", "a space within the target", get("/he llo")),
        .refused("RFC 9110 §9.1", "no method", "/hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        .refused(
            "RFC 9110 §9.1", "a method that is no token", "G(ET /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
        .served(
            "RFC 9110 §9.1", "a method that nobody knows",
            "BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n", status: 501),
        .served(
            "RFC 9110 §9.1", "methods tell capitals apart",
            "get /hello HTTP/1.1\r\nHost: a\r\n\r\n", status: 501),
        .served(
            "RFC 9110 §9.3.8", "TRACE is refused", "TRACE /hello HTTP/1.1\r\nHost: a\r\n\r\n",
            status: 405),
        .served(
            "RFC 9110 §2.5", "a higher minor version", "GET /hello HTTP/1.9\r\nHost: a\r\n\r\n"),
        .refused("RFC 9112 §2.3", "no version", "GET /hello\r\nHost: a\r\n\r\n"),
        .refused(
            "RFC 9112 §2.3", "a version in small letters", "GET /hello http/1.1\r\nHost: a\r\n\r\n"),
        .refused("RFC 9112 §2.3", "two digits", "GET /hello HTTP/1.10\r\nHost: a\r\n\r\n"),
        .refused("RFC 9112 §2.3", "a leading zero", "GET /hello HTTP/01.1\r\nHost: a\r\n\r\n"),
        .refused("RFC 9112 §2.3", "a comma", "GET /hello HTTP/1,1\r\nHost: a\r\n\r\n"),
        .refused("RFC 9110 §2.5", "HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        .refused(
            "RFC 9110 §2.5", "another major version", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505),
        .refused("RFC 9112 §3", "not HTTP at all", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}"),
        .served("RFC 9112 §2.2", "empty lines before", "\r\n\r\n" + get("/hello"), "hello"),
        .refused(
            "RFC 9112 §2.2", "many empty lines before",
            String(repeating: "\r\n", count: 5) + get("/hello")),
        .refused("RFC 9112 §2.2", "a bare LF before", "\n" + get("/hello")),
        .served(
            "RFC 9112 §3", "a line of 8 192 octets",
            get("/hello?" + String(repeating: "a", count: 8_172))),
        .refused(
            "RFC 9112 §3", "a line of 8 193 octets",
            get("/hello?" + String(repeating: "a", count: 8_173)), 414),
    ]
}
