internal import Kernel
internal import Synchronization

/// Passes on one event of each kind in a minute and counts the others, so that whoever makes
/// the server report something cannot fill its log.
final class EventThrottle: Sendable {
    private struct Kind {
        var nextMilliseconds: Int64
        var heldBackCount = 0
    }

    private static let intervalMilliseconds: Int64 = 60_000
    private let log: @Sendable (ServerEvent) -> Void
    private let kinds = Mutex<[String: Kind]>([:])

    init(_ log: @escaping @Sendable (ServerEvent) -> Void) {
        self.log = log
    }

    func report(
        _ event: ServerEvent, atMilliseconds now: Int64 = SystemTime.monotonicMilliseconds()
    ) {
        let heldBackCount: Int? = kinds.withLock { kinds in
            if let kind = kinds[event.kind], now < kind.nextMilliseconds {
                kinds[event.kind]?.heldBackCount += 1
                return nil
            }
            let count = kinds[event.kind]?.heldBackCount ?? 0
            kinds[event.kind] = Kind(nextMilliseconds: now + Self.intervalMilliseconds)
            return count
        }
        guard let heldBackCount else { return }
        if heldBackCount > 0 { log(.repeated(kind: event.kind, count: heldBackCount)) }
        log(event)
    }
}
