/// One numbered step of the schema.
public struct Migration: Hashable, Sendable {
    /// Counted from 1 without gaps; the database records the last one applied.
    public let number: Int
    public let name: String
    /// Statements that run in one transaction, so without BEGIN and COMMIT of their own.
    public let sql: String

    public init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// From a file named as in `0001_journal.sql`; nil for any other name.
    public init?(fileName: String, sql: String) {
        guard fileName.hasSuffix(".sql") else { return nil }
        let parts = fileName.dropLast(".sql".count).split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].allSatisfy({ ("0"..."9").contains($0) }),
            let number = Int(parts[0])
        else { return nil }
        self.init(number: number, name: String(parts[1]), sql: sql)
    }
}
