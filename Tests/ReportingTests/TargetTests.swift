import Recount
import Reporting
import ReportingFixtures
import Testing

/// How far a figure is from its target, whether it is on the way, and how it has moved.
@Suite struct TargetTests {
    private static func totals(_ sums: [Int64?]) -> Totals {
        var totals = Totals(elementCount: SampleForm.elements.count)
        for (index, sum) in sums.enumerated() {
            totals.sums[index] = sum.map {
                .init(value: Amount($0), units: 1, months: 1, reports: 1)
            }
        }
        return totals
    }

    private static func indicator(
        _ numerator: [Int], _ denominator: [Int]?, per: Int64 = 100,
        _ direction: Indicator.Direction = .higher
    ) -> Indicator {
        Indicator(
            code: "i", labelVI: "", labelEN: "", numerator: numerator, denominator: denominator,
            per: per, direction: direction, note: nil)
    }

    /// Home visits are some of all visits by the form's own rule.
    private static let share = indicator([SampleForm.visitsAtHome], [SampleForm.visits])
    private static let rules: [Rule] = {
        let expression = try? RuleExpression(parsing: "home <= visits") { code in
            ["home": SampleForm.visitsAtHome, "visits": SampleForm.visits][code]
        }
        return expression.map {
            [Rule(code: "r", expression: $0, severity: .error, messageVI: "", messageEN: "")]
        } ?? []
    }()

    private static func figure(
        _ indicator: Indicator, _ totals: Totals, _ comparison: Comparison, _ goal: String,
        code: String = "2024", dueMonths: Int = 12
    ) -> TargetFigure? {
        let target = Decimal(goal).map {
            Target(
                indicator: "i", unitID: "VN", year: 2024, comparison: comparison, value: $0,
                quoteVI: "")
        }
        return IndicatorFigure(
            indicator, totals: totals,
            catalogue: SampleForm.catalogue(rules: rules, indicators: [indicator]),
            target: target, period: period(code), dueMonths: dueMonths
        ).target
    }

    @Test(
        "the gap is the smallest whole number of events that would meet the target",
        arguments: [
            (.atLeast, "80", 762, 1_000, 38), (.atLeast, "80", 800, 1_000, 0),
            (.greater, "80", 800, 1_000, 1), (.atLeast, "80", 0, 3, 3), (.atLeast, "80", 0, 1, 1),
            (.less, "5", 50, 1_000, -1), (.atMost, "5", 51, 1_000, -1),
            (.atMost, "5", 53, 1_000, -3),
            (.atMost, "0", 7, 1_000, -7), (.less, "0", 7, 1_000, nil), (.equal, "50", 3, 10, 2),
            (.equal, "50", 9, 10, -4), (.equal, "50", 3, 9, nil), (.atLeast, "101", 5, 10, nil),
            (.greater, "100", 10, 10, nil), (.atLeast, "33.3", 0, 1_000, 333),
            (.atLeast, "33.35", 0, 1_000, 334),
        ] as [(Comparison, String, Int64, Int64, Int64?)])
    func gaps(comparison: Comparison, goal: String, n: Int64, total: Int64, gap: Int64?) throws {
        let found = try #require(
            Self.figure(Self.share, Self.totals([nil, total, n]), comparison, goal))
        #expect(found.isMet == (gap == 0))
        #expect(found.gap.map { $0.isMore ? $0.count : -$0.count } == (gap == 0 ? nil : gap))
    }

    @Test("gaps, met targets and small numbers agree with counting on", arguments: UInt64(1)...4)
    func random(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        for _ in 0..<400 {
            let total = Int64.random(in: 1...60, using: &random)
            let n = Int64.random(in: 0...total, using: &random)
            let comparison = random.pick(Comparison.allCases) ?? .less
            let goal = String(Int.random(in: 0...1_000, using: &random))
            let figure = try #require(
                Self.figure(Self.share, Self.totals([nil, total, n]), comparison, goal))
            let wanted =
                figure.isMet == true
                ? nil
                : PlainIndicator.gap(
                    figure.target, n, of: total, per: 100, isShare: true, most: 100)
            #expect(
                figure.gap.map { $0.isMore ? $0.count : -$0.count } == wanted,
                "seed \(seed): \(n)/\(total) \(comparison.rawValue) \(goal)")
        }
    }

    @Test("values and bounds agree with the second implementation", arguments: UInt64(1)...4)
    func indicators(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let indicators = [
            Self.share, Self.indicator([SampleForm.births], [SampleForm.visits], per: 1_000),
            Self.indicator([SampleForm.births], nil, per: 1),
            Self.indicator([SampleForm.women], nil, per: 1),
            Self.indicator([SampleForm.births], [SampleForm.visits]),
            Self.indicator([SampleForm.births], [SampleForm.women]),
        ]
        for _ in 0..<60 {
            let most = random.pick([3, 40, 900]) ?? 3
            let sums: [Int64?] = (0..<8).map { _ in
                random.oneIn(9) ? nil : Int64.random(in: 0...Int64(most), using: &random)
            }
            for indicator in indicators {
                let catalogue = SampleForm.catalogue(
                    rules: Self.rules, indicators: [indicator])
                let figure = IndicatorFigure(
                    indicator, totals: Self.totals(sums), catalogue: catalogue,
                    period: .year(2024), dueMonths: 12)
                let plain = PlainIndicator(indicator, sums: sums, catalogue: catalogue)
                #expect(figure.numerator?.whole == plain.numerator)
                #expect(figure.denominator?.whole == plain.denominator)
                #expect(figure.value == plain.value && figure.isSmall == plain.isSmall)
                let interval = figure.interval
                #expect((interval == nil) == (plain.bounds == nil), "seed \(seed): \(sums)")
                guard let interval, let bounds = plain.bounds else { continue }
                #expect(abs(interval.low - bounds.low) <= 1e-8 * max(1, bounds.low))
                #expect(abs(interval.high - bounds.high) <= 1e-8 * max(1, bounds.high))
            }
        }
    }

    @Test(
        "what grows through the year is on track when its part of the plan is reached",
        arguments: [
            (.atLeast, "1200", 400, "2024-04/ytd", 4, true),
            (.atLeast, "1200", 399, "2024-04/ytd", 4, false),
            (.atLeast, "1200", 300, "2024-Q2", 3, true), (.atLeast, "1200", 1_300, "2024", 5, true),
            (.atMost, "120", 60, "2024-H1", 6, true), (.atMost, "120", 61, "2024-H1", 6, false),
            (.atLeast, "1200", 400, "2024", 12, nil), (.atLeast, "1200", 400, "2024", 0, nil),
        ] as [(Comparison, String, Int64, String, Int, Bool?)])
    func tracks(
        comparison: Comparison, goal: String, n: Int64, code: String, dueMonths: Int,
        isOnTrack: Bool?
    ) {
        let count = Self.indicator([SampleForm.births], nil, per: 1)
        let figure = Self.figure(
            count, Self.totals([n]), comparison, goal, code: code, dueMonths: dueMonths)
        #expect(figure?.isOnTrack == isOnTrack)
        // A rate does not grow.
        #expect(
            Self.figure(
                Self.share, Self.totals([n, 2_000, n]), comparison, goal, code: code,
                dueMonths: dueMonths)?.isOnTrack == nil)
    }

    @Test(
        "a change is better or worse only where the intervals lie apart",
        arguments: [
            (100, 300, Indicator.Direction.higher, IndicatorChange.Verdict.better),
            (300, 100, .higher, .worse), (100, 300, .lower, .worse), (300, 100, .lower, .better),
            (100, 300, .none, .higher), (300, 100, .none, .lower), (200, 220, .higher, .unclear),
            (200, 200, .lower, .unclear),
        ] as [(Int64, Int64, Indicator.Direction, IndicatorChange.Verdict)])
    func changes(
        before: Int64, now: Int64, direction: Indicator.Direction, verdict: IndicatorChange.Verdict
    ) {
        let indicator = Self.indicator([SampleForm.births], nil, per: 1, direction)
        let figure = { (count: Int64?) in
            IndicatorFigure(
                indicator, totals: Self.totals([count]),
                catalogue: SampleForm.catalogue(indicators: [indicator]), period: .year(2024),
                dueMonths: 12)
        }
        let change = IndicatorChange(from: figure(before), to: figure(now))
        #expect(change.verdict == verdict && change.difference == Double(now - before))
        let unknown = IndicatorChange(from: figure(nil), to: figure(now))
        #expect(unknown.verdict == nil && unknown.difference == nil && unknown.value == nil)
    }

    @Test("a stock is counted and not drawn, so that any other number is a change")
    func changeOfState() {
        let indicator = Self.indicator([SampleForm.women], nil, per: 100, .higher)
        let verdict = { (before: Int64, now: Int64) in
            let figures = [before, now].map { count in
                IndicatorFigure(
                    indicator, totals: Self.totals([nil, nil, nil, nil, count]),
                    catalogue: SampleForm.catalogue(indicators: [indicator]),
                    period: .year(2024), dueMonths: 12)
            }
            #expect(figures[1].value == Double(now), "what is divided by nothing is the number")
            return IndicatorChange(from: figures[0], to: figures[1]).verdict
        }
        #expect(verdict(10, 11) == .better && verdict(11, 10) == .worse)
        #expect(verdict(10, 10) == .unclear)
    }

    @Test(
        "the period before and the year before are of the same kind",
        arguments: [
            ("2024-01", "2023-12", "2023-01"), ("2024-Q1", "2023-Q4", "2023-Q1"),
            ("2024-H2", "2024-H1", "2023-H2"), ("2024-9M", "2023-9M", "2023-9M"),
            ("2024", "2023", "2023"), ("2024-05/ytd", "2023-05/ytd", "2023-05/ytd"),
        ])
    func neighbours(code: String, previous: String, yearBefore: String) {
        #expect(period(code).previous == period(previous))
        #expect(period(code).yearBefore == period(yearBefore))
        #expect(Period.year(1).yearBefore == nil && Period(code: "0001-01")?.previous == nil)
    }

    @Test("a series takes every period that has one of its months")
    func series() {
        let codes = { (step: Period.Step) in
            Period.series(from: month("2023-11"), through: month("2024-04"), by: step).map(\.code)
        }
        #expect(codes(.month).count == 6)
        #expect(codes(.quarter) == ["2023-Q4", "2024-Q1", "2024-Q2"])
        #expect(codes(.half) == ["2023-H2", "2024-H1"])
        #expect(codes(.year) == ["2023", "2024"])
        #expect(Period.series(from: month("2024-02"), through: month("2024-01"), by: .month) == [])
    }
}
