import Reporting
import SQLite

extension SQLiteStore {
    /// More units than this are not counted on an event loop; one takes about a microsecond.
    private static let cheapMembersMax = 1_000
    /// Loading more units than this at once counts as a long read.
    private static let largeFrom = 1_000

    public func completeness(
        _ queries: [AggregateQuery]
    ) async throws(StoreError) -> CompletenessFigures {
        let scopes = scopes
        let roll = tree.roll(queries, scopes: scopes, today: today)
        if roll.missing.isEmpty, roll.memberCount <= Self.cheapMembersMax {
            return roll.completeness()
        }
        let isLarge = roll.missing.values.contains { $0.count > Self.largeFrom }
        return try await readers.read(isLarge: isLarge) {
            [tree, today] connection throws(DatabaseError) in
            try tree.whileNeeded(Set(queries.map(\.shelf))) { () throws(DatabaseError) in
                var roll = roll
                while !roll.missing.isEmpty {
                    try tree.load(roll.missing, edition: roll.edition, from: connection)
                    roll = tree.roll(queries, scopes: scopes, today: today)
                }
                return roll.completeness()
            }
        }
    }
}
