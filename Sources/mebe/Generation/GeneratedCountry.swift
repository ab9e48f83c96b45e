import Kernel
import Reporting
import Storage

/// The whole country's data for measuring: all units, the catalogue, and a report of every
/// commune for every month of whole years.
///
/// The years end with 2023, the last one before communes began to be merged: all 10 598 exist in
/// each of its months, and in each month before, since the units' first states have no beginning.
struct GeneratedCountry: Sendable {
    static let lastYear = 2023
    /// The first year is 1994 at the earliest.
    static let yearsMax = 30
    /// Every run makes the same reports.
    private static let seed: UInt64 = 10_598

    private let store: SQLiteStore
    private let months: [Month]

    init(_ store: SQLiteStore, years: Int) {
        self.store = store
        let end = Month(year: Self.lastYear, month: 12)
        months = (0..<years * 12).reversed().map { end - $0 }
    }

    /// - Returns: how many reports it made.
    func fill() async throws(StoreError) -> Int {
        try await importSeed()
        let reports = GeneratedReports(registry: store.registry, seed: Self.seed)
        var progress = GenerationProgress(
            total: months.reduce(0) { $0 + reports.units(in: $1).count })
        defer { progress.end() }
        var due =
            try months.first.map { month throws(StoreError) in
                try reports.submissions(for: month)
            } ?? []
        // The next month is made up while the last one is written.
        for index in months.indices {
            let written = due
            async let writing: Void = store.submit(together: written)
            due =
                try months.dropFirst(index + 1).first.map { month throws(StoreError) in
                    try reports.submissions(for: month)
                } ?? []
            do { try await writing } catch let error as StoreError { throw error } catch {
                throw .breakdown("\(error)", isFull: false)
            }
            progress.add(written.count)
        }
        return progress.done
    }

    private func importSeed() async throws(StoreError) {
        try await store.importOrgUnits(
            units: seed("org_units.csv"), successions: seed("successions.csv"))
        try await store.importCatalogue(catalogue())
    }

    /// The form came into force in 2020. For earlier years its first version is backdated:
    /// these are no real reports, and what is to be measured is their number.
    private func catalogue() throws(StoreError) -> [UInt8] {
        let json = try seed("catalogue.json")
        guard let first = months.first?.firstDay,
            let begin = try Self.firstDay(of: json), begin > first
        else { return json }
        return json.replacing(
            "\"\(begin.iso)\"".utf8, with: "\"\(first.iso)\"".utf8, maxReplacements: 1)
    }

    private static func firstDay(of json: [UInt8]) throws(StoreError) -> Day? {
        do throws(CatalogueError) {
            return try CatalogueReader.read(json).versions
                .filter { $0.form == GeneratedReports.form }.compactMap(\.validity.from).min()
        } catch {
            throw .badData(error.problems)
        }
    }

    private func seed(_ name: String) throws(StoreError) -> [UInt8] {
        guard let bytes = Assets.bytes("seed/" + name) else {
            throw .breakdown("the country's data \(name) is not compiled in", isFull: false)
        }
        return bytes
    }
}

/// Reports made so far, and how many a second.
private struct GenerationProgress {
    private(set) var done = 0
    private var bar: ProgressBar
    private let start = SystemTime.wallMilliseconds()

    init(total: Int) {
        bar = ProgressBar("Tạo số liệu / generating", total: total)
    }

    mutating func add(_ count: Int) {
        done += count
        let elapsed = max(1, SystemTime.wallMilliseconds() - start)
        bar.show(done, note: "\(Int64(done) * 1_000 / elapsed)/s")
    }

    func end() { bar.end() }
}
