/// Instants, and their days in Vietnam, which keeps UTC+7 all year.
public enum VietnamTime {
    public static let offsetSeconds: Int64 = 7 * 3_600

    /// The day in Vietnam of an instant in milliseconds since 1970-01-01T00:00:00Z.
    public static func day(ofMilliseconds instant: Int64) -> Day {
        let seconds = floorDivision(instant, 1_000) + offsetSeconds
        return Day(number: Int(floorDivision(seconds, 86_400)))
    }

    /// The first instant (milliseconds, UTC) of a day in Vietnam.
    public static func start(of day: Day) -> Int64 {
        (Int64(day.number) * 86_400 - offsetSeconds) * 1_000
    }

    /// `2024-01-30T13:53:44+07:00`: what people and `received_at` columns read.
    public static func iso(ofMilliseconds instant: Int64) -> String {
        let seconds = floorDivision(instant, 1_000) + offsetSeconds
        let ofDay = Int(seconds - floorDivision(seconds, 86_400) * 86_400)
        let parts = (ofDay / 3_600, ofDay / 60 % 60, ofDay % 60)
        var text = day(ofMilliseconds: instant).iso
        text.reserveCapacity(isoLength)
        text += "T"
        text += Digits.padded(parts.0, 2)
        text += ":"
        text += Digits.padded(parts.1, 2)
        text += ":"
        text += Digits.padded(parts.2, 2)
        text += "+07:00"
        return text
    }

    private static let isoLength = 25

    /// Reads ISO 8601 with an offset (`2024-01-30T13:53:44+07:00`, `…Z`, seconds' fraction
    /// allowed), in milliseconds UTC; nil for anything else, a missing offset too.
    public static func milliseconds(iso text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"),
            let day = Day(iso: String(decoding: bytes[..<10], as: UTF8.self)),
            let time = clockSeconds(bytes[11..<19])
        else { return nil }
        guard let (fraction, offsetStart) = fractionMilliseconds(bytes, from: 19),
            let offset = offsetSeconds(bytes[offsetStart...])
        else { return nil }
        return (Int64(day.number) * 86_400 + Int64(time - offset)) * 1_000 + Int64(fraction)
    }

    private static func clockSeconds(_ bytes: ArraySlice<UInt8>) -> Int? {
        let parts = String(decoding: bytes, as: UTF8.self)
            .split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = Digits.number(parts[0]), hour < 24,
            let minute = Digits.number(parts[1]), minute < 60,
            let second = Digits.number(parts[2]), second < 60
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    private static func fractionMilliseconds(
        _ bytes: [UInt8], from start: Int
    ) -> (Int, Int)? {
        guard bytes[start] == UInt8(ascii: ".") else { return (0, start) }
        var end = start + 1
        while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
        guard (1...9).contains(end - start - 1) else { return nil }
        let digits = bytes[(start + 1)..<end].prefix(3).map { Int($0 - 0x30) }
        let padded = digits + Array(repeating: 0, count: 3 - digits.count)
        return (padded[0] * 100 + padded[1] * 10 + padded[2], end)
    }

    private static func offsetSeconds(_ bytes: ArraySlice<UInt8>) -> Int? {
        let text = String(decoding: bytes, as: UTF8.self)
        if text == "Z" { return 0 }
        let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard text.hasPrefix("+") || text.hasPrefix("-"), parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 }),
            let hours = Digits.number(parts[0]), hours <= 14,
            let minutes = Digits.number(parts[1]), minutes < 60
        else { return nil }
        let size = hours * 3_600 + minutes * 60
        return text.hasPrefix("-") ? -size : size
    }

    private static func floorDivision(_ a: Int64, _ b: Int64) -> Int64 {
        a >= 0 ? a / b : -((-a + b - 1) / b)
    }
}
