import Reporting
import ReportingFixtures
import Testing

@Suite struct PackedValuesTests {
    @Test(
        "one element is packed into as few bytes as its number needs",
        arguments: [
            (.blank, []), (.notApplicable, [1]), (.count(0), [2]), (.count(125), [127]),
            (.count(126), [0x80, 1]), (.count(16_381), [0xFF, 0x7F]),
            (.count(16_382), [0x80, 0x80, 1]),
            (.count(ReportValue.countMax), [0x81, 0xC2, 0xD7, 0x2F]),
        ] as [(ReportValue, [UInt8])])
    func one(value: ReportValue, bytes: [UInt8]) {
        var values = ReportValues(elementCount: 1)
        values[0] = value
        let packed = PackedValues(values, order: [0])
        #expect(packed.bytes == bytes)
        #expect(packed.values(order: [0], elementCount: 1) == values)
    }

    @Test("blanks before a value take a byte, blanks behind the last none")
    func blanks() {
        var values = ReportValues(elementCount: 5)
        values[3] = .count(1)
        #expect(PackedValues(values, order: [0, 1, 2, 3, 4]).bytes == [0, 0, 0, 3])
        #expect(PackedValues(values, order: [3, 0, 1, 2, 4]).bytes == [3])
        #expect(PackedValues(values, order: [0, 1]).bytes.isEmpty)
    }

    @Test("random values come back as they were, whatever the order", arguments: UInt64(1)...20)
    func roundTrip(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        for _ in 0..<50 {
            let count = Int.random(in: 0...140, using: &random)
            let order = (0..<count).shuffled(using: &random)
            var values = ReportValues(elementCount: count)
            for element in 0..<count { values[element] = Self.value(&random) }
            let packed = PackedValues(values, order: order)
            #expect(packed.values(order: order, elementCount: count) == values, "seed \(seed)")
            #expect(PackedValues(bytes: packed.bytes) == packed)
            #expect(packed.bytes.last != 0)
        }
    }

    private static func value(_ random: inout SeededRandom) -> ReportValue {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .blank
        case 1: .notApplicable
        case 2: .count(.random(in: 0...130, using: &random))
        default: .count(.random(in: 0...ReportValue.countMax, using: &random))
        }
    }

    @Test("damaged bytes never crash, and never give a number that no report may have")
    func damaged() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            PackedValues(bytes: bytes).forEach { _, value in
                if let count = value.count {
                    #expect((0...ReportValue.countMax).contains(count), "\(bytes)")
                }
            }
        }
        let long = PackedValues(bytes: Array(repeating: 0xFF, count: 1_000) + [1])
        #expect(long.values(order: [0], elementCount: 1).isEmpty)
    }
}
