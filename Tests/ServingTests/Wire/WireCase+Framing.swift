extension WireCase {
    /// How long a body is: Content-Length and Transfer-Encoding.
    static let framing: [WireCase] =
        [
            .served("RFC 9112 §6.3", "no body", post(), ""),
            .served(
                "RFC 9112 §6.2", "a body by its length", post("Content-Length: 3", body: "abc"),
                "abc"),
            .served(
                "RFC 9110 §8.6", "leading zeros", post("Content-Length: 0003", body: "abc"), "abc"),
            .served("RFC 9112 §6.2", "a length of 0", post("Content-Length: 0"), ""),
            .served(
                "RFC 9110 §9.3.1", "a GET with a body that looks like a request",
                get("/hello", "Content-Length: \(stowaway.utf8.count)") + stowaway, "hello"),
            WireCase(
                section: "RFC 9110 §8.6", name: "octets behind the body are the next request",
                bytes: post("Content-Length: 3", body: "abc") + get("/hello"),
                statuses: [200, 200],
                texts: ["abc", "hello"]),
            .refused(
                "RFC 9112 §6.3", "two lengths that differ",
                post("Content-Length: 3", "Content-Length: 4", body: "abc")),
            .refused(
                "RFC 9112 §6.3", "two lengths alike",
                post("Content-Length: 3", "Content-Length: 3", body: "abc")),
            .refused("RFC 9110 §8.6", "more than any limit", post("Content-Length: 1048577"), 413),
            .refused("RFC 9110 §8.6", "2⁶³", post("Content-Length: 9223372036854775808"), 413),
            .refused(
                "RFC 9110 §8.6", "2⁶⁴ and 3",
                post("Content-Length: 18446744073709551619", body: "abc"), 413),
        ]
        + [
            "3, 3", "3,4", "3 3", "+3", "-3", "-0", "3.0", "3e0", "0x3", "3_0", "\"3\"", "",
            "three",
            "3;", "\u{B3}", "3\u{0}", "\u{B}3",
        ].map {
            .refused(
                "RFC 9110 §8.6", "the length «\($0)»", post("Content-Length: \($0)", body: "abc"))
        } + [
            .served("RFC 9112 §7.1", "a chunked body", chunked("3\r\nabc\r\n0\r\n\r\n"), "abc"),
            .served(
                "RFC 9112 §7", "the coding in capitals",
                post("transfer-ENCODING: CHUNKED", body: "3\r\nabc\r\n0\r\n\r\n"), "abc"),
            .served(
                "RFC 9112 §5.1", "blanks around the coding",
                post("Transfer-Encoding:\t chunked \t", body: "3\r\nabc\r\n0\r\n\r\n"), "abc"),
            .refused(
                "RFC 9112 §6.1", "Transfer-Encoding in HTTP/1.0",
                "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            .refused(
                "RFC 9112 §6.1", "two fields with the coding",
                post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked", body: "0\r\n\r\n")),
            .refused(
                "RFC 9112 §6.1", "another coding in a field before",
                post("Transfer-Encoding: gzip", "Transfer-Encoding: chunked", body: "0\r\n\r\n")),
        ]
        + [
            "identity", "gzip", "chunked, gzip", "chunked, chunked",
            "chunked, identity",
            "chunked;q=1", "chunked,", ",chunked", "\"chunked\"", "xchunked", "chunkedx",
            "chunked chunked",
            "", "cow", "chunke\u{64}\u{E9}", "\u{A0}chunked",
        ].map {
            .refused(
                "RFC 9112 §6.1", "the coding «\($0)»",
                post("Transfer-Encoding: \($0)", body: "3\r\nabc\r\n0\r\n\r\n"))
        }
        + ["gzip, chunked", "gzip,chunked", "foo;a=b, chunked"].map {
            .refused(
                "RFC 9112 §6.1", "the codings «\($0)»",
                post("Transfer-Encoding: \($0)", body: "3\r\nabc\r\n0\r\n\r\n"), 501)
        }
        + ["chunked\u{B}", "\u{B}chunked", "chun\u{0}ked", "chunked\u{C}"].map {
            .refused(
                "RFC 9110 §5.5", "the coding «\($0)»",
                post("Transfer-Encoding: \($0)", body: "3\r\nabc\r\n0\r\n\r\n"))
        }
}
