extension WireCase {
    /// The chunked coding, octet by octet.
    static let chunks: [WireCase] =
        [
            .served("RFC 9112 §7.1", "no chunk", chunked("0\r\n\r\n"), ""),
            .served(
                "RFC 9112 §7.1", "several chunks", chunked("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"), "abc"),
            .served(
                "RFC 9112 §7.1", "sizes in hexadecimal of both cases",
                chunked("a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n"), "01234567890123456789a"
            ),
            .served("RFC 9112 §7.1", "leading zeros", chunked("0003\r\nabc\r\n000\r\n\r\n"), "abc"),
            .served(
                "RFC 9112 §7.1", "line ends and sizes as data",
                chunked("7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n"), "\r\n0\r\n\r\n"),
            .served("RFC 9112 §7.1.1", "an extension", chunked("3;x\r\nabc\r\n0\r\n\r\n"), "abc"),
            .served(
                "RFC 9112 §7.1.1", "an extension with a value",
                chunked("3;x=y;z\r\nabc\r\n0;q\r\n\r\n"), "abc"),
            .served(
                "RFC 9112 §7.1.1", "a quoted value", chunked("3;x=\"a;\\\"b\"\r\nabc\r\n0\r\n\r\n"),
                "abc"),
            .served(
                "RFC 9112 §7.1.1", "blanks around an extension",
                chunked("3 ; x = y\r\nabc\r\n0\r\n\r\n"), "abc"),
            .served(
                "RFC 9112 §7.1.2", "trailers", chunked("3\r\nabc\r\n0\r\nX: y\r\nZ:\r\n\r\n"), "abc"
            ),
            .refused(
                "RFC 9110 §6.5.1", "a trailer that would frame the message",
                chunked("0\r\nContent-Length: 60\r\n\r\n")),
            .refused(
                "RFC 9110 §6.5.1", "a trailer that would route the message",
                chunked("0\r\nX: y\r\nHOST: b\r\n\r\n")),
            .refused(
                "RFC 9112 §7.1.1", "a semicolon with nothing behind it",
                chunked("3;\r\nabc\r\n0\r\n\r\n")),
            .refused(
                "RFC 9112 §7.1.1", "a quoted value with a line end",
                chunked("3;x=\"\r\n\"\r\nabc\r\n0\r\n\r\n")),
            .refused(
                "RFC 9112 §7.1.1", "a bare LF behind an extension", chunked("3;x\nabc\r\n0\r\n\r\n")
            ),
            .refused(
                "RFC 9112 §7.1.1", "a bare CR in an extension",
                chunked("3;x\ry\r\nabc\r\n0\r\n\r\n")),
            .refused(
                "RFC 9112 §7.1.1", "NUL in an extension", chunked("3;\u{0}\r\nabc\r\n0\r\n\r\n")),
            .refused(
                "RFC 9112 §7.1.1", "long extensions",
                chunked("3;" + String(repeating: "x", count: 20_000) + "\r\nabc\r\n0\r\n\r\n"), 413),
            .refused(
                "RFC 9112 §7.1", "more than the limit in one chunk", chunked("100001\r\n"), 413),
            .refused("RFC 9112 §7.1", "2⁶³", chunked("8000000000000000\r\nabc"), 413),
            .refused(
                "RFC 9112 §7.1", "2⁶⁴ and 3", chunked("10000000000000003\r\nabc\r\n0\r\n\r\n"), 413),
            .refused("RFC 9112 §7.1", "2³² and 3", chunked("100000003\r\nabc\r\n0\r\n\r\n"), 413),
            .refused(
                "RFC 9112 §7.1", "many leading zeros",
                chunked(String(repeating: "0", count: 40) + "3\r\nabc\r\n0\r\n\r\n")),
            .refused("RFC 9112 §7.1", "no line end behind the data", chunked("3\r\nabc0\r\n\r\n")),
            .refused("RFC 9112 §7.1", "more data than its size", chunked("3\r\nabcd\r\n0\r\n\r\n")),
            .refused("RFC 9112 §7.1", "less data than its size", chunked("4\r\nabc\r\n0\r\n\r\n")),
            .refused("RFC 9112 §7.1", "a bare LF behind the data", chunked("3\r\nabc\n0\r\n\r\n")),
            .refused("RFC 9112 §7.1", "a bare LF behind the size", chunked("3\nabc\r\n0\r\n\r\n")),
            .refused("RFC 9112 §7.1", "a bare CR behind the size", chunked("3\rabc\r\n0\r\n\r\n")),
            .refused(
                "RFC 9112 §7.1", "CR and another octet behind the data",
                chunked("3\r\nabc\rX0\r\n\r\n")),
            .refused("RFC 9112 §7.1.2", "a bare LF ends the trailers", chunked("0\r\nX: y\r\n\n")),
            .refused("RFC 9112 §7.1.2", "a bare LF ends the last chunk", chunked("0\n\r\n")),
            .refused(
                "RFC 9112 §5.1", "a blank before a trailer's colon", chunked("0\r\nX : y\r\n\r\n")),
            .refused("RFC 9112 §5.2", "a folded trailer", chunked("0\r\nX: y\r\n z\r\n\r\n")),
            .refused("RFC 9112 §7.1.2", "a trailer without a colon", chunked("0\r\nX\r\n\r\n")),
            .refused("RFC 9112 §7.1.2", "NUL in a trailer", chunked("0\r\nX: \u{0}\r\n\r\n")),
            .refused(
                "RFC 9112 §7.1.2", "long trailers",
                chunked("0\r\nX: " + String(repeating: "y", count: 9_000) + "\r\n\r\n"), 431),
        ]
        + [
            "", "x", "+3", "-3", " 3", "3 ", "\t3", "0x3", "3h", "3_0", "3,", "3.0", "3 3", "\"3\"",
            "\u{0}3",
            "3\u{0}", "\u{B3}", "3\u{B}",
        ].map {
            .refused("RFC 9112 §7.1", "the size «\($0)»", chunked("\($0)\r\nabc\r\n0\r\n\r\n"))
        }
}
