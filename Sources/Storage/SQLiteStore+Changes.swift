import Reporting
import SQLite

extension SQLiteStore {
    /// Positions that one reading looks at: some tenths of a second, whatever is passed over.
    private static let scannedMax: Int64 = 20_000

    /// The revisions after a position that a reader may see, at most so many.
    ///
    /// - Parameter isVisible: whether the reader may see a report.
    public func changes(
        after seq: Int64, limit: Int,
        where isVisible: @escaping @Sendable (ReportKey) -> Bool
    ) async throws(StoreError) -> ChangeFeed {
        let edition = tree.edition
        return try await readers.read(isLarge: true) { connection throws(DatabaseError) in
            try connection.transaction(.deferred) { () throws(DatabaseError) in
                let last = try Journal.lastSeq(in: connection)
                let end = min(last, seq.addingReportingOverflow(Self.scannedMax).partialValue)
                let keys = try Journal.keys(
                    after: seq, through: max(seq, end), edition: edition, in: connection)
                let found = keys.lazy.filter { isVisible($0.key) }.prefix(limit)
                let revisions = try found.map { place throws(DatabaseError) in
                    let head = try Heads.head(of: place.key, edition: edition, in: connection)
                    return (
                        try Journal.revision(seq: place.seq, edition: edition, in: connection),
                        head?.receivedFirst
                    )
                }
                let isCut = revisions.count == limit
                return ChangeFeed(
                    revisions: revisions,
                    through: isCut ? revisions.last?.0.seq ?? end : max(seq, end), last: last,
                    database: try DatabaseIdentity.id(in: connection))
            }
        }
    }
}

extension Journal {
    /// Which reports the revisions between two positions are of.
    fileprivate static func keys(
        after seq: Int64, through end: Int64, edition: Edition,
        in connection: borrowing Connection
    ) throws(DatabaseError) -> [(seq: Int64, key: ReportKey)] {
        try connection.withStatement(
            "SELECT seq, version, unit, month FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq"
        ) { statement throws(DatabaseError) in
            try statement.bind(seq, at: 1)
            try statement.bind(end, at: 2)
            var keys: [(seq: Int64, key: ReportKey)] = []
            while try statement.step() {
                guard let index = edition.index(ofVersionNumber: try statement.int(1)) else {
                    throw DatabaseError(.corrupt, message: "a journal row cannot be read")
                }
                let key = ReportKey(
                    form: edition.catalogue.versions[index].form, unit: try statement.int(2),
                    month: Month(number: try statement.int(3)))
                keys.append((try statement.int64(0), key))
            }
            return keys
        }
    }
}
