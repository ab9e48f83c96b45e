import HTTPWire
import Testing

struct MultipartTests {
    static let type = MediaType(parsing: "multipart/form-data; boundary=\"b b\"")

    /// The parts as `name|file|type|content` lines, or the fault.
    static func parts(of body: String, cuts: [Int] = []) -> [String] {
        parts(of: Array(body.utf8), cuts: cuts)
    }

    static func parts(of body: [UInt8], cuts: [Int] = []) -> [String] {
        var lines: [String] = []
        do throws(MultipartFault) {
            guard let type else { return [] }
            var decoder = try MultipartDecoder(type)
            var part: (head: String, content: [UInt8])?
            var start = 0
            for end in cuts + [body.count] {
                for event in try decoder.decode(Array(body[start..<end])) {
                    switch event {
                    case .begin(let found):
                        let file = found.fileName ?? "-"
                        part = ("\(found.name)|\(file)|\(found.contentType ?? "-")", [])
                    case .content(let octets): part?.content += octets
                    case .end:
                        let text = String(decoding: part?.content ?? [], as: UTF8.self)
                        lines.append("\(part?.head ?? "")|\(text)")
                    }
                }
                start = end
            }
            try decoder.finish()
        } catch {
            lines.append("\(error)")
        }
        return lines
    }

    static func field(_ name: String, _ content: String) -> String {
        "--b b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(content)\r\n"
    }

    static let good: [(name: String, body: String, parts: [String])] = [
        ("no part", "--b b--", []),
        ("no part and a line end", "--b b--\r\n", []),
        ("one field", field("a", "1") + "--b b--\r\n", ["a|-|-|1"]),
        ("an empty field", field("a", "") + "--b b--", ["a|-|-|"]),
        (
            "line ends and what looks like a boundary inside",
            field("a", "\r\n--b\r\n\r--b b\r\r\n--b  b\n--b b") + "--b b--",
            ["a|-|-|\r\n--b\r\n\r--b b\r\r\n--b  b\n--b b"]
        ),
        ("two of a name", field("a", "1") + field("a", "2") + "--b b--", ["a|-|-|1", "a|-|-|2"]),
        (
            "a file",
            "--b b\r\nCONTENT-disposition:FORM-data;name=f ; filename=\"ảnh.png\"\r\n"
                + "Content-Type: image/png\r\nX-More: y\r\n\r\n\u{0}\r\n--b b--",
            ["f|ảnh.png|image/png|\u{0}"]
        ),
        (
            "escapes of browsers and of curl",
            "--b b\r\nContent-Disposition: form-data; name=\"%22a\\\"\\\\b\\c%0d%0A%41\"\r\n\r\n"
                + "\r\n--b b--",
            ["\"a\"\\b\\c\r\n%41|-|-|"]
        ),
        (
            "blanks behind a boundary",
            field("a", "1") + "--b b \t\r\n"
                + "Content-Disposition: form-data; name=b\r\n"
                + "Content-Transfer-Encoding: 8BIT\r\n\r\n2\r\n--b b--", ["a|-|-|1", "b|-|-|2"]
        ),
    ]

    @Test("A form's parts are found, wherever its octets are cut", arguments: good)
    func parts(name: String, body: String, parts: [String]) {
        #expect(Self.parts(of: body) == parts)
        let length = body.utf8.count
        for cut in 0..<length {
            #expect(Self.parts(of: body, cuts: [cut]) == parts, "cut at \(cut)")
            #expect(
                Self.parts(of: Array(body.utf8.prefix(cut))).last
                    == (cut < length - 2 || !body.hasSuffix("\r\n") ? "cutShort" : parts.last),
                "only \(cut) octets")
        }
        #expect(Self.parts(of: body, cuts: Array(0..<length)) == parts)
    }

    @Test(
        "What another reader could take for other parts is refused",
        arguments: [
            ("a preamble", "x--b b--", "textBeforeFirstPart"),
            ("a line end before", "\r\n--b b--", "textBeforeFirstPart"),
            ("another boundary", "--c--", "textBeforeFirstPart"),
            ("something behind the end", "--b b--\r\nx", "textBehindLastPart"),
            ("something behind the hyphens", "--b b--x", "textBehindLastPart"),
            ("one hyphen", "--b b-\r\n", "malformedDelimiter"),
            ("a longer boundary", "--b bc\r\n", "malformedDelimiter"),
            ("a bare line feed", "--b b\nContent-Disposition: form-data", "malformedDelimiter"),
            ("a blank before the hyphens", "--b b --", "malformedDelimiter"),
            ("many blanks", "--b b" + String(repeating: " ", count: 17), "malformedDelimiter"),
            ("a bare line feed in a head", head("A: b\nname: c"), "malformedPartHead"),
            ("a bare CR in a head", head("A: b\rname: c"), "malformedPartHead"),
            (
                "a folded line", head("Content-Disposition: form-data;\r\n name=a"),
                "malformedPartHead"
            ),
            ("a blank before a colon", head("A : b"), "malformedPartHead"),
            ("no colon", head("A"), "malformedPartHead"),
            ("NUL in a head", head("A: \u{0}"), "malformedPartHead"),
            ("no name", head("Content-Disposition: form-data"), "missingName"),
            ("no disposition", head("Content-Type: a/b"), "missingName"),
            ("an attachment", head("Content-Disposition: attachment; name=a"), "missingName"),
            ("two dispositions", head(named + "\r\n" + named), "malformedPartHead"),
            ("two names", head(named + "; name=b"), "malformedPartHead"),
            (
                "two types", head(named + "\r\nContent-Type: a/b\r\nContent-Type: c/d"),
                "malformedPartHead"
            ),
            ("filename*", head(named + "; filename*=UTF-8''x"), "malformedPartHead"),
            (
                "an open quote", head("Content-Disposition: form-data; name=\"a"),
                "malformedPartHead"
            ),
            (
                "base64", head(named + "\r\nContent-Transfer-Encoding: base64"),
                "unknownTransferEncoding"
            ),
            (
                "a long head", head(named + "\r\nA: " + String(repeating: "a", count: 4_096)),
                "partHeadTooLong"
            ),
        ])
    func refusals(name: String, body: String, fault: String) {
        #expect(Self.parts(of: body) == [fault])
        let octets = Array(body.utf8)
        #expect(Self.parts(of: octets, cuts: Array(0..<octets.count)) == [fault])
    }

    private static let named = "Content-Disposition: form-data; name=a"

    private static func head(_ lines: String) -> String {
        "--b b\r\n\(lines)\r\n\r\n1\r\n--b b--"
    }

    @Test("A head at its limit is read, one past it is not")
    func headLimit() {
        for (length, isRead) in [(4_096, true), (4_097, false)] {
            let filler = String(repeating: "a", count: length - Self.named.utf8.count - 9)
            let parts = Self.parts(of: Self.head(Self.named + "\r\nA: " + filler))
            #expect(parts == (isRead ? ["a|-|-|1"] : ["partHeadTooLong"]))
        }
    }

    @Test("As many parts as a form may have are read, one more is not")
    func partLimit() {
        for (count, last) in [(4_096, "a|-|-|1"), (4_097, "tooManyParts")] {
            let body = String(repeating: Self.field("a", "1"), count: count) + "--b b--"
            #expect(Self.parts(of: body).last == last)
        }
    }

    @Test(
        "A boundary follows the grammar",
        arguments: [
            ("", false), ("a", true), (String(repeating: "a", count: 70), true),
            (String(repeating: "a", count: 71), false), ("a ", false), ("a b", true),
            ("a\"b", false), ("'()+_,-./:=?", true), ("a;b", false), ("é", false),
        ])
    func boundaries(boundary: String, isValid: Bool) throws {
        let quoted = boundary.replacing("\"", with: "\\\"")
        let type = try #require(
            MediaType(parsing: "multipart/form-data; boundary=\"\(quoted)\""))
        #expect(((try? MultipartDecoder(type)) != nil) == isValid)
    }

    @Test("A form is the same in both of its codings")
    func queries() {
        let urlencoded = Query(
            form: Array("a=1&b=x+y%26&a=".utf8), contentType: "application/x-www-form-urlencoded")
        let file = "--b b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\nff\r\n"
        let multipart = Query(
            form: Array(
                (Self.field("a", "1") + file + Self.field("b", "x y&") + Self.field("a", "")
                    + "--b b--\r\n").utf8),
            contentType: "Multipart/Form-Data; boundary=\"b b\"")
        #expect(urlencoded?.pairs.count == 3)
        #expect(multipart == urlencoded)
        #expect(Query(form: Array("--b b".utf8), contentType: "multipart/form-data") == nil)
        let latin = Array(Self.field("a", "").dropLast(2).utf8) + [0xE9] + Array("\r\n--b b--".utf8)
        #expect(Query(form: latin, contentType: "multipart/form-data; boundary=\"b b\"") == nil)
    }
}
