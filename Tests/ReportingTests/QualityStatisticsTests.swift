import ReportingFixtures
import Testing

@testable import Reporting

@Suite struct QualityStatisticsTests {
    @Test(
        "the middle and the distances from it are medians",
        arguments: [
            ([5], 5, 0), ([1, 2], 1.5, 0.5), ([3, 1, 2], 2, 1), ([1, 1, 1, 9], 1, 0),
            ([0, 10, 20, 30, 1_000], 20, 10),
        ] as [([Int64], Double, Double)])
    func spread(values: [Int64], median: Double, deviation: Double) throws {
        let spread = try #require(RobustSpread(values))
        #expect(spread.median == median && spread.deviation == deviation)
        #expect(spread.count == values.count)
        #expect(spread.low == values.min() && spread.high == values.max())
        #expect(RobustSpread(values.reversed()) == spread, "the order does not matter")
    }

    @Test("nothing has no middle")
    func empty() {
        #expect(RobustSpread([]) == nil)
    }

    @Test("a score is never measured by less than what chance does to a count")
    func floors() throws {
        // Twelve equal months: the MAD is 0, the chance of a count of 100 is 10.
        let equal = try #require(RobustSpread(Array(repeating: 100, count: 12)))
        #expect(equal.score(of: 150) == 5 && equal.score(of: 100) == 0)
        let zeros = try #require(RobustSpread(Array(repeating: 0, count: 12)))
        #expect(zeros.score(of: 4) == 4)
        // A MAD of 10 is 14.8 standard deviations of a normal distribution.
        let wide = try #require(RobustSpread([0, 10, 20, 30, 1_000]))
        #expect(abs(wide.score(of: 120) - 0.6745 * 100 / 10) < 1e-9)
        #expect(abs(wide.score(of: -80) + 0.6745 * 100 / 10) < 1e-9)
    }

    @Test(
        "the chance of many successes is the binomial's",
        arguments: [(10, 0.2), (37, 0.1), (1, 0.5)])
    func tails(trials: Int, each: Double) {
        var wanted = 1.0
        for count in 0...trials {
            let found = BinomialTail.chance(ofAtLeast: count, in: trials, each: each)
            #expect(abs(found - wanted) < 1e-9, "\(count) of \(trials)")
            wanted -= Self.term(count, trials, each)
        }
        #expect(BinomialTail.chance(ofAtLeast: trials + 1, in: trials, each: each) == 0)
    }

    private static func term(_ count: Int, _ trials: Int, _ each: Double) -> Double {
        var term = 1.0
        for k in 0..<count { term *= Double(trials - k) / Double(count - k) * each }
        for _ in count..<trials { term *= 1 - each }
        return term
    }

    @Test("many trials neither overflow nor vanish")
    func manyTrials() {
        let even = BinomialTail.chance(ofAtLeast: 2_000, in: 10_000, each: 0.2)
        #expect((0.49...0.52).contains(even))
        #expect(BinomialTail.chance(ofAtLeast: 3_000, in: 10_000, each: 0.2) < 1e-100)
        #expect(BinomialTail.chance(ofAtLeast: 0, in: 0, each: 0.2) == 1)
    }

    @Test(
        "numbers are written as each language writes them",
        arguments: [
            (0, "0", "0"), (1_580, "1.580", "1,580"), (-12_345_678, "−12.345.678", "−12,345,678"),
        ] as [(Int64, String, String)])
    func counts(number: Int64, vietnamese: String, english: String) {
        #expect(NumberText.vietnamese(number) == vietnamese)
        #expect(NumberText.english(number) == english)
    }

    @Test(
        "one decimal, none where it would be 0",
        arguments: [
            (26.5, "26,5", "26.5"), (26.0, "26", "26"), (-3.94, "−3,9", "−3.9"),
            (1_234.56, "1.234,6", "1,234.6"), (0.04, "0", "0"), (-0.06, "−0,1", "−0.1"),
            (.infinity, "∞", "∞"),
        ] as [(Double, String, String)])
    func decimals(number: Double, vietnamese: String, english: String) {
        #expect(NumberText.vietnamese(number) == vietnamese)
        #expect(NumberText.english(number) == english)
    }
}
