import HTTPWire
import Testing

struct HTTPDateTests {
    let now: Int64 = 1_700_000_000

    @Test(
        "dates are written as IMF-fixdate and read back",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (-62_167_219_200, "Sat, 01 Jan 0000 00:00:00 GMT"),
        ] as [(Int64, String)])
    func written(_ time: Int64, _ text: String) {
        #expect(HTTPDate.string(epochSeconds: time) == text)
        #expect(HTTPDate.parse(text, now: now) == time)
    }

    @Test(
        "all three formats are read",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ])
    func formats(_ text: String) {
        #expect(HTTPDate.parse(text, now: now) == 784_111_777)
    }

    @Test("a two-digit year is at most fifty years ahead")
    func century() {
        #expect(HTTPDate.parse("Sunday, 06-Nov-73 08:49:37 GMT", now: now) ?? 0 > now)
        #expect(HTTPDate.parse("Sunday, 06-Nov-74 08:49:37 GMT", now: now) ?? now < 200_000_000)
    }

    @Test(
        "no dates",
        arguments: [
            "", "yesterday", "Sun, 31 Feb 2000 00:00:00 GMT", "Sun, 29 Feb 1900 00:00:00 GMT",
            "Sun, 00 Jan 2000 00:00:00 GMT", "sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun Nov 6 08:49:37 1994", "Xxx, 06 Nov 1994 08:49:37 GMT",
        ])
    func malformed(_ text: String) {
        #expect(HTTPDate.parse(text, now: now) == nil)
    }

    @Test("days of eight centuries are written and read back")
    func days() {
        for day in stride(from: Int64(-140_000), to: 152_000, by: 17) {
            let time = day * 86_400 + 3_661
            if HTTPDate.parse(HTTPDate.string(epochSeconds: time), now: now) != time {
                Issue.record("day \(day)")
                return
            }
        }
    }
}
