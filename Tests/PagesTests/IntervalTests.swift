import Reporting
import Testing

@testable import Pages

@Suite("Wilson intervals") struct IntervalTests {
    @Test(
        "Known intervals in tenths of a per cent",
        arguments: [
            (1_107, 1_572, 681, 726), (1_336, 1_572, 831, 867), (1_572, 1_572, 998, 1_000),
            (60, 60, 940, 1_000), (78, 1_579, 40, 61), (0, 10, 0, 278), (10, 10, 722, 1_000),
            (5, 10, 237, 763),
        ])
    func known(count: Int, total: Int, low: Int, high: Int) throws {
        let interval = try #require(Interval(wilson: Double(count), of: Double(total), per: 100))
        #expect((interval.low * 10).rounded() == Double(low))
        #expect((interval.high * 10).rounded() == Double(high))
    }

    @Test("An interval holds its value, stays within the whole and shrinks with more cases")
    func shape() throws {
        var width = Double.infinity
        for total in [5, 20, 80, 320, 1_280] {
            let interval = try #require(
                Interval(wilson: Double(total) / 5, of: Double(total), per: 100))
            #expect(interval.contains(20))
            #expect(interval.low >= 0 && interval.high <= 100)
            #expect(interval.high - interval.low < width)
            width = interval.high - interval.low
        }
    }

    @Test("What is no share has no interval")
    func noShare() {
        #expect(Interval(wilson: 1, of: 0, per: 100) == nil)
        #expect(Interval(wilson: 11, of: 10, per: 100) == nil)
        #expect(Interval(wilson: -1, of: 10, per: 100) == nil)
        #expect(Rate(count: 5).interval == nil)
    }
}
