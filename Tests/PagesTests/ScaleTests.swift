import Testing

@testable import Pages

@Suite("Axes") struct ScaleTests {
    @Test(
        "An axis covers its values with few round ticks",
        arguments: [
            [65.4, 77.7, 68], [98.0, 100, 93], [0, 0.4], [0, 13], [12.5, 12.5], [0, 0],
            [1_104, 1_987], [0.2, 242.5], [7_040, 7_041], [99.9, 100],
        ])
    func covering(values: [Double]) {
        let scale = Scale(covering: values, fromZero: false)
        #expect(values.allSatisfy { scale.low <= $0 && $0 <= scale.high })
        #expect(scale.low < scale.high && scale.low >= 0)
        #expect((2...9).contains(scale.ticks.count))
        #expect(scale.ticks.allSatisfy { (0...1).contains(scale.share($0)) })
    }

    @Test("A share's axis ends at the whole, a count's begins at zero in whole steps")
    func ends() {
        #expect(Scale(covering: [95, 99.7, 100], fromZero: false, ceiling: 100).high == 100)
        let counts = Scale(covering: [3, 4], fromZero: true)
        #expect(counts.low == 0 && counts.step == 1)
    }

    @Test("Random values stay on their axis")
    func random() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix(state: seed)
        for _ in 0..<2_000 {
            let values = (0..<5).map { _ in Double.random(in: 0...5_000, using: &generator) }
            let scale = Scale(covering: values, fromZero: Bool.random(using: &generator))
            #expect(
                values.allSatisfy { scale.low <= $0 && $0 <= scale.high }, "seed \(seed)")
        }
    }

    @Test("Coordinates have at most one decimal")
    func coordinates() {
        #expect(Coordinate.text(12) == "12")
        #expect(Coordinate.text(12.04) == "12")
        #expect(Coordinate.text(-0.26) == "-0.3")
        #expect(Coordinate.text(99.96) == "100")
    }
}

/// A small generator whose seed a failing test prints.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
