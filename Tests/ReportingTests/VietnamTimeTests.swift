import Reporting
import ReportingFixtures
import Testing

@Suite struct VietnamTimeTests {
    @Test(
        "an instant has its day in Vietnam",
        arguments: [
            (0, "1970-01-01"), (61_199_999, "1970-01-01"), (61_200_000, "1970-01-02"),
            (-25_200_000, "1970-01-01"), (-25_200_001, "1969-12-31"), (-1, "1970-01-01"),
            (1_709_139_599_999, "2024-02-28"), (1_709_139_600_000, "2024-02-29"),
        ] as [(Int64, String)])
    func days(instant: Int64, day: String) {
        #expect(VietnamTime.day(ofMilliseconds: instant).iso == day)
    }

    @Test("a day begins at 17:00 UTC of the day before")
    func starts() {
        #expect(VietnamTime.start(of: day("1970-01-02")) == 61_200_000)
        for number in stride(from: -800_000, through: 2_900_000, by: 12_345) {
            let start = VietnamTime.start(of: Day(number: number))
            #expect(VietnamTime.day(ofMilliseconds: start).number == number)
            #expect(VietnamTime.day(ofMilliseconds: start - 1).number == number - 1)
        }
    }

    @Test(
        "an instant is read with its offset",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T07:00:00+07:00", 0),
            ("1969-12-31T17:00:00-07:00", 0), ("1970-01-01T00:00:00.5Z", 500),
            ("1970-01-01T00:00:00.123456789Z", 123), ("1970-01-01T00:00:00.007+00:00", 7),
            ("2024-01-30T13:53:44+07:00", 1_706_597_624_000),
            ("2024-02-29T23:59:59-00:30", 1_709_252_999_000),
            ("1969-12-31T23:59:59.999Z", -1),
        ] as [(String, Int64)])
    func read(text: String, instant: Int64) {
        #expect(VietnamTime.milliseconds(iso: text) == instant)
    }

    @Test(
        "anything else is refused, a missing offset too",
        arguments: [
            "", "2024-01-30", "2024-01-30T13:53:44", "2024-01-30 13:53:44Z", "2024-01-30T13:53Z",
            "2024-01-30T24:00:00Z", "2024-01-30T13:60:00Z", "2024-01-30T13:53:60Z",
            "2024-02-30T13:53:44Z", "2024-01-30T13:53:44.Z", "2024-01-30T13:53:44.1234567890Z",
            "2024-01-30T13:53:44+7:00", "2024-01-30T13:53:44+0700", "2024-01-30T13:53:44+07",
            "2024-01-30T13:53:44+15:00", "2024-01-30T13:53:44+07:60", "2024-01-30T13:53:44*07:00",
            "2024-01-30T13:53:44Zz", "2024-01-30T13:53:44.5", "2024-01-30T1é:53:44+07:00",
        ])
    func refused(text: String) {
        #expect(VietnamTime.milliseconds(iso: text) == nil)
    }

    @Test("what is written is read back")
    func roundTrip() {
        for seconds in stride(from: Int64(-3_000_000_000), to: 5_000_000_000, by: 99_999_989) {
            let text = VietnamTime.iso(ofMilliseconds: seconds * 1_000)
            #expect(VietnamTime.milliseconds(iso: text) == seconds * 1_000, "\(text)")
        }
        #expect(VietnamTime.iso(ofMilliseconds: 1_706_597_624_999) == "2024-01-30T13:53:44+07:00")
    }
}
