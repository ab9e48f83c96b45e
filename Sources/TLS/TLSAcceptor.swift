internal import Synchronization

/// The context that new connections begin with; it can be replaced while a server runs, and
/// connections that are open keep theirs.
public final class TLSAcceptor: Sendable {
    private let current: Mutex<TLSContext>

    public init(_ context: TLSContext) {
        current = Mutex(context)
    }

    public var context: TLSContext {
        current.withLock { $0 }
    }

    public func use(_ context: TLSContext) {
        current.withLock { $0 = context }
    }
}
