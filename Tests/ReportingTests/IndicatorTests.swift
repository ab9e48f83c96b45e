import Reporting
import ReportingFixtures
import Testing

@Suite struct IndicatorTests {
    private static func indicator(
        _ numerator: [DataElement.Index], _ denominator: [DataElement.Index]?, per: Int64 = 100
    ) -> Indicator {
        Indicator(
            code: "rate", labelVI: "", labelEN: "", numerator: numerator, denominator: denominator,
            per: per, direction: .higher, note: nil)
    }

    private static func figure(
        _ indicator: Indicator, _ totals: Totals, _ target: Target? = nil
    ) -> IndicatorFigure {
        IndicatorFigure(
            indicator, totals: totals, catalogue: SampleForm.catalogue(indicators: [indicator]),
            target: target, period: .year(2024), dueMonths: 12)
    }

    private static func totals(_ sums: [Int64?]) -> Totals {
        var totals = Totals(elementCount: sums.count)
        totals.sums = sums.map {
            $0.map { .init(value: Amount($0), units: 1, months: 1, reports: 1) }
        }
        return totals
    }

    @Test(
        "a rate is null when a named element is absent or the denominator is 0",
        arguments: [
            ([1_336, 1_572], [0], [1], 84.98727735368956), ([0, 5], [0], [1], 0),
            ([1, 0], [0], [1], nil), ([0, 0], [0], [1], nil), ([nil, 5], [0], [1], nil),
            ([1, nil], [0], [1], nil), ([1, 2, 3, 4], [0, 1], [2, 3], 42.857142857142854),
            ([1, nil, 3, 4], [0, 1], [2, 3], nil), ([1, 2, 3, nil], [0, 1], [2, 3], nil),
            ([3, 2], [0], [1], 150), ([2, 3], [0], [1], 66.66666666666667),
        ] as [([Int64?], [Int], [Int], Double?)])
    func rates(sums: [Int64?], numerator: [Int], denominator: [Int], value: Double?) {
        let figure = Self.figure(Self.indicator(numerator, denominator), Self.totals(sums))
        #expect(figure.value == value)
        #expect(figure.numerator == Self.totals(sums).sum(of: numerator))
        #expect(figure.denominator == Self.totals(sums).sum(of: denominator))
    }

    @Test("a count without a denominator is its numerator")
    func counts() {
        let figure = Self.figure(Self.indicator([0, 1], nil, per: 1), Self.totals([3, 4]))
        #expect(figure.value == 7 && figure.numerator == 7 && figure.denominator == nil)
        let absent = Self.figure(Self.indicator([0, 1], nil, per: 1), Self.totals([3, nil]))
        #expect(absent.value == nil && absent.numerator == nil)
    }

    @Test(
        "a target is compared exactly",
        arguments: [
            (.less, "9.5", 95, 1_000, false), (.atMost, "9.5", 95, 1_000, true),
            (.less, "9.5", 94, 1_000, true), (.atLeast, "19.0", 19, 100, true),
            (.greater, "19.0", 19, 100, false), (.equal, "19.0", 19, 100, true),
            // 0.1 + 0.2: no double is in between.
            (.equal, "0.3", 3, 1_000, true), (.atLeast, "33.333333333", 1, 3, true),
            (.atLeast, "33.333333334", 1, 3, false), (.atMost, "33.333333333", 1, 3, false),
            // Beyond 2^53, where doubles would call them equal.
            (.greater, "100", 9_007_199_254_740_993, 9_007_199_254_740_992, true),
            (.atLeast, "-1", 0, 1, true), (.atMost, "0", 0, 7, true),
        ] as [(Comparison, String, Int64, Int64, Bool)])
    func targets(
        comparison: Comparison, value: String, numerator: Int64, denominator: Int64, isMet: Bool
    ) throws {
        let target = Target(
            indicator: "rate", unitID: "VN", year: 2024, comparison: comparison,
            value: try #require(Decimal(value)), quoteVI: "")
        let figure = Self.figure(
            Self.indicator([0], [1]), Self.totals([numerator, denominator]), target)
        #expect(figure.target?.isMet == isMet)
    }

    @Test("without a value a target is neither met nor missed")
    func unknown() {
        let target = Target(
            indicator: "rate", unitID: "VN", year: 2024, comparison: .atLeast, value: 1,
            quoteVI: "")
        for sums in [[nil, 1], [1, nil], [1, 0]] as [[Int64?]] {
            let figure = Self.figure(Self.indicator([0], [1]), Self.totals(sums), target)
            #expect(figure.target != nil && figure.target?.isMet == nil)
        }
    }

    /// A moves from P to Q in July 2024.
    private static func registry(_ targets: [(String, Int)]) -> Registry {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("P", .province, in: "VN")
        country.unit("Q", .province, in: "VN")
        country.unit("A", .commune, in: "P", through: "2024-06-30")
        country.unit("A", .commune, in: "Q", from: "2024-07-01")
        country.unit("OLD", .commune, in: "P", through: "2024-03-31")
        country.link("OLD", .merge, into: "A", on: "2024-04-01")
        return country.registry(
            SampleForm.catalogue(
                indicators: [indicator([0], [1])],
                targets: targets.map { unit, year in
                    Target(
                        indicator: "rate", unitID: unit, year: year, comparison: .atLeast,
                        value: Decimal(mantissa: Int64(year), scale: 0), quoteVI: unit)
                }))
    }

    @Test(
        "the nearest target upwards counts; the next year's only if none has the year's",
        arguments: [
            ([("VN", 2024), ("P", 2024)], "A", "2024-01", "P", 2024),
            ([("VN", 2024), ("P", 2024)], "A", "2024", "VN", 2024),
            ([("VN", 2024), ("A", 2025)], "A", "2024", "VN", 2024),
            ([("VN", 2025), ("A", 2025)], "A", "2024", "A", 2025),
            ([("VN", 2025), ("Q", 2025)], "A", "2024-Q1", "VN", 2025),
            ([("VN", 2025), ("Q", 2025)], "A", "2024-Q3", "Q", 2025),
            ([("VN", 2023)], "A", "2024", nil, 0), ([("VN", 2026)], "A", "2024", nil, 0),
            ([("A", 2024)], "VN", "2024", nil, 0), ([("A", 2024)], "OLD", "2024-Q1", nil, 0),
            ([("P", 2024)], "OLD", "2024-Q1", "P", 2024),
        ] as [([(String, Int)], String, String, String?, Int)])
    func nearest(
        targets: [(String, Int)], unit: String, code: String, from: String?, year: Int
    ) throws {
        let registry = Self.registry(targets)
        let number = try #require(registry.units.number(ofID: unit))
        let indicator = try #require(registry.catalogue.indicator("rate"))
        let today = try #require(Day(iso: "2030-01-01"))
        let found = registry.target(
            of: indicator, for: number, in: period(code), today: today)
        #expect(found?.unitID == from)
        if let found { #expect(found.year == year) }
    }
}

@Suite struct DecimalTests {
    @Test(
        "a decimal is written as it was read",
        arguments: ["0", "1", "-1", "0.4", "0.25", "-0.05", "12.000000001", "999999999.5"])
    func text(text: String) {
        #expect(Decimal(text)?.text == text)
    }

    @Test(
        "a decimal is read exactly, without zeros at its end",
        arguments: [
            ("80", 80, 0), ("9.5", 95, 1), ("19.0", 19, 0), ("-0.25", -25, 2), ("0", 0, 0),
            ("0.000", 0, 0), ("100", 100, 0), ("999999999.999999999", 999_999_999_999_999_999, 9),
            ("1.10", 11, 1), ("007", 7, 0), ("-0", 0, 0),
        ] as [(String, Int64, Int)])
    func read(text: String, mantissa: Int64, scale: Int) {
        #expect(Decimal(text) == Decimal(mantissa: mantissa, scale: scale))
        #expect(Decimal(text)?.mantissa == mantissa && Decimal(text)?.scale == scale)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "-", ".", "1.", ".5", "1.2.3", "1e2", "+1", "--1", "1,5", " 1", "0x1",
            "1234567890", "1.1234567890", "NaN", "٣",
        ])
    func refused(text: String) {
        #expect(Decimal(text) == nil)
    }

    @Test(
        "more digits than nine are rounded half up where that is asked for",
        arguments: [
            ("0.3333333333333333", "0.333333333"), ("0.6666666666", "0.666666667"),
            ("-0.0000000005", "-0.000000001"), ("0.9999999995", "1"), ("0.25", "0.25"),
            ("7", "7"), ("0.1234567890", "0.123456789"), ("0.123456789x", nil), ("0.", nil),
        ] as [(String, String?)])
    func rounded(text: String, expected: String?) {
        #expect(Decimal(rounding: text)?.text == expected)
    }

    @Test("its double is the nearest one")
    func double() {
        #expect(Decimal("9.5")?.double == 9.5)
        #expect(Decimal("0.1")?.double == 0.1)
        #expect(Decimal("32")?.double == 32)
    }
}

@Suite struct VietnameseTextTests {
    @Test(
        "marks are taken off, composed or not",
        arguments: [
            ("Bắc Quang", "bac quang"), ("ĐỒNG NAI", "dong nai"), ("Đắk Lắk", "dak lak"),
            ("Thừa Thiên Huế", "thua thien hue"), ("Bắc Giang".decomposed, "bac giang"),
            ("Lý Sơn", "ly son"), ("Ứng Hoà", "ung hoa"), ("Quỳ Hợp", "quy hop"), ("", ""),
            ("Ea H'leo 1", "ea h'leo 1"), ("ẵẫẽĩõỗỡũữỹ", "aaeiooouuy"),
        ])
    func folded(text: String, expected: String) {
        #expect(VietnameseText.folded(text) == expected)
    }
}

extension String {
    /// «ắ» as a letter and two marks, as some keyboards type it.
    fileprivate var decomposed: String {
        replacing("ắ", with: "a\u{0306}\u{0301}")
    }
}
