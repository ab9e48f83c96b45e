import Testing

@testable import Reporting

@Suite("Numbers in as few octets as they need")
struct NarrowTableTests {
    @Test(
        "a number beyond a narrow place widens its column alone, and keeps the others",
        arguments: [127, 128, -127, -128, 40_000, Int64(Int32.max) * 10_000])
    func widening(_ number: Int64) {
        var table = NarrowTable<Int8>(columnCount: 3)
        #expect(table[11, 2] == 0)
        table.add(5, row: 0, column: 1)
        table.add(-7, row: 3, column: 0)
        table.add(number, row: 3, column: 1)
        table.add(1, row: 11, column: 1)
        #expect((0..<12).map { table[$0, 1] } == [5, 0, 0, number, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect((0..<12).map { table[$0, 0] } == [0, 0, 0, -7, 0, 0, 0, 0, 0, 0, 0, 0])
        table.add(-number, row: 3, column: 1)
        #expect(table[3, 1] == 0)
    }

    @Test("a table of zeros takes no memory, one of small numbers an octet each")
    func byteCount() {
        var table = NarrowTable<Int8>(columnCount: 100)
        #expect(table.byteCount == 0)
        table.add(1, row: 0, column: 0)
        #expect(table.byteCount == 1_200)
    }
}
