public import Reporting
import SQLite

/// What a database holds, in the few figures by which a person knows it.
public struct StoreContents: Sendable, Equatable {
    public let reportCount: Int64
    /// The latest month that any report is of.
    public let lastMonth: Month?
    /// The journal's last position.
    public let seq: Int64

    init(of connection: borrowing Connection) throws(DatabaseError) {
        (reportCount, lastMonth) = try connection.withStatement(
            "SELECT count(*), max(month) FROM head"
        ) { statement throws(DatabaseError) in
            guard try statement.step() else { return (0, nil) }
            let month = statement.isNull(1) ? nil : Month(number: try statement.int(1))
            return (try statement.int64(0), month)
        }
        seq = try Journal.lastSeq(in: connection)
    }
}
