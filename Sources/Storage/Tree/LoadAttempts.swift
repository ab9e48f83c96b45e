import Kernel
import SQLite

/// How long an answer waits for what it read to be published.
///
/// The writer publishes within moments what it has committed. A report that stays newer than the
/// journal is one that the journal has lost: it must not hold a reader for ever.
struct LoadAttempts {
    /// More loads than one are needed where the writer had committed what was read and not yet
    /// published it, or an import or an eviction came in between.
    private static let countMin = 8
    private static let durationMilliseconds: Int64 = 2_000

    private let beganMilliseconds = SystemTime.monotonicMilliseconds()
    private var count = 0

    /// Call before each load.
    mutating func begin() throws(DatabaseError) {
        count += 1
        guard
            count > Self.countMin,
            SystemTime.monotonicMilliseconds() - beganMilliseconds > Self.durationMilliseconds
        else { return }
        throw DatabaseError(
            .corrupt, message: "a report is newer than the journal; run mebe verify")
    }
}
