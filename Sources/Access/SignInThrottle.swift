import Synchronization

/// Makes guessing at the sign-in slow: after some failures from one address, or for one account,
/// every further try has to wait, each time twice as long.
///
/// While a wait is on, a try is turned away without being looked at, so that it tells nothing
/// about the secret; it does not prolong the wait. A try counts as failed from its beginning
/// until it is known to have succeeded, or many at once would all come before the first failure.
public final class SignInThrottle: Sendable {
    /// What failures are counted by.
    public enum Key: Hashable, Sendable {
        case address(String)
        case account(String)
    }

    private struct Record {
        var failureCount = 0
        var lastAt: Int64 = 0
        /// No try is looked at before this time.
        var nextAt: Int64 = 0
    }

    /// Typing errors that cost nothing.
    public static let freeFailureCount = 5
    /// The wait after the last of them.
    public static let waitMilliseconds: Int64 = 5_000
    /// No wait is longer; whoever shares an address with a guesser must get in some day.
    public static let waitMillisecondsMax: Int64 = 900_000
    /// Failures older than this are forgotten.
    public static let memoryMilliseconds: Int64 = 3_600_000
    /// Keys that are remembered; with more, the half that failed longest ago is forgotten.
    static let keyCountMax = 8_192

    private let clock: @Sendable () -> Int64
    private let records = Mutex<[Key: Record]>([:])

    /// - Parameter clock: milliseconds UTC.
    public init(clock: @escaping @Sendable () -> Int64) {
        self.clock = clock
    }

    /// Begins a try.
    ///
    /// - Returns: nil if it may be looked at; otherwise after how many seconds the next one may,
    ///   at least 1.
    public func begin(_ keys: [Key]) -> Int64? {
        let now = clock()
        return records.withLock { records in
            let next = keys.compactMap { records[$0]?.nextAt }.max() ?? 0
            guard next <= now else { return (next - now + 999) / 1_000 }
            for key in keys { Self.countFailure(of: key, now, &records) }
            return nil
        }
    }

    /// The try that was begun has succeeded: what failed before was a person's error.
    public func succeeded(_ keys: [Key]) {
        records.withLock { records in
            for key in keys { records[key] = nil }
        }
    }

    private static func countFailure(of key: Key, _ now: Int64, _ records: inout [Key: Record]) {
        var record = records[key] ?? Record()
        if now - record.lastAt > memoryMilliseconds { record = Record() }
        record.failureCount += 1
        record.lastAt = now
        record.nextAt = now + wait(afterFailures: record.failureCount)
        records[key] = record
        if records.count > keyCountMax { forgetOldest(&records) }
    }

    static func wait(afterFailures count: Int) -> Int64 {
        guard count >= freeFailureCount else { return 0 }
        // A shift by 20 is a wait of two months: the limit came long before.
        let doublings = min(20, count - freeFailureCount)
        return min(waitMillisecondsMax, waitMilliseconds << doublings)
    }

    /// Halving at once keeps the ordering by age off the common path.
    private static func forgetOldest(_ records: inout [Key: Record]) {
        let oldest = records.sorted { $0.value.lastAt < $1.value.lastAt }
        for (key, _) in oldest.prefix(keyCountMax / 2) { records[key] = nil }
    }

    /// How many keys are remembered.
    var keyCount: Int { records.withLock(\.count) }
}
