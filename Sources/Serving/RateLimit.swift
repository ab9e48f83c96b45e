/// So many requests a second in the mean, and so many at once after a rest: a token bucket.
///
/// The bucket is one number, the time at which it will be full again (the generic cell rate
/// algorithm, ITU-T I.371). Taking a token moves that time on by the time a token needs to come
/// back, and is refused when it would lie further ahead than a whole bucket needs.
public struct RateLimit: Sendable {
    private let intervalNanoseconds: Int64
    private let bucketNanoseconds: Int64

    /// A bucket that has not been used.
    public static let full = Int64.min

    /// - Parameters:
    ///   - perSecond: how many tokens come back in a second.
    ///   - burst: how many the bucket holds.
    public init(perSecond: Int, burst: Int) {
        precondition(perSecond > 0 && burst > 0, "a limit of nothing admits nothing")
        intervalNanoseconds = max(1, 1_000_000_000 / Int64(perSecond))
        let (length, isTooLong) = intervalNanoseconds.multipliedReportingOverflow(by: Int64(burst))
        // More than a century is as good as no end, and leaves room to add a time to it.
        bucketNanoseconds = isTooLong ? .max / 2 : min(length, .max / 2)
    }

    /// Takes a token.
    ///
    /// - Parameters:
    ///   - fullAt: the bucket.
    ///   - now: nanoseconds of a clock that only goes forward.
    /// - Returns: nil, or how many whole seconds later the next token is there, at least 1.
    public func take(from fullAt: inout Int64, now: Int64) -> Int64? {
        let next = max(fullAt, now) + intervalNanoseconds
        let wait = next - now - bucketNanoseconds
        guard wait > 0 else {
            fullAt = next
            return nil
        }
        return (wait + 999_999_999) / 1_000_000_000
    }
}
