import HTTPWire
import Testing

struct RequestTargetTests {
    @Test(
        "the parts of a target",
        arguments: [
            ("/", RequestTarget.Form.origin, "/", nil, nil),
            ("/a%20b?c=?d/", .origin, "/a%20b", "c=?d/", nil),
            ("/?", .origin, "/", "", nil), ("//a", .origin, "//a", nil, nil),
            ("http://h", .absolute, "/", nil, "h"), ("http://h?q", .absolute, "/", "q", "h"),
            ("HTTPS://h:1/p?q", .absolute, "/p", "q", "h:1"),
        ] as [(String, RequestTarget.Form, String, String?, String?)])
    func parts(
        _ text: String, _ form: RequestTarget.Form, _ path: String, _ query: String?,
        _ authority: String?
    ) {
        let target = RequestTarget(text)
        #expect(target?.form == form)
        #expect(target?.path == path)
        #expect(target?.query == query)
        #expect(target?.authority == authority)
    }

    @Test("the asterisk is for OPTIONS and the authority for CONNECT alone")
    func forms() {
        #expect(RequestTarget("*", method: .options)?.form == .asterisk)
        #expect(RequestTarget("*") == nil)
        #expect(RequestTarget("a:443", method: .connect)?.authority == "a:443")
        #expect(RequestTarget("a:443") == nil)
        #expect(RequestTarget("*", method: .options)?.segments == nil)
    }

    @Test(
        "a path taken apart",
        arguments: [
            ("/", []), ("/a", ["a"]), ("/a/", ["a", ""]), ("//a", ["", "a"]),
            ("/%61%2Fb/c", ["a/b", "c"]), ("/tr%E1%BA%A1m", ["trạm"]), ("/a+b", ["a+b"]),
            ("/...", ["..."]), ("/%252e%252e", ["%2e%2e"]), ("/..;", ["..;"]),
            ("http://h", []), ("http://h/x", ["x"]),
            // What is not UTF-8 is no fault of form, and names nothing.
            ("/%FF", ["\u{FFFD}"]), ("/%c0%ae%c0%ae", [String(repeating: "\u{FFFD}", count: 4)]),
            ("/%ED%A0%80", [String(repeating: "\u{FFFD}", count: 3)]),
        ])
    func segments(_ text: String, _ expected: [String]) {
        #expect(RequestTarget(text)?.segments == expected)
    }

    @Test(
        "a path that is refused",
        arguments: [
            "/.", "/..", "/a/../b", "/%2e", "/%2E%2e/x", "/.%2e", "/%", "/%4", "/%zz", "/%00",
        ])
    func refused(_ text: String) {
        #expect(RequestTarget(text) != nil)
        #expect(RequestTarget(text)?.segments == nil)
    }
}
