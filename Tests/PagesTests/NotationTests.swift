import Reporting
import Testing

@testable import Pages

@Suite("Notation") struct NotationTests {
    private let vietnamese = Wording(.vietnamese)
    private let english = Wording(.english)

    @Test(
        "Counts have a mark between thousands",
        arguments: [
            (0, "0", "0"), (999, "999", "999"), (1_580, "1.580", "1,580"),
            (14_687, "14.687", "14,687"), (100_000, "100.000", "100,000"),
            (1_000_000, "1.000.000", "1,000,000"), (-1_580, "−1.580", "−1,580"),
        ])
    func counts(number: Int, inVietnamese: String, inEnglish: String) {
        #expect(vietnamese.count(number) == inVietnamese)
        #expect(english.count(number) == inEnglish)
    }

    @Test(
        "Rates are rounded half up from the integers",
        arguments: [
            // The plan of Bắc Quang: 78 of 1579, 425 of 1580, 14.687 of 21.922.
            (78, 1_579, 100, 49), (425, 1_580, 100, 269), (14_687, 21_922, 100, 670),
            // Exact halves, which a double may hold a hair too low.
            (1, 8, 10, 13), (1, 400, 100, 3), (3, 400, 100, 8), (1, 2_000, 100, 1),
            (23, 2_000, 100, 12), (229, 2_000, 100, 115),
            (0, 1_580, 100_000, 0), (1, 1_580, 100_000, 633),
            (1_572, 1_572, 100, 1_000), (1_999, 2_000, 100, 1_000),
        ])
    func rounding(numerator: Int, denominator: Int, per: Int64, tenths: Int64) {
        let rate = Rate(
            numerator: Amount(numerator), denominator: Amount(denominator), per: per,
            unit: .percent,
            measure: .share)
        #expect(rate.tenths == tenths)
    }

    @Test("A rate of a whole country's years does not overflow")
    func wideRate() {
        let births = 99_999_999 * 10_598 * 12
        let rate = Rate(
            numerator: Amount(births), denominator: Amount(births), per: 100_000,
            unit: .perHundredThousand,
            measure: .share)
        #expect(rate.tenths == 1_000_000)
    }

    @Test("A rate over nothing has no value, and is not zero")
    func nothing() {
        let rate = Rate(numerator: 0, denominator: 0, per: 100, unit: .percent, measure: .share)
        #expect(rate.tenths == nil && rate.value == nil && rate.interval == nil)
        #expect(vietnamese.full(rate) == "–")
    }

    @Test("Values carry the unit of their kind")
    func units() {
        func rate(_ unit: Rate.Unit, per: Int64) -> Rate {
            Rate(numerator: 11, denominator: 1_580, per: per, unit: unit, measure: .share)
        }
        #expect(vietnamese.full(rate(.percent, per: 100)) == "0,7 %")
        #expect(vietnamese.full(rate(.perThousand, per: 1_000)) == "7,0 ‰")
        #expect(vietnamese.full(rate(.perHundredThousand, per: 100_000)) == "696,2 / 100.000")
        #expect(english.full(rate(.per, per: 100)) == "0.7")
        #expect(vietnamese.full(Rate(count: 1_580)) == "1.580")
        #expect(vietnamese.fraction(rate(.percent, per: 100)) == "11/1.580")
    }

    @Test(
        "Written figures keep the decimals they were given",
        arguments: [
            ("80", "80"), ("9.5", "9,5"), ("19.0", "19"), ("0.05", "0,05"), ("1250", "1.250"),
        ])
    func written(text: String, shown: String) throws {
        let number = try #require(Decimal(text))
        #expect(vietnamese.written(number) == shown)
    }

    @Test("Dates are day, month, year; moments are Vietnam's")
    func dates() throws {
        let day = try #require(Day(iso: "2024-01-30"))
        #expect(vietnamese.date(day) == "30/01/2024")
        let late = try #require(VietnamTime.milliseconds(iso: "2024-01-30T18:05:59Z"))
        #expect(vietnamese.moment(late) == "01:05 31/01/2024")
    }

    @Test(
        "Periods have names in both languages",
        arguments: [
            ("2024-01", "tháng 01/2024", "01/2024"),
            ("2024-Q2", "quý II năm 2024", "quarter II of 2024"),
            ("2024-H1", "6 tháng đầu năm 2024", "first half of 2024"),
            ("2024-H2", "6 tháng cuối năm 2024", "second half of 2024"),
            ("2024-9M", "9 tháng đầu năm 2024", "first nine months of 2024"),
            ("2024", "năm 2024", "2024"),
            ("2024-05/ytd", "5 tháng từ đầu năm 2024", "2024 to the end of month 5"),
        ])
    func periods(code: String, inVietnamese: String, inEnglish: String) throws {
        let period = try #require(Period(code: code))
        #expect(vietnamese.name(period) == inVietnamese)
        #expect(english.name(period) == inEnglish)
    }
}
