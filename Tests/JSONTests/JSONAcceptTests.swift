import JSON
import Testing

struct JSONAcceptTests {
    func root(_ text: String) throws(JSONError) -> JSONValue {
        try JSONDocument(parsing: [UInt8](text.utf8)).root
    }

    @Test(
        "every kind of value stands alone",
        arguments: [
            ("null", JSONKind.null), ("true", .bool), ("false", .bool), ("0", .number),
            ("\"\"", .string), ("[]", .array), ("{}", .object), (" \t\r\n1 \t\r\n", .number),
        ])
    func kinds(_ text: String, _ kind: JSONKind) throws {
        #expect(try root(text).kind == kind)
        #expect(try root(text).isNull == (kind == .null))
    }

    @Test(
        "whole numbers are exact to 64 bits",
        arguments: [
            ("0", 0), ("-0", 0), ("1", 1), ("-1", -1), ("9007199254740993", 9_007_199_254_740_993),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("5.0", nil),
            ("5e0", nil), ("5E2", nil), ("99999999999999999999999", nil), ("\"5\"", nil),
            ("true", nil), ("null", nil),
        ] as [(String, Int64?)])
    func integers(_ text: String, _ expected: Int64?) throws {
        #expect(try root(text).integer == expected)
    }

    @Test(
        "doubles",
        arguments: [
            ("0.1", 0.1), ("-0.0", -0.0), ("1e2", 100), ("1E+2", 100), ("1.5e-3", 0.0015),
            ("5e-324", .leastNonzeroMagnitude), ("1e-999", 0),
            ("1.7976931348623157e308", 1.7976931348623157e308),
            ("9223372036854775808", 9_223_372_036_854_775_808), ("0e0", 0), ("1.000", 1),
        ] as [(String, Double)])
    func doubles(_ text: String, _ expected: Double) throws {
        #expect(try root(text).double?.bitPattern == expected.bitPattern)
        #expect(try root(text).lexeme == text)
    }

    @Test(
        "whole numbers by their spelling",
        arguments: [
            ("5", true), ("-5", true), ("99999999999999999999", true), ("5.0", false),
            ("5e0", false), ("5E0", false), ("\"5\"", false),
        ])
    func whole(_ text: String, _ expected: Bool) throws {
        #expect(try root(text).isWholeNumber == expected)
    }

    @Test(
        "strings",
        arguments: [
            (#""""#, ""), (#""a b""#, "a b"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\uD83D\uDE00\ud83d\ude00""#, "😀😀"),
            (#""\u0000""#, "\0"), (#""mẹ và bé 😀""#, "mẹ và bé 😀"), ("\"\u{7F}\"", "\u{7F}"),
            ("\"\u{2028}\u{FFFF}\u{10FFFF}\"", "\u{2028}\u{FFFF}\u{10FFFF}"),
            (#""\ud7ff\ue000""#, "\u{D7FF}\u{E000}"), ("\"12345678\"", "12345678"),
            (#""1234567\n""#, "1234567\n"), (#""\\u0041""#, "\\u0041"),
        ])
    func strings(_ text: String, _ expected: String) throws {
        #expect(try root(text).string == expected)
        let count = try root(text).withStringUTF8 { $0.count }
        #expect(count == expected.utf8.count)
    }

    @Test("members and elements keep their order")
    func order() throws {
        let value = try root(#"{"b":[1,[2,3],{}],"a":{"x":null},"\u0063":true}"#)
        #expect(value.members.map(\.key) == ["b", "a", "c"])
        #expect(value["b"]?.elements.map(\.kind) == [.number, .array, .object])
        #expect(value["b"]?.count == 3)
        #expect(value["c"]?.bool == true)
        #expect(value["a"]?["x"]?.isNull == true)
        #expect(value["z"] == nil)
        #expect(try root("[]")["a"] == nil)
    }

    @Test("members are walked by the octets of their keys")
    func octetsOfKeys() throws {
        var seen: [String] = []
        let text = #"{"ab":1,"\u00e9":"\u00e9x","c":[{"d":3}],"e":null,"f":-2.50}"#
        try root(text).forEachMember { key, kind, octets in
            seen.append("\(key.count) \(kind) \(octets.count)")
        }
        #expect(seen == ["2 number 1", "2 string 3", "1 array 0", "1 null 4", "1 number 5"])
    }

    @Test("values know their pointer and position")
    func places() throws {
        let value = try root("{\n  \"a/b\": {\"m~n\": [0, \"é\", 7]},\r\n\"\": {\"k\": 1}}")
        let seven = value["a/b"]?["m~n"]?.elements.map { $0 }.last
        #expect(seven?.pointer == "/a~1b/m~0n/2")
        #expect(seven?.position.line == 2)
        #expect(seven?.position.column == 27)
        #expect(value[""]?["k"]?.pointer == "//k")
        #expect(value[""]?["k"]?.position.line == 3)
        #expect(value.pointer == "")
    }

    @Test("arrays as deep as the limit are read, one more is refused")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try root(nested(64)).kind == .array)
        #expect(throws: JSONError.self) { try root(nested(65)) }
        let limits = JSONLimits(depthMax: 1)
        #expect(throws: Never.self) {
            try JSONDocument(parsing: [UInt8]("[]".utf8), limits: limits)
        }
        #expect(throws: JSONError.self) {
            try JSONDocument(parsing: [UInt8]("[{}]".utf8), limits: limits)
        }
    }

    @Test("a document as long as the limit is read, one octet more is refused")
    func length() {
        let limits = JSONLimits(documentLengthMax: 4)
        #expect(throws: Never.self) {
            try JSONDocument(parsing: [UInt8]("1234".utf8), limits: limits)
        }
        #expect(throws: JSONError.self) {
            try JSONDocument(parsing: [UInt8]("12345".utf8), limits: limits)
        }
    }

    @Test("numbers as long as the limit are read, one digit more is refused")
    func numberLength() throws {
        let fraction = "0." + String(repeating: "1", count: 1022)
        #expect(try root(fraction).double != nil)
        #expect(throws: JSONError.self) { try root(fraction + "1") }
    }
}
