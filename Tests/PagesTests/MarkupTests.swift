import Testing

@testable import Pages

@Suite("Markup") struct MarkupTests {
    private func text(_ html: HTML) -> String {
        String(decoding: html.bytes, as: UTF8.self)
    }

    @Test("Text is escaped, nested markup is not")
    func escaping() {
        let name = "<b>\"A\" & 'B'</b>\u{0}"
        let escaped = "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;\u{FFFD}"
        #expect(
            text("<p title=\"\(name)\">\(name)</p>")
                == "<p title=\"\(escaped)\">\(escaped)</p>")
        let inner: HTML = "<i>\(name)</i>"
        #expect(text("<p>\(inner)</p>") == "<p><i>\(escaped)</i></p>")
        #expect(text(HTML(text: name)) == escaped)
    }

    @Test("Vietnamese letters stay as they are")
    func letters() {
        #expect(text("<p>\("Huyện Bắc Quang")") == "<p>Huyện Bắc Quang")
    }

    @Test("Lists are joined, numbers printed, conditions obeyed")
    func pieces() {
        let items: [HTML] = [1, 2].map { "<li>\($0)" }
        #expect(text("<ul>\(items)</ul>") == "<ul><li>1<li>2</ul>")
        #expect(text("<a\(if: true, " b")\(if: false, " c")>") == "<a b>")
        #expect(text(.joined(items, by: ", ")) == "<li>1, <li>2")
        #expect(text("<i>" + "</i>") == "<i></i>")
    }

    @Test("Addresses encode what is not plain")
    func addresses() {
        let address = Address("units", "a/b?c", query: [.init("q", "xã & tỉnh"), .init("x", "1")])
        #expect(address.text == "/units/a%2Fb%3Fc?q=x%C3%A3%20%26%20t%E1%BB%89nh&x=1")
        #expect(address.with("q", nil).text == "/units/a%2Fb%3Fc?x=1")
        #expect(address.with("x", "2").here == "?q=x%C3%A3%20%26%20t%E1%BB%89nh&x=2")
        #expect(Address().text == "/")
        #expect(Address("//evil.example").text == "/%2F%2Fevil.example")
    }
}
