import Testing

@testable import Access

@Suite struct FormTokenTests {
    @Test("a form's token is right for its own cookie alone, and tells nothing of it")
    func tokens() {
        let token = FormToken.text(for: "one")
        #expect(FormToken.isRight(token, for: "one"))
        #expect(token == FormToken.text(for: "one"))
        for (sent, secret) in [
            (nil, "one"), ("", "one"), (token, "two"), ("one", "one"),
            (String(token.dropLast()), "one"), (token + "A", "one"),
        ] as [(String?, String)] {
            #expect(!FormToken.isRight(sent, for: secret), "\(sent ?? "-") \(secret)")
        }
        #expect(!token.contains("one") && token.utf8.count == 43)
    }

    @Test("a cookie under HTTPS is one that no other host can set")
    func names() {
        #expect(Cookies.name("mebe_session", isSecure: true) == "__Host-mebe_session")
        #expect(Cookies.name("mebe_session", isSecure: false) == "mebe_session")
    }
}
