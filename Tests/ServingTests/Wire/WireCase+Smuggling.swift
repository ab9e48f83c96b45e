extension WireCase {
    /// Messages that two readers could cut at different places, with a request where the other
    /// one would go on. None is repaired: there is one refusal, and nothing behind it is read.
    static let smuggling: [WireCase] =
        [
            .refused(
                "RFC 9112 §6.3", "CL.TE",
                post(
                    "Content-Length: \(5 + stowaway.utf8.count)", "Transfer-Encoding: chunked",
                    body: "0\r\n\r\n" + stowaway)),
            .refused(
                "RFC 9112 §6.3", "TE.CL",
                post(
                    "Transfer-Encoding: chunked", "Content-Length: 4", body: inChunk + "0\r\n\r\n")),
            .refused(
                "RFC 9112 §6.3", "Content-Length of 0 beside chunks",
                post(
                    "Content-Length: 0", "Transfer-Encoding: chunked", body: "0\r\n\r\n" + stowaway)
            ),
            .refused(
                "RFC 9112 §6.3", "a shorter length behind a longer one",
                post(
                    "Content-Length: \(stowaway.utf8.count)", "Content-Length: 0", body: stowaway)),
            .refused(
                "RFC 9112 §6.3", "a list of lengths",
                post(
                    "Content-Length: 0, \(stowaway.utf8.count)", body: stowaway)),
            .refused(
                "RFC 9112 §5.1", "a length behind a blank name",
                post(
                    "Content-Length : \(stowaway.utf8.count)", body: stowaway)),
            .refused(
                "RFC 9112 §5.2", "a length on a folded line",
                post(
                    "X: y\r\n Content-Length: \(stowaway.utf8.count)", body: stowaway)),
            .refused(
                "RFC 9112 §5.2", "a coding on a folded line",
                post(
                    "Content-Length: 4", "Transfer-Encoding:\r\n chunked",
                    body: inChunk + "0\r\n\r\n")),
            .refused(
                "RFC 9112 §2.2", "a length behind a bare LF",
                post(
                    "X: y\nContent-Length: \(stowaway.utf8.count)", body: stowaway)),
            .refused(
                "RFC 9112 §2.2", "a length behind a bare CR",
                post(
                    "X: y\rContent-Length: \(stowaway.utf8.count)", body: stowaway)),
            .refused(
                "RFC 9112 §2.2", "the head's end by bare line feeds",
                "GET /hello HTTP/1.1\r\nHost: a\r\nX: y\n\n" + stowaway),
            .refused(
                "RFC 9112 §5.1", "NUL within the name",
                post(
                    "Content-\u{0}Length: \(stowaway.utf8.count)", body: stowaway)),
            .refused(
                "RFC 9112 §6.1", "HTTP/1.0 with a coding",
                "POST /echo HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + stowaway),
            .refused(
                "RFC 9112 §7.1.1", "a line end within an extension's quotes",
                chunked(
                    "0;x=\"\r\n\r\n" + stowaway + "\"\r\n\r\n")),
            .refused(
                "RFC 9112 §7.1", "a size that wraps to 0",
                chunked("100000000000000000\r\n\r\n" + stowaway), 413),
            .refused("RFC 9112 §7.1", "a size with 0x", chunked("0x0\r\n\r\n" + stowaway)),
            .refused("RFC 9112 §7.1", "a negative size", chunked("-1\r\n\r\n" + stowaway)),
            .refused(
                "RFC 9112 §7.1", "two octets in place of the line end behind data",
                chunked("3\r\nabcXX0\r\n\r\n" + stowaway)),
            .refused(
                "RFC 9112 §3.2", "a Host for the proxy and one for here",
                "GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + stowaway),
            .refused(
                "RFC 9112 §3", "a space in the target",
                "GET /hello HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n" + stowaway),
        ]
        + ["Transfer-Encoding: identity, chunked"].map {
            .refused(
                "RFC 9112 §6.1", "TE.TE by «\($0)»", post($0, body: inChunk + "0\r\n\r\n"), 501)
        }
        + [
            "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: cow\r\nX: y", "Transfer-Encoding: \"chunked\"",
            "Transfer-Encoding: chunked;x",
            "Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked",
            "Transfer-Encoding\u{0}: chunked",
            " Transfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow",
            "Transfer-Encoding: cow\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding:\u{B}chunked",
            "X: y\nTransfer-Encoding: chunked", "X: y\rTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\rX: y", "Transfer-Encoding:\n chunked",
            "Transfer-Encoding: xchunked\r\nContent-Length: 4", "Transfer Encoding: chunked",
        ].map {
            .refused("RFC 9112 §6.1", "TE.TE by «\($0)»", post($0, body: inChunk + "0\r\n\r\n"))
        } + [
            // Other names are other fields, and their body is what the length says.
            WireCase(
                section: "RFC 9110 §5.1", name: "an underscore makes another field",
                bytes: post("Transfer_Encoding: chunked", "Content-Length: 5", body: "0\r\n\r\n")
                    + get("/hello"),
                statuses: [200, 200], texts: ["0\r\n\r\n", "hello"]),
            WireCase(
                section: "RFC 9112 §7.1", name: "a request as chunk data is data",
                bytes: chunked(inChunk + "0\r\n\r\n") + get("/hello"), statuses: [200, 200],
                texts: [stowaway, "hello"]),
        ]

    private static let inChunk =
        String(stowaway.utf8.count, radix: 16) + "\r\n" + stowaway + "\r\n"
}
