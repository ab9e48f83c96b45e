import JSON
import Testing

struct JSONWriterTests {
    func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        #expect(writer.isComplete)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("commas come by themselves")
    func commas() {
        let text = written {
            $0.beginObject()
            $0.key("a")
            $0.beginArray()
            $0.value(1)
            $0.beginObject()
            $0.endObject()
            $0.null()
            $0.raw("[2,3]".utf8)
            $0.endArray()
            $0.key("b")
            $0.value(true)
            $0.key("c\"")
            $0.value("x")
            $0.endObject()
        }
        #expect(text == #"{"a":[1,{},null,[2,3]],"b":true,"c\"":"x"}"#)
    }

    @Test(
        "strings are escaped as little as possible",
        arguments: [
            ("", #""""#), ("a/b", #""a/b""#), ("\"\\", #""\"\\""#), ("\n\r\t", #""\n\r\t""#),
            ("\0\u{8}\u{C}\u{1F}", #""\u0000\u0008\u000c\u001f""#), ("mẹ😀", "\"mẹ😀\""),
            ("\u{7F}\u{2028}", "\"\u{7F}\u{2028}\""), ("</script>", "\"</script>\""),
        ])
    func strings(_ text: String, _ expected: String) {
        #expect(written { $0.value(text) } == expected)
    }

    @Test(
        "doubles are as short as they can be",
        arguments: [
            (0.1, "0.1"), (5, "5"), (-0.0, "-0"), (84.98727735368956, "84.98727735368956"),
            (1e16, "1e+16"), (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (100_000, "100000"), (1.0 / 3, "0.3333333333333333"),
        ] as [(Double, String)])
    func doubles(_ value: Double, _ expected: String) {
        #expect(written { $0.value(value) } == expected)
    }

    @Test("whole numbers", arguments: [0, 1, -1, 10, 99_999_999, Int64.max, .min])
    func integers(_ value: Int64) {
        #expect(written { $0.value(value) } == String(value))
    }

    @Test("any double reads back as itself")
    func doublesByChance() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: seed)
        for _ in 0..<5_000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let bytes = [UInt8](written { $0.value(value) }.utf8)
            let again = try JSONDocument(parsing: bytes).root.double
            #expect(again?.bitPattern == value.bitPattern, "seed \(seed)")
        }
    }
}
