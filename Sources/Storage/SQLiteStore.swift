public import Kernel
public import Reporting
import SQLite
import Synchronization

/// Reports in one SQLite file: one writer with group commit, two readers, a checkpointer, and
/// the sums in memory.
public final class SQLiteStore: ReportStore {
    let writer: Writer
    let readers: Readers
    let tree: AggregationTree
    private let checkpointer: Checkpointer
    let scopes = ScopeCache()
    let folder: DataFolder
    /// Which database this is: another one after a restore, when seqs are used again.
    public let databaseID: String
    private let clock: @Sendable () -> Int64

    /// Opens the folder's database, makes or updates its schema, and starts the threads.
    ///
    /// - Parameter clock: milliseconds UTC.
    public init(
        folder: DataFolder,
        clock: @escaping @Sendable () -> Int64 = { SystemTime.wallMilliseconds() }
    ) throws(StoreError) {
        self.clock = clock
        self.folder = folder
        let connection = try Self.open(folder)
        let edition = try Edition.load(from: connection)
        let seq: Int64
        let closings: Closings
        do throws(DatabaseError) {
            seq = try Journal.lastSeq(in: connection)
            closings = try ClosingTable.inForce(edition: edition, in: connection)
            databaseID = try DatabaseIdentity.id(in: connection)
        } catch {
            throw .database(error, while: "reading the journal")
        }
        let tree = AggregationTree(
            edition: edition, seq: seq, closings: closings,
            today: VietnamTime.day(ofMilliseconds: clock()))
        let checkpointer = try Checkpointer(databasePath: folder.database)
        self.tree = tree
        self.checkpointer = checkpointer
        readers = try Readers(databasePath: folder.database)
        writer = try Writer(
            connection: connection, tree: tree, clock: clock,
            didCommit: { checkpointer.note() })
    }

    /// The heads of some forty months of the country's communes, which reports of any time are
    /// written into.
    private static let writerCacheByteCount = 32 << 20

    private static func open(_ folder: DataFolder) throws(StoreError) -> sending Connection {
        do throws(DatabaseError) {
            let connection = try Connection(path: folder.database, mode: .readWriteCreate)
            try connection.setAutocheckpoint(pageCount: 0)
            try connection.setPageCache(byteCount: writerCacheByteCount)
            try migrate(connection)
            return connection
        } catch {
            throw .database(error, while: "opening \(folder.database)")
        }
    }

    static func migrate(_ connection: borrowing Connection) throws(DatabaseError) {
        do throws(MigrationError) {
            try connection.migrate(DataFolder.migrations)
        } catch {
            throw DatabaseError(.error, message: "\(error)")
        }
    }

    /// Writes what is queued and closes the database. Blocks; nothing may be asked afterwards.
    public func close() {
        writer.stop()
        readers.stop()
        checkpointer.stop()
    }

    public var registry: Registry { tree.edition.registry }

    public var seq: Int64 { tree.seq }

    /// Milliseconds UTC.
    public var now: Int64 { clock() }

    /// The day in Vietnam.
    public var today: Day { VietnamTime.day(ofMilliseconds: now) }

    // MARK: Reports

    public func submit(_ submission: Submission) async throws(StoreError) -> Receipt {
        let edition = tree.edition
        guard submission.registryVersion == edition.registry.version,
            edition.index(of: submission.formVersion) != nil
        else { throw .outdated }
        return try await writer.write(
            .submission(
                submission,
                EncodedValues(
                    submission.values, of: submission.formVersion, edition: edition)))
    }

    public func act(_ act: ReviewAct) async throws(StoreError) -> Receipt {
        try await writer.write(.act(act))
    }

    public func report(_ key: ReportKey) async throws(StoreError) -> StoredReport? {
        let edition = tree.edition
        return try await readers.read { connection throws(DatabaseError) in
            guard let head = try Heads.head(of: key, edition: edition, in: connection) else {
                return nil
            }
            return StoredReport(
                latest: try Journal.revision(seq: head.seq, edition: edition, in: connection),
                receivedFirst: head.receivedFirst)
        }
    }

    public func reports(_ keys: [ReportKey]) async throws(StoreError) -> [StoredReport?] {
        let edition = tree.edition
        return try await readers.read(isLarge: keys.count > 1) {
            connection throws(DatabaseError) in
            try connection.transaction(.deferred) { () throws(DatabaseError) in
                try keys.map { key throws(DatabaseError) in
                    try Heads.head(of: key, edition: edition, in: connection).map {
                        head throws(DatabaseError) in
                        StoredReport(
                            latest: try Journal.revision(
                                seq: head.seq, edition: edition, in: connection),
                            receivedFirst: head.receivedFirst)
                    }
                }
            }
        }
    }

    public func revisions(of key: ReportKey) async throws(StoreError) -> [Revision] {
        let edition = tree.edition
        return try await readers.read { connection throws(DatabaseError) in
            var revisions: [Revision] = []
            var seq = try Heads.head(of: key, edition: edition, in: connection)?.seq
            while let one = seq {
                let revision = try Journal.revision(seq: one, edition: edition, in: connection)
                revisions.append(revision)
                seq = revision.previousSeq
            }
            return revisions.reversed()
        }
    }

    // MARK: Figures

    public func figures(_ queries: [AggregateQuery]) async throws(StoreError) -> Figures {
        let captures = tree.capture(queries, scopes: scopes, today: today)
        if captures.isCheap { return tree.compute(captures) }
        let isLarge = captures.missing.values.contains { $0.count > Self.largeFrom }
        return try await readers.read(isLarge: isLarge) {
            [tree, scopes, today] connection throws(DatabaseError) in
            try tree.whileNeeded(Set(queries.map(\.shelf))) { () throws(DatabaseError) in
                var captures = captures
                // One more load is needed where the writer had committed what was read and not yet
                // published it, or an import came in between.
                while !captures.missing.isEmpty {
                    try tree.load(
                        captures.missing, edition: captures.edition, from: connection)
                    captures = tree.capture(queries, scopes: scopes, today: today)
                }
                return tree.compute(captures)
            }
        }
    }

    /// Loading more units than this at once counts as a long read.
    private static let largeFrom = 1_000

    public func summaries(
        of units: [OrgUnit.Number], form: String, months: [Month]
    ) async throws(StoreError) -> [ReportKey: ReportSummary] {
        let edition = tree.edition
        let isLarge = units.count * months.count > Self.largeFrom
        return try await readers.read(isLarge: isLarge) { connection throws(DatabaseError) in
            try connection.transaction(.deferred) { () throws(DatabaseError) in
                try Heads.summaries(
                    of: units, form: form, months: months, edition: edition, in: connection)
            }
        }
    }
}

extension SQLiteStore {
    /// Which units' sums are held in memory now, each as the query for its year.
    public var heldSums: [AggregateQuery] {
        tree.held.map { shelf, node in
            AggregateQuery(
                unit: node.unit, form: shelf.form, period: .year(shelf.year),
                boundaries: node.boundaries)
        }
    }

    public func latestMonth(form: String) async throws(StoreError) -> Month? {
        let edition = tree.edition
        return try await readers.read { connection throws(DatabaseError) in
            try Heads.latestMonth(form: form, edition: edition, in: connection)
        }
    }
}

extension AggregationTree.Captures {
    /// Whether they can be computed on an event loop: nothing to load, and little to add up.
    var isCheap: Bool {
        missing.isEmpty
            && all.reduce(0) { $0 + $1.leafCount } <= Self.cheapLeavesMax
    }

    /// About 20 µs each.
    private static let cheapLeavesMax = 64
}

extension SQLiteStore {
    /// Units and catalogue of a folder, read beside a running server.
    public static func registry(in folder: DataFolder) throws(StoreError) -> Registry {
        try Edition.load(from: openForReading(folder)).registry
    }

    private static func openForReading(_ folder: DataFolder) throws(StoreError) -> Connection {
        do throws(DatabaseError) {
            return try Connection(path: folder.database, mode: .readOnly)
        } catch {
            throw .database(error, while: "reading \(folder.database)")
        }
    }
}
