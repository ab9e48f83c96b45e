import HTTPWire
import Testing

struct RequestHeadParserTests {
    @Test("a good head is done and consumed to its last octet", arguments: goodHeads)
    func isDone(_ text: String) {
        guard case .done(_, let consumed) = parse(text + "tail") else {
            Issue.record("not done")
            return
        }
        #expect(consumed == text.utf8.count)
    }

    @Test("a good head ends where its length says, and no cut of it has one", arguments: goodHeads)
    func length(_ text: String) {
        guard !text.hasPrefix("\r\n") else { return }
        let whole = [UInt8](text.utf8)
        let octets = whole + Array("GET ".utf8)
        #expect(RequestHead.length(in: octets.span.bytes, lengthMax: .max) == whole.count)
        #expect(RequestHead.length(in: octets.span.bytes, lengthMax: whole.count) == whole.count)
        #expect(RequestHead.length(in: octets.span.bytes, lengthMax: whole.count - 1) == nil)
        for end in whole.indices {
            let cut = octets.span.bytes.extracting(0..<end)
            #expect(RequestHead.length(in: cut, lengthMax: .max) == nil)
        }
        #expect(head(text)?.octets == whole)
    }

    @Test("every cut of a good head is incomplete, never a fault", arguments: goodHeads)
    func cutIsIncomplete(_ text: String) {
        let octets = [UInt8](text.utf8)
        for length in octets.indices {
            var parser = RequestHeadParser()
            guard case .incomplete = parser.parse(octets.span.bytes.extracting(0..<length)) else {
                Issue.record("cut at \(length)")
                return
            }
        }
    }

    @Test(
        "octet by octet, and in two parts at every place, it reads the same", arguments: goodHeads)
    func splitIsSame(_ text: String) {
        let octets = [UInt8](text.utf8)
        let whole = Connection().transcript(octets)
        #expect(Connection().transcript(octets, cuts: Array(octets.indices)) == whole)
        for cut in octets.indices {
            #expect(Connection().transcript(octets, cuts: [cut]) == whole)
        }
    }

    @Test("one parser reads pipelined heads one after another")
    func pipelined() {
        let octets = [UInt8](("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n" + get("X: y")).utf8)
        var parser = RequestHeadParser()
        guard case .done(let first, let consumed) = parser.parse(octets.span.bytes),
            case .done(let second, _) = parser.parse(
                octets.span.bytes.extracting(consumed..<octets.count))
        else {
            Issue.record("not done")
            return
        }
        #expect(first.target.path == "/1")
        #expect(second.fields[FieldName("x") ?? .host] == "y")
    }

    @Test("a request has begun with its first octet, not with empty lines before it")
    func hasBegun() {
        var parser = RequestHeadParser()
        _ = parser.parse([UInt8]("\r\n".utf8).span.bytes)
        #expect(!parser.hasBegun)
        _ = parser.parse([UInt8]("\r\nG".utf8).span.bytes)
        #expect(parser.hasBegun)
    }

    @Test(
        "a malformed request line",
        arguments: [
            ("GET /\r\nHost: a\r\n\r\n", WireFault.malformedRequestLine),
            ("GET\r\n\r\n", .malformedRequestLine),
            (" GET / HTTP/1.1\r\n\r\n", .malformedRequestLine),
            (" / HTTP/1.1\r\n\r\n", .malformedRequestLine),
            ("GET  / HTTP/1.1\r\n\r\n", .malformedRequestLine),
            ("GET  HTTP/1.1\r\n\r\n", .malformedTarget),
            ("GET\t/ HTTP/1.1\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/1.1 \r\n\r\n", .malformedRequestLine),
            ("GE(T / HTTP/1.1\r\n\r\n", .malformedRequestLine),
            ("G\0T / HTTP/1.1\r\n\r\n", .controlCharacter),
            ("GET /a b HTTP/1.1\r\n\r\n", .malformedRequestLine),
            ("GET /\u{E9} HTTP/1.1\r\n\r\n", .malformedRequestLine),
            ("GET /#f HTTP/1.1\r\n\r\n", .malformedRequestLine),
            ("GET /\u{7F} HTTP/1.1\r\n\r\n", .controlCharacter),
            ("GET /a\rb HTTP/1.1\r\n\r\n", .bareLineEnd),
            ("GET / HTTP/1.1\r\r\n\r\n", .bareLineEnd),
            ("GET / HTTP/1.1\nHost: a\n\n", .bareLineEnd),
            ("\nGET / HTTP/1.1\r\n\r\n", .bareLineEnd),
            ("GET / http/1.1\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/11\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/1\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/1.10\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/a.b\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/999.1\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/+1.1\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/1.1x\r\n\r\n", .malformedRequestLine),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .unsupportedVersion),
            ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", .unsupportedVersion),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .unsupportedVersion),
            ("GET * HTTP/1.1\r\n\r\n", .malformedTarget),
            ("GET foo HTTP/1.1\r\n\r\n", .malformedTarget),
            ("GET a:80 HTTP/1.1\r\n\r\n", .malformedTarget),
            ("CONNECT / HTTP/1.1\r\n\r\n", .malformedTarget),
            ("CONNECT a HTTP/1.1\r\n\r\n", .malformedTarget),
            ("GET ftp://a/ HTTP/1.1\r\n\r\n", .malformedTarget),
            ("GET http:/a HTTP/1.1\r\n\r\n", .malformedTarget),
            ("GET http:///a HTTP/1.1\r\n\r\n", .malformedTarget),
            ("GET http://u:p@a/ HTTP/1.1\r\n\r\n", .malformedTarget),
        ])
    func requestLine(_ text: String, _ expected: WireFault) {
        #expect(fault(text) == expected)
    }

    @Test(
        "a malformed field line",
        arguments: [
            ("X-A : b", WireFault.malformedFieldName), ("X-A\t: b", .malformedFieldName),
            ("Content-Length : 0", .malformedFieldName), ("NoColonHere", .malformedFieldName),
            (": v", .malformedFieldName), ("Bad Header: v", .malformedFieldName),
            ("X\u{1}Y: v", .controlCharacter), ("X\0Y: v", .controlCharacter),
            ("X(Y): v", .malformedFieldName), ("X\u{E9}Y: v", .malformedFieldName),
            ("X\"Y: v", .malformedFieldName), ("X-A: b\r\n c", .foldedField),
            ("X-A: b\r\n\tc", .foldedField), ("X-A: a\0b", .controlCharacter),
            ("X-A: a\u{7}b", .controlCharacter), ("X-A: a\rb", .bareLineEnd),
            ("X-A: a\r", .bareLineEnd), ("X-A: a\nX-B: b", .bareLineEnd),
        ])
    func field(_ line: String, _ expected: WireFault) {
        #expect(fault(get(line)) == expected)
        #expect(fault("GET / HTTP/1.1\r\n" + line + "\r\nHost: a\r\n\r\n") == expected)
    }

    @Test("values lose the blanks around them and keep those inside")
    func blanks() {
        let name = FieldName("x-a") ?? .host
        #expect(head(get("X-A: \t a \t b \t"))?.fields[name] == "a \t b")
        #expect(head(get("X-A:"))?.fields[name] == "")
    }
}
