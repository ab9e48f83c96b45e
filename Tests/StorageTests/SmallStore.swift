import Reporting
import ReportingFixtures
import SQLite

@testable import Storage

/// A nation, a district and two communes that report the sample form.
enum SmallStore {
    static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("D", .district, in: "VN")
        country.unit("A", .commune, in: "D")
        country.unit("B", .commune, in: "D")
        return country
    }()

    static func submission(
        _ store: SQLiteStore, _ unit: String = "A", _ code: String = "2024-08",
        _ values: [DataElement.Index: ReportValue] = [SampleForm.births: .count(5)],
        status: ReportStatus = .submitted, note: String = "",
        explanations: [String: String] = [:], receivedAt: Int64? = nil,
        precondition: Submission.Precondition = .none, isDryRun: Bool = false
    ) -> Submission {
        Submission(
            key: key(unit, code),
            formVersion: month(code) < month("2024-07") ? SampleForm.first : SampleForm.second,
            registryVersion: store.registry.version, values: SampleForm.values(values),
            status: status, explanations: explanations, note: note, source: .api, by: "tester",
            receivedAt: receivedAt, precondition: precondition, isDryRun: isDryRun)
    }

    static func key(_ unit: String = "A", _ code: String = "2024-08") -> ReportKey {
        ReportKey(form: SampleForm.code, unit: country.number(unit), month: month(code))
    }

    /// A unit's births in a period.
    static func births(
        _ store: SQLiteStore, _ unit: String = "VN", _ code: String = "2024"
    ) async throws -> Totals.Sum? {
        let query = AggregateQuery(
            unit: country.number(unit), form: SampleForm.code, period: period(code),
            boundaries: .reported)
        return try await store.figures([query]).aggregates.first?.totals.sums[SampleForm.births]
    }
}

extension DataFolder {
    /// A connection beside the store's own.
    func connect(_ mode: Connection.Mode = .readWrite) throws(DatabaseError) -> sending Connection {
        try Connection(path: database, mode: mode)
    }
}

extension Connection {
    /// The one number that a statement without placeholders gives.
    func number(_ sql: StaticString) throws(DatabaseError) -> Int64 {
        try withStatement(sql) { statement throws(DatabaseError) in
            _ = try statement.step()
            return try statement.int64(0)
        }
    }
}
