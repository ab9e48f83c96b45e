import HTTPWire
import Testing

struct FieldsTests {
    @Test("An element joins the list of its name in one line")
    func lists() {
        var fields = Fields()
        for element in ["Cookie", "Accept"] { fields.append(element, toListOf: .vary) }
        #expect(fields == [.vary: "Cookie, Accept"])
    }

    @Test("names compare without regard to case")
    func names() {
        #expect(FieldName("content-TYPE") == .contentType)
        #expect(Set([FieldName.etag, FieldName("etag")]).count == 1)
        #expect(FieldName("etags") != .etag)
    }

    @Test("a name is a token", arguments: ["", "a b", "a:", "a\r\n", "é", "a\0"])
    func badNames(_ text: String) {
        #expect(FieldName(text) == nil)
        #expect(Method(text) == nil)
    }

    @Test("repeated names keep their order and join to one list")
    func repeated() {
        var fields: Fields = [.vary: "a"]
        fields.append(.etag, "\"x\"")
        fields.append(.vary, "b")
        #expect(fields[.vary] == "a")
        #expect(fields.values(of: .vary) == ["a", "b"])
        #expect(fields.combined(.vary) == "a, b")
        #expect(fields.combined(.link) == nil)
        fields.set(.vary, "c")
        #expect(fields.map(\.value) == ["\"x\"", "c"])
        fields[.etag] = nil
        #expect(fields == [.vary: "c"])
        #expect(fields.withValue(of: .vary) { $0.count } == 1)
    }

    @Test("no value can end its line")
    func splitting() {
        let fields: Fields = [.location: " /a\r\nX-Injected: yes\0\u{7F} "]
        #expect(fields[.location] == "/a  X-Injected: yes")
        var wire: [UInt8] = []
        ResponseHead(status: .found, fields: fields).encode(into: &wire)
        #expect(
            String(decoding: wire, as: UTF8.self)
                == "HTTP/1.1 302 Found\r\nLocation: /a  X-Injected: yes\r\n\r\n")
    }

    @Test("a response head is status line, Date, fields and an empty line")
    func response() {
        var wire: [UInt8] = []
        let head = ResponseHead(status: .ok, fields: [.contentLength: "0"])
        head.encode(date: "Thu, 01 Jan 1970 00:00:00 GMT", into: &wire)
        #expect(
            String(decoding: wire, as: UTF8.self)
                == "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n"
        )
    }

    @Test("a status without a registered reason keeps the space behind its code")
    func emptyReason() throws {
        var wire: [UInt8] = []
        ResponseHead(status: try #require(Status(code: 299))).encode(into: &wire)
        #expect(String(decoding: wire, as: UTF8.self) == "HTTP/1.1 299 \r\n\r\n")
        #expect(Status(code: 99) == nil)
        #expect(Status(code: 600) == nil)
    }

    @Test("the tokens of Connection, of all its lines")
    func connectionTokens() {
        let fields: Fields = [.connection: "Keep-Alive, ,X", .host: "a", .connection: "close"]
        #expect(fields.connectionTokens == ["keep-alive", "x", "close"])
    }
}
