import Reporting
import Testing

@Suite("Intervals of rates and counts") struct PoissonIntervalTests {
    @Test(
        "the exact Poisson bounds are those that are published (Garwood 1936, Ulm 1990)",
        arguments: [
            (0, 0, 3.689), (1, 0.0253, 5.572), (2, 0.2422, 7.225), (3, 0.6187, 8.767),
            (5, 1.6235, 11.668), (10, 4.7954, 18.390), (15, 8.3954, 24.740),
            (20, 12.217, 30.888), (30, 20.241, 42.827), (50, 37.111, 65.919),
            (100, 81.364, 121.627), (500, 457.129, 545.809), (1_000, 938.973, 1_063.952),
            (10_000, 9_804.952, 10_197.952), (1_000_000, 998_040.983, 1_001_961.912),
        ] as [(Int, Double, Double)])
    func published(count: Int, low: Double, high: Double) throws {
        let interval = try #require(Interval(of: .count, Double(count), 1, per: 1))
        #expect(interval.method == .poisson)
        #expect(abs(interval.low - low) <= max(0.0006, low * 1e-6))
        #expect(abs(interval.high - high) <= max(0.0006, high * 1e-6))
    }

    @Test("a rate's bounds are those of its events, for so many")
    func rates() throws {
        let interval = try #require(Interval(of: .rate, 11, 1_580, per: 1_000))
        #expect(abs(interval.low - 5.4911 / 1.58) < 0.001)
        #expect(abs(interval.high - 19.682 / 1.58) < 0.001)
    }

    @Test("bounds grow with the count, also between whole numbers and across the methods")
    func steady() throws {
        var last = try #require(Interval(of: .count, 0, 1, per: 1))
        for count in stride(from: 0.5, through: 520, by: 0.5) {
            let next = try #require(Interval(of: .count, count, 1, per: 1))
            #expect(next.low > last.low && next.high > last.high, "\(count)")
            #expect(next.low < count && next.high > count)
            last = next
        }
        let below = try #require(Interval(of: .count, 499.999_999, 1, per: 1))
        let above = try #require(Interval(of: .count, 500.000_001, 1, per: 1))
        #expect(abs(above.low - below.low) < 1e-5 && abs(above.high - below.high) < 1e-5)
    }

    @Test("a ratio of two groups has the interval of the first group's share, as odds")
    func ratios() throws {
        let interval = try #require(Interval(of: .ratio, 824, 756, per: 100))
        #expect(abs(interval.low - 98.754) < 0.001 && abs(interval.high - 120.297) < 0.001)
        #expect(Interval(of: .ratio, 5, 0, per: 100) == nil)
    }

    @Test("a state has no interval, and neither has what is more than the whole")
    func none() {
        #expect(Interval(of: .state, 5, 1, per: 1) == nil)
        #expect(Interval(of: .share, 6, 5, per: 100) == nil)
        #expect(Interval(of: .rate, 6, 0, per: 1_000) == nil)
    }
}
