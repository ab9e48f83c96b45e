import JSON
import Testing

/// A text that is not JSON, and where that is said to be.
struct BadText: CustomTestStringConvertible {
    let octets: [UInt8]
    let kind: JSONError.Kind
    let line: Int
    let column: Int
    let pointer: String

    init(
        _ text: String, _ kind: JSONError.Kind, _ line: Int, _ column: Int, _ pointer: String = ""
    ) {
        self.init(octets: [UInt8](text.utf8), kind, line, column, pointer)
    }

    init(
        octets: [UInt8], _ kind: JSONError.Kind, _ line: Int, _ column: Int, _ pointer: String = ""
    ) {
        (self.octets, self.kind, self.line) = (octets, kind, line)
        (self.column, self.pointer) = (column, pointer)
    }

    var testDescription: String { String(decoding: octets, as: UTF8.self) }
}

struct JSONRejectTests {
    func error(_ octets: [UInt8]) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONDocument(parsing: octets)
            return nil
        } catch {
            return error
        }
    }

    func expect(_ bad: BadText) {
        let error = error(bad.octets)
        #expect(error?.kind == bad.kind)
        #expect(error?.line == bad.line)
        #expect(error?.column == bad.column)
        #expect(error?.pointer == bad.pointer)
    }

    @Test(
        "structure",
        arguments: [
            BadText("", .unexpectedEnd, 1, 1), BadText("  \n ", .unexpectedEnd, 2, 2),
            BadText("[", .unexpectedEnd, 1, 2, "/0"), BadText("[1", .unexpectedEnd, 1, 3),
            BadText("[1,", .unexpectedEnd, 1, 4, "/1"), BadText("[1,]", .trailingComma, 1, 4),
            BadText("[,1]", .expectedValue, 1, 2, "/0"),
            BadText("[1,,2]", .expectedValue, 1, 4, "/1"),
            BadText("[1 2]", .expectedCommaOrBracket, 1, 4),
            BadText("[1}", .expectedCommaOrBracket, 1, 3),
            BadText("]", .expectedValue, 1, 1), BadText("{", .unexpectedEnd, 1, 2),
            BadText("{\"a\"", .unexpectedEnd, 1, 5), BadText("{\"a\":", .unexpectedEnd, 1, 6, "/a"),
            BadText("{\"a\":1", .unexpectedEnd, 1, 7), BadText("{\"a\":1,", .unexpectedEnd, 1, 8),
            BadText("{\"a\":1,}", .trailingComma, 1, 8), BadText("{,}", .expectedKey, 1, 2),
            BadText("{a:1}", .expectedKey, 1, 2), BadText("{'a':1}", .expectedKey, 1, 2),
            BadText("{1:1}", .expectedKey, 1, 2), BadText("{\"a\" 1}", .expectedColon, 1, 6),
            BadText("{\"a\"=1}", .expectedColon, 1, 5),
            BadText("{\"a\":}", .expectedValue, 1, 6, "/a"),
            BadText("{\"a\":1 \"b\":2}", .expectedCommaOrBrace, 1, 8),
            BadText("{\"a\":1]", .expectedCommaOrBrace, 1, 7),
            BadText("{\"a\":[1,{\"b\":x}]}", .expectedValue, 1, 14, "/a/1/b"),
            BadText("{\"a\":[0],\"b\":[0,{}, x]}", .expectedValue, 1, 21, "/b/2"),
            BadText("1 2", .trailingBytes, 1, 3), BadText("{} x", .trailingBytes, 1, 4),
            BadText("[]]", .trailingBytes, 1, 3), BadText("1\0", .trailingBytes, 1, 2),
            BadText("[1, // no\n2]", .expectedValue, 1, 5, "/1"),
            BadText("\u{A0}1", .expectedValue, 1, 1), BadText("\u{C}1", .expectedValue, 1, 1),
            BadText("\u{FEFF}{}", .byteOrderMark, 1, 1),
            BadText(
                String(repeating: "[", count: 65), .depthExceeded, 1, 65,
                String(repeating: "/0", count: 64)),
        ])
    func structure(_ bad: BadText) { expect(bad) }

    @Test(
        "literals and numbers",
        arguments: [
            BadText("nul", .unexpectedEnd, 1, 4), BadText("nulL", .expectedValue, 1, 1),
            BadText("True", .expectedValue, 1, 1), BadText("truex", .trailingBytes, 1, 5),
            BadText("NaN", .expectedValue, 1, 1), BadText("Infinity", .expectedValue, 1, 1),
            BadText("[-]", .malformedNumber, 1, 2, "/0"), BadText("-", .unexpectedEnd, 1, 2),
            BadText("+1", .expectedValue, 1, 1), BadText("[.5]", .expectedValue, 1, 2, "/0"),
            BadText("[5.]", .malformedNumber, 1, 2, "/0"), BadText("5.", .unexpectedEnd, 1, 3),
            BadText("[5.e1]", .malformedNumber, 1, 2, "/0"), BadText("01", .malformedNumber, 1, 1),
            BadText("[-01]", .malformedNumber, 1, 2, "/0"), BadText("00", .malformedNumber, 1, 1),
            BadText("1e", .unexpectedEnd, 1, 3), BadText("[1e+]", .malformedNumber, 1, 2, "/0"),
            BadText("[1ee2]", .malformedNumber, 1, 2, "/0"), BadText("1_0", .trailingBytes, 1, 2),
            BadText("0x1", .trailingBytes, 1, 2), BadText("1e400", .numberOutOfRange, 1, 1),
            BadText("[-1e400]", .numberOutOfRange, 1, 2, "/0"),
            BadText("{\"a\":\n1e999999999999}", .numberOutOfRange, 2, 1, "/a"),
            BadText(String(repeating: "9", count: 400), .numberOutOfRange, 1, 1),
            BadText("-Infinity", .malformedNumber, 1, 1), BadText("--1", .malformedNumber, 1, 1),
        ])
    func scalars(_ bad: BadText) { expect(bad) }

    @Test(
        "strings",
        arguments: [
            BadText("\"", .unexpectedEnd, 1, 2), BadText("\"abc", .unexpectedEnd, 1, 5),
            BadText("\"\\", .unexpectedEnd, 1, 3), BadText("\"\\x\"", .malformedEscape, 1, 2),
            BadText("\"\\'\"", .malformedEscape, 1, 2),
            BadText("\"\\U0041\"", .malformedEscape, 1, 2),
            BadText("\"\\u004\"", .malformedEscape, 1, 2),
            BadText("\"\\u00g0\"", .malformedEscape, 1, 2),
            BadText("\"\\u00", .unexpectedEnd, 1, 6), BadText("\"a\tb\"", .controlCharacter, 1, 3),
            BadText("\"a\nb\"", .controlCharacter, 1, 3),
            BadText("\"\0\"", .controlCharacter, 1, 2),
            BadText("\"\u{1F}\"", .controlCharacter, 1, 2),
            BadText("\"\\ud800\"", .loneSurrogate, 1, 2),
            BadText("\"\\udc00\"", .loneSurrogate, 1, 2),
            BadText("\"\\ud800x\"", .loneSurrogate, 1, 2),
            BadText("\"\\ud800\\n\"", .loneSurrogate, 1, 2),
            BadText("\"\\ud800\\ud800\"", .loneSurrogate, 1, 2),
            BadText("\"\\ud800\\u0041\"", .loneSurrogate, 1, 2),
            BadText("[\"é\\q\"]", .malformedEscape, 1, 4, "/0"),
            BadText("{\"a\":{\"\\q\":1}}", .malformedEscape, 1, 8, "/a"),
            BadText("'a'", .expectedValue, 1, 1),
        ])
    func strings(_ bad: BadText) { expect(bad) }

    @Test(
        "invalid UTF-8",
        arguments: [
            [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]])
    func utf8(_ scalar: [UInt8]) {
        let text = Array("[0,\n \"é".utf8) + scalar + Array("\"]".utf8)
        expect(BadText(octets: text, .invalidUTF8, 2, 4, "/1"))
        #expect(error(text)?.offset == 8)
        expect(BadText(octets: Array("[\"".utf8) + scalar, .invalidUTF8, 1, 3, "/0"))
    }

    @Test(
        "a key twice in one object",
        arguments: [
            BadText("{\"a\":1,\"a\":2}", .duplicateKey, 1, 8, "/a"),
            BadText("{\"a\":1,\n \"\\u0061\":2}", .duplicateKey, 2, 2, "/a"),
            BadText("{\"\\u0061\":1,\"\\u0061\":2}", .duplicateKey, 1, 13, "/a"),
            BadText("{\"\":1,\"b\":{},\"\":2}", .duplicateKey, 1, 14, "/"),
            BadText("[{\"x\":{\"k\":1,\"j\":[{}],\"k\":1}}]", .duplicateKey, 1, 23, "/0/x/k"),
            BadText("{\"a/~\":1,\"a/~\":2}", .duplicateKey, 1, 10, "/a~1~0"),
        ])
    func duplicates(_ bad: BadText) { expect(bad) }

    @Test("a key twice among many", arguments: [2, 8, 9, 10, 100, 5_000])
    func manyKeys(_ count: Int) {
        let members = (0..<count).map { "\"key\($0)\":[\($0)]" }
        let good = "{" + members.joined(separator: ",")
        #expect(error([UInt8]((good + "}").utf8)) == nil)
        let bad = error([UInt8]((good + ",\"\\u006Bey\(count / 2)\":0}").utf8))
        #expect(bad?.kind == .duplicateKey)
        #expect(bad?.pointer == "/key\(count / 2)")
    }

    @Test("keys that differ in composition are not the same")
    func composition() {
        #expect(error([UInt8]("{\"\\u00e9\":1,\"e\\u0301\":2}".utf8)) == nil)
        #expect(error([UInt8]("{\"a\":1,\"A\":2,\"a\\u0000\":3}".utf8)) == nil)
    }

    @Test("every cut of a good document ends too early")
    func cuts() {
        let text = [UInt8](#"{"a\u0041":[1,-2.5e+3,"mẹ\uD83D\uDE00",{"b":null}],"c":true}"#.utf8)
        #expect(error(text) == nil)
        for length in text.indices {
            let kind = error(Array(text[..<length]))?.kind
            #expect(kind == .unexpectedEnd || kind == .invalidUTF8, "cut at \(length)")
        }
    }

    @Test("each fault is told in English and Vietnamese", arguments: JSONError.Kind.allCases)
    func messages(_ kind: JSONError.Kind) {
        #expect(kind.message.hasSuffix("."))
        #expect(kind.messageVI.hasSuffix("."))
        #expect(kind.message != kind.messageVI)
    }

    @Test("a fault tells its line and column in both languages")
    func description() {
        let error = error([UInt8]("{\"a\":1,\n\"a\":2}".utf8))
        #expect(
            error?.description
                == "Line 2, column 1: This key occurs twice in the same object.")
        #expect(
            error?.descriptionVI
                == "Dòng 2, cột 1: Khóa này xuất hiện hai lần trong cùng một đối tượng.")
    }
}
