import HTTPWire
import Testing

struct NegotiationTests {
    @Test(
        "whether gzip is sent",
        arguments: [
            (nil, false), ("", false), ("gzip", true), ("GZIP", true), ("x-gzip", true),
            ("gzip;q=0", false), ("gzip;q=0.001", true), ("deflate, br", false), ("*", true),
            ("*;q=0", false), ("gzip;q=0.5, identity", false), ("gzip;q=0.5, identity;q=0.5", true),
            ("gzip;q=2", false), ("gzip;q=x", false), ("br;q=1.0, gzip;q=0.8, *;q=0.1", true),
        ] as [(String?, Bool)])
    func gzip(_ value: String?, _ expected: Bool) {
        var fields = Fields()
        fields[.acceptEncoding] = value
        #expect(AcceptEncoding(fields).prefersGzip == expected)
    }

    @Test("identity is acceptable until it is excluded")
    func identity() {
        #expect(AcceptEncoding(Fields()).weight(of: "identity") == 1000)
        #expect(AcceptEncoding([.acceptEncoding: "gzip"]).weight(of: "identity") > 0)
        #expect(AcceptEncoding([.acceptEncoding: "identity;q=0"]).weight(of: "identity") == 0)
        #expect(AcceptEncoding([.acceptEncoding: "*;q=0"]).weight(of: "identity") == 0)
    }

    @Test(
        "the language of a reader",
        arguments: [
            ("vi", "vi"), ("vi-VN,vi;q=0.9,en;q=0.8", "vi"), ("en-GB,vi;q=0.9", "en"),
            ("fr, en;q=0.1", "en"), ("fr", nil), ("*", "vi"), ("en;q=0, *", "vi"), ("", nil),
            ("vi;q=0.5, en;q=0.5", "vi"), ("vietnamese", nil),
        ] as [(String, String?)])
    func language(_ value: String, _ expected: String?) {
        #expect(AcceptLanguage([.acceptLanguage: value]).preferred(of: ["vi", "en"]) == expected)
    }

    @Test(
        "the media type for a client",
        arguments: [
            (nil, "text/html"), ("application/json", "application/json"),
            ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
            ("text/*;q=0.3, application/json;q=0.4", "application/json"),
            ("text/html;q=0, */*", "application/json"), ("image/png", nil), ("*/*", "text/html"),
        ] as [(String?, String?)])
    func mediaRange(_ value: String?, _ expected: String?) {
        var fields = Fields()
        fields[.accept] = value
        #expect(Accept(fields).preferred(of: ["text/html", "application/json"]) == expected)
    }

    @Test(
        "a media type",
        arguments: [
            ("application/json", "application/json", nil),
            ("Text/HTML; Charset=UTF-8", "text/html", "UTF-8"),
            ("text/plain ;charset=\"utf\\-8\" ; x=y;", "text/plain", "utf-8"),
        ] as [(String, String, String?)])
    func mediaType(_ value: String, _ essence: String, _ charset: String?) {
        #expect(MediaType(parsing: value)?.essence == essence)
        #expect(MediaType(parsing: value)?["charset"] == charset)
    }

    @Test("no media type", arguments: ["", "text", "text/", "/x", "a/b c", "a/b; x", "a/b; x=\"y"])
    func badMediaType(_ value: String) {
        #expect(MediaType(parsing: value) == nil)
    }
}
