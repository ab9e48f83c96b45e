import CSQLite

/// How far a checkpoint goes, and whom it waits for.
public enum CheckpointMode: Sendable {
    /// Copies what no reader still needs, and waits for nobody.
    case passive
    /// Waits for writers and old readers, then copies everything.
    case full
    /// As `full`, and then the next writer begins the WAL anew.
    case restart
    /// As `restart`, and the WAL file is cut to nothing.
    case truncate
}

/// What a checkpoint found and did.
public struct CheckpointResult: Hashable, Sendable {
    /// Pages in the WAL.
    public let pageCount: Int
    /// Those of them that are in the database file by now.
    public let copiedPageCount: Int
    /// Whether nothing is left to copy.
    public var isComplete: Bool { pageCount == copiedPageCount }
}

/// Moving the WAL into the database file.
extension Connection {
    /// Copies committed pages from the WAL into the database file and flushes it.
    ///
    /// Meant for a connection of its own, so that no commit waits for it
    /// (<https://www.sqlite.org/c3ref/wal_checkpoint_v2.html>). Every mode but `passive`
    /// throws `.busy` when others did not give way within the busy timeout.
    @discardableResult
    public func checkpoint(_ mode: CheckpointMode) throws(DatabaseError) -> CheckpointResult {
        var pageCount: Int32 = 0
        var copiedPageCount: Int32 = 0
        try check(
            unsafe sqlite3_wal_checkpoint_v2(
                handle, "main", mode.flag, &pageCount, &copiedPageCount))
        // Both are -1 without a WAL.
        return CheckpointResult(
            pageCount: max(0, Int(pageCount)), copiedPageCount: max(0, Int(copiedPageCount)))
    }
}

extension CheckpointMode {
    fileprivate var flag: Int32 {
        switch self {
        case .passive: SQLITE_CHECKPOINT_PASSIVE
        case .full: SQLITE_CHECKPOINT_FULL
        case .restart: SQLITE_CHECKPOINT_RESTART
        case .truncate: SQLITE_CHECKPOINT_TRUNCATE
        }
    }
}
