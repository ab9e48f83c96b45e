import Access
import Kernel
import Reporting
import Storage

/// `--demo`: the country's units, the catalogue with both plans' targets, and one district's
/// reports of 2023, from the seed data compiled in.
enum Demo {
    /// The district whose year the demo shows, and one of its stations.
    private static let district = "VN-2024-034"
    private static let station = "VN-2024-01153"
    private static let year = 2023
    /// Each start makes fresh tokens; old ones end by themselves.
    private static let tokenMilliseconds: Int64 = 30 * 24 * 3_600 * 1_000

    /// Fills a store that has no units yet, or goes on where an earlier start was interrupted;
    /// any other store stays as it is.
    static func fill(_ store: SQLiteStore, in folder: DataFolder) async throws {
        let mark = folder.temporaryFile("demo-unfinished")
        guard store.registry.units.units.isEmpty || FileSystem.exists(mark) else { return }
        try FileSystem.write([], to: mark)
        try await store.importOrgUnits(
            units: seed("org_units.csv"), successions: seed("successions.csv"),
            by: "demo")
        try await store.importCatalogue(seed("catalogue.json"), by: "demo")
        try await fillReports(store, in: folder)
        try FileSystem.remove(mark)
    }

    private static func fillReports(_ store: SQLiteStore, in folder: DataFolder) async throws {
        let staged = try StagedFile(in: folder, suffix: ".db")
        defer { staged.remove() }
        var table = ReportTable(
            registry: store.registry, today: store.today, form: "mnch",
            staged: try StagedReports(path: staged.path, registry: store.registry))
        try table.read(seed("bac_quang_2023.csv"))
        let checked = try table.finish()
        guard checked.problems.isEmpty else {
            throw StoreError.badData(checked.problems.map(\.description))
        }
        _ = try await store.adoptReports(stagedAt: staged.path, by: "demo")
    }

    private static func seed(_ name: String) throws(StoreError) -> [UInt8] {
        guard let bytes = Assets.bytes("seed/" + name) else {
            throw .breakdown("the example data \(name) is not compiled in", isFull: false)
        }
        return bytes
    }

    /// Makes credentials and says how to sign in.
    static func greet(
        _ doorkeeper: Doorkeeper, _ store: SQLiteStore, at base: String
    ) async throws {
        let people: [(who: String, unit: String, role: Role)] = [
            ("Quản trị, cả nước / administrator", "VN", .admin),
            ("Rà soát, huyện Bắc Quang / district reviewer", district, .reviewer),
            ("Trạm y tế TT. Việt Quang / commune station", station, .reporter),
        ]
        Console.tell("Đăng nhập / sign in: \(base)/login")
        for (who, unit, role) in people {
            guard let number = store.registry.units.number(ofID: unit) else { continue }
            let token = try await doorkeeper.makeToken(
                name: who, unit: number, role: role, lifetimeMilliseconds: tokenMilliseconds)
            Console.tell("  \(token.text)  \(who)")
        }
        Console.tell("Bắc Quang \(year): \(base)/units/\(district)?period=\(year)")
    }
}
