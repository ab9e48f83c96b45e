import ReportingFixtures
import Testing

@testable import Storage

@Suite struct CSVParserTests {
    private static func rows(_ chunks: [[UInt8]]) -> [CSVParser.Row] {
        var parser = CSVParser()
        var rows = chunks.flatMap { parser.rows(in: $0) }
        if let last = parser.lastRow() { rows.append(last) }
        return rows
    }

    private static func rows(_ text: String) -> [CSVParser.Row] { rows([Array(text.utf8)]) }

    @Test(
        "fields are taken as RFC 4180 writes them",
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
            ("a,b", [["a", "b"]]), ("a,b\n1,", [["a", "b"], ["1", ""]]), (",\n", [["", ""]]),
            ("\"a\",\"b\"\n", [["a", "b"]]), ("\"a,b\",c\n", [["a,b", "c"]]),
            ("\"a\"\"b\"\n", [["a\"b"]]), ("\"\"\n", [[""]]),
            ("\"a\r\nb\",c\n", [["a\r\nb", "c"]]),
            ("\u{FEFF}a\n", [["a"]]), ("\n\n\na\n\n", [["a"]]), ("", []), ("\n", []),
            ("Bắc Quang,Đắk Lắk\n", [["Bắc Quang", "Đắk Lắk"]]), ("\"a\"\r\n", [["a"]]),
            ("a\n\"\"", [["a"], [""]]),
        ] as [(String, [[String]])])
    func fields(text: String, expected: [[String]]) {
        #expect(Self.rows(text).map(\.fields) == expected)
        #expect(Self.rows(text).allSatisfy { $0.fault == nil })
    }

    @Test("any split of the input gives the same rows", arguments: UInt64(1)...5)
    func splits(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let alphabet: [UInt8] = Array("ab,,\"\"\n\n\r1".utf8) + [0xC4, 0x91, 0xFF]
        for _ in 0..<200 {
            let bytes = (0..<40).compactMap { _ in random.pick(alphabet) }
            let whole = Self.rows([bytes])
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let parts = Self.rows([Array(bytes[..<cut]), Array(bytes[cut...])])
            let each = Self.rows(bytes.map { [$0] })
            #expect(parts.map(\.fields) == whole.map(\.fields), "seed \(seed): \(bytes)")
            #expect(each.map(\.line) == whole.map(\.line), "seed \(seed): \(bytes)")
            #expect(each.map(\.fault) == whole.map(\.fault), "seed \(seed): \(bytes)")
        }
    }

    @Test("a row begins on the line where it begins, over quoted line ends and empty lines")
    func lines() {
        #expect(Self.rows("a\n\n\"b\nc\"\nd\n").map(\.line) == [1, 3, 5])
    }

    @Test(
        "a bad row is named by line and column, and reading goes on behind it",
        arguments: [
            ("a,b\"c,d\ne,f,g\n", 1, 2, "a quote stands in the wrong place"),
            ("\"a\"b,c\nx\n", 1, 1, "a quote stands in the wrong place"),
            ("ok\n\nx,y,\"z\"z\nnext\n", 3, 3, "a quote stands in the wrong place"),
            ("ok\nx,\"y\nz\n", 2, 2, "a closing quote is missing"),
        ])
    func faults(text: String, line: Int, column: Int, message: String) {
        let rows = Self.rows(text)
        let bad = rows.filter { $0.fault != nil }
        #expect(bad.map(\.line) == [line])
        #expect(bad.first?.fault?.column == column)
        #expect(bad.first?.fault?.messageEN == message)
        #expect(rows.last?.fault == nil || message.contains("closing"))
    }

    @Test("text that is not UTF-8 is named, its neighbours are read")
    func encoding() {
        let rows = Self.rows([
            Array("a,b\n".utf8), [0x61, 0x2C, 0xFF, 0xFE], Array("\nc,d\n".utf8),
        ])
        #expect(rows.map(\.line) == [1, 2, 3])
        #expect(rows.map { $0.fault?.column } == [nil, 2, nil])
        #expect(rows[1].fault?.messageEN == "not UTF-8")
    }

    @Test("a row that never ends is refused without being kept")
    func endless() {
        var parser = CSVParser()
        #expect(parser.rows(in: [0x22]).isEmpty)
        for _ in 0..<20 {
            #expect(parser.rows(in: Array(repeating: 0x61, count: 100_000)).isEmpty)
        }
        let rows = parser.rows(in: Array("\nok\n".utf8))
        #expect(rows.map(\.line) == [1, 2])
        #expect(rows.first?.fault?.messageEN == "the row is too long")
        #expect(rows.last?.fields == ["ok"])
        let most = Array(repeating: UInt8(ascii: "a"), count: CSVParser.rowBytesMax - 1) + [0x0A]
        #expect(Self.rows([most]).map { $0.fault == nil } == [true])
        #expect(Self.rows([[0x61] + most]).map { $0.fault == nil } == [false])
    }
}
