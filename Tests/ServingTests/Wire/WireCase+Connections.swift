extension WireCase {
    /// What follows a response, and what belongs to it.
    static let connections: [WireCase] = [
        WireCase(
            section: "RFC 9112 §9.3.2", name: "pipelined requests are answered in order",
            bytes: get("/number/1") + get("/later/2") + get("/no")
                + post("Content-Length: 1", body: "3")
                + chunked("1\r\n4\r\n0\r\n\r\n") + get("/number/5"),
            statuses: [200, 200, 404, 200, 200, 200],
            texts: ["1", "2", "404 Not Found\nThere is nothing here.\n", "3", "4", "5"]),
        WireCase(
            section: "RFC 9110 §9.3.2", name: "HEAD has no body",
            bytes: "HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hello"), statuses: [200, 200],
            texts: ["", "hello"], heads: [0]),
        WireCase(
            section: "RFC 9112 §9.6", name: "close ends the connection",
            bytes: get("/hello", "Connection: close") + get("/hello"), statuses: [200], closes: true
        ),
        WireCase(
            section: "RFC 9110 §7.6.1", name: "close in a list, in capitals",
            bytes: get("/hello", "Connection: x , CLOSE"), statuses: [200], closes: true),
        WireCase(
            section: "RFC 9110 §7.6.1", name: "close in a second field",
            bytes: get("/hello", "Connection: keep-alive", "Connection: close"), statuses: [200],
            closes: true),
        .served(
            "RFC 9110 §7.6.1", "other options mean nothing here",
            get("/hello", "Connection: closed, x")),
        WireCase(
            section: "RFC 9112 §9.3", name: "HTTP/1.0 ends with its response",
            bytes: "GET /hello HTTP/1.0\r\n\r\n" + get("/hello"), statuses: [200], closes: true),
        .served(
            "RFC 9112 §9.3", "HTTP/1.0 that wants to stay",
            "GET /hello HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "hello"),
        .served(
            "RFC 9112 §6.3", "HTTP/1.0 with a body",
            "POST /echo HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nabc", "abc"),
        .served(
            "RFC 9110 §7.8", "an unknown upgrade is passed over",
            get("/hello", "Connection: Upgrade", "Upgrade: h2c, foo/9"), "hello"),
        .served(
            "RFC 9110 §10.1.1", "an HTTP/1.0 client gets no 100",
            "POST /echo HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\n"
                + "Content-Length: 3\r\n\r\nabc", "abc"),
        .served(
            "RFC 9110 §10.1.1", "a body that comes at once needs no 100",
            post("Expect: 100-continue", "Content-Length: 3", body: "abc"), "abc"),
        .served(
            "RFC 9110 §9.3.7", "OPTIONS of a resource",
            "OPTIONS /hello HTTP/1.1\r\nHost: a\r\n\r\n", status: 204),
        .served(
            "RFC 9110 §15.5.6", "a method that is not allowed",
            "DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n", status: 405),
        .served(
            "RFC 9110 §15.5.16", "another content type",
            "POST /json HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\nContent-Length: 2\r\n\r\n{}",
            status: 415),
        .served(
            "RFC 9110 §12.5.3", "a content coding that is not undone here",
            "POST /json HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", status: 415),
        .served(
            "RFC 9110 §8.4.1", "the coding identity",
            "POST /json HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Encoding: Identity\r\nContent-Length: 2\r\n\r\n{}"),
        .served(
            "RFC 9110 §15.5.12", "no length where content is needed",
            "POST /json HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\r\n", status: 411),
        .served(
            "RFC 9110 §13.1.3", "a date condition on another method is passed over",
            post("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT"), ""),
        .served(
            "RFC 9110 §14.2", "a range of another method's answer",
            post("Range: bytes=0-0", "Content-Length: 2", body: "ab"), "ab"),
    ]
}
