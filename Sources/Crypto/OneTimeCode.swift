/// The codes of authenticator programs: six digits from a shared secret and the half minute
/// (RFC 6238 over RFC 4226 §5.3).
public enum OneTimeCode {
    public static let secretLength = 20
    public static let digitCount = 6
    public static let stepSeconds: Int64 = 30
    private static let modulus: UInt32 = 1_000_000

    public static func step(atMilliseconds now: Int64) -> Int64 {
        now / (stepSeconds * 1_000)
    }

    public static func text(secret: [UInt8], step: Int64) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - $0 * 8)) }
        let digest = HMACSHA1.code(for: counter, key: secret)
        let start = Int((digest.last ?? 0) & 15)
        let word = digest[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let digits = String((word & 0x7FFF_FFFF) % modulus)
        return String(repeating: "0", count: digitCount - digits.count) + digits
    }

    /// The step that a code is of: this half minute's, the one before or the one after, because
    /// clocks differ (§5.2). Nil for a wrong code and for steps that were used before.
    public static func step(
        of code: String, secret: [UInt8], atMilliseconds now: Int64, after used: Int64
    ) -> Int64? {
        let sent = Array(code.utf8)
        let present = step(atMilliseconds: now)
        var found: Int64?
        for step in (present - 1)...(present + 1) {
            let isRight = isEqualInConstantTime(
                sent, Array(text(secret: secret, step: step).utf8))
            if isRight, step > used, found == nil { found = step }
        }
        return found
    }
}
