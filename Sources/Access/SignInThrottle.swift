import Synchronization

/// Makes guessing at the sign-in slow: after some failures from one address, or for one account,
/// every further try has to wait, each time twice as long.
///
/// While a wait is on, a try is turned away without being looked at, so that it tells nothing
/// about the secret; it does not prolong the wait. A success takes nothing off what failed: who
/// has one valid secret could otherwise guess at others between uses of it. Time alone does, so
/// that the typing errors of many people behind one address do not add up for ever.
public final class SignInThrottle: Sendable {
    /// What failures are counted by.
    public enum Key: Hashable, Sendable {
        case address(String)
        case account(String)
    }

    fileprivate struct Record {
        var failureCount = 0
        /// Tries that are looked at now.
        var openCount = 0
        /// Failures fade from here on.
        var since: Int64
        /// No try is looked at before this time.
        var nextAt: Int64 = 0
    }

    /// Typing errors that cost nothing.
    public static let freeFailureCount = 5
    /// The wait after the last of them.
    public static let waitMilliseconds: Int64 = 5_000
    /// No wait is longer; whoever shares an address with a guesser must get in some day.
    public static let waitMillisecondsMax: Int64 = 900_000
    /// After each such time one failure less is remembered.
    public static let fadeMilliseconds: Int64 = 600_000
    /// Tries of one key that may be looked at at once: a room full of people who sign in at the
    /// beginning of a lesson. A guesser's come before the first failure, once.
    public static let openCountMax = 64
    /// More failures beyond the free ones are not told apart: the wait is the longest by then.
    fileprivate static let failureCountMax = 11
    /// Keys that are remembered; with more, the half that began to fade first is forgotten.
    static let keyCountMax = 8_192

    private let clock: @Sendable () -> Int64
    private let freeFailureCount: Int
    private let records = Mutex<[Key: Record]>([:])

    /// - Parameters:
    ///   - freeFailureCount: failures that cost nothing.
    ///   - clock: milliseconds that only go forward; a wait must not depend on what somebody
    ///     sets the time of day to.
    public init(
        freeFailureCount: Int = SignInThrottle.freeFailureCount,
        clock: @escaping @Sendable () -> Int64 = SignInThrottle.steadyMilliseconds
    ) {
        self.freeFailureCount = freeFailureCount
        self.clock = clock
    }

    private static let start = ContinuousClock.now

    /// Milliseconds since the first call.
    @Sendable public static func steadyMilliseconds() -> Int64 {
        let (seconds, attoseconds) = start.duration(to: .now).components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }

    /// Begins a try; `end` has to follow if it may be looked at.
    ///
    /// - Returns: nil if it may be looked at; otherwise after how many seconds the next one may,
    ///   at least 1.
    public func begin(_ keys: [Key]) -> Int64? {
        let now = clock()
        return records.withLock { records in
            let known = keys.compactMap { records[$0] }
            let next = known.map(\.nextAt).max() ?? 0
            guard next <= now else { return (next - now + 999) / 1_000 }
            guard known.allSatisfy({ $0.openCount < Self.openCountMax }) else { return 1 }
            for key in keys { records[key, default: Record(since: now)].openCount += 1 }
            if records.count > Self.keyCountMax { Self.forgetOldest(&records) }
            return nil
        }
    }

    /// The try that was begun is over; it has failed only if its secret was wrong.
    public func end(_ keys: [Key], failed: Bool) {
        let now = clock()
        records.withLock { records in
            for key in keys {
                // A flood of keys may have made it forgotten meanwhile.
                var record = records[key] ?? Record(since: now)
                record.openCount = max(0, record.openCount - 1)
                record.fade(until: now)
                if failed { record.fail(at: now, free: freeFailureCount) }
                records[key] = record.isEmpty ? nil : record
            }
        }
    }

    static func wait(
        afterFailures count: Int, free freeFailureCount: Int = SignInThrottle.freeFailureCount
    ) -> Int64 {
        guard count >= freeFailureCount else { return 0 }
        // A shift by 20 is a wait of two months: the limit came long before.
        let doublings = min(20, count - freeFailureCount)
        return min(waitMillisecondsMax, waitMilliseconds << doublings)
    }

    /// Halving at once keeps the ordering by age off the common path.
    private static func forgetOldest(_ records: inout [Key: Record]) {
        let oldest = records.sorted { $0.value.since < $1.value.since }
        for (key, _) in oldest.prefix(keyCountMax / 2) { records[key] = nil }
    }

    /// How many keys are remembered.
    var keyCount: Int { records.withLock(\.count) }
}

extension SignInThrottle.Record {
    fileprivate var isEmpty: Bool {
        failureCount == 0 && openCount == 0
    }

    fileprivate mutating func fade(until now: Int64) {
        let count = (now - since) / SignInThrottle.fadeMilliseconds
        failureCount = Int(max(0, Int64(failureCount) - count))
        since = failureCount == 0 ? now : since + count * SignInThrottle.fadeMilliseconds
    }

    fileprivate mutating func fail(at now: Int64, free: Int) {
        failureCount = min(failureCount + 1, free + SignInThrottle.failureCountMax)
        nextAt = now + SignInThrottle.wait(afterFailures: failureCount, free: free)
    }
}
