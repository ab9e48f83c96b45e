import ArgumentParser
import Reporting
import Storage

/// `mebe bench`: data to measure with. The measuring itself is `make bench`.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Tạo số liệu cả nước để đo / make the country's data to measure with.",
        discussion: """
            Fills an empty folder with the country's units, the catalogue and a made-up report \
            of each of the 10 598 communes for every month of YEARS whole years up to December \
            2023, all elements filled: 127 176 reports a year, the same at every run. Before \
            2020, when the form came into force, its first version is backdated.
            """)

    @OptionGroup var data: DataOptions

    @Option(
        name: .customLong("generate"),
        help: ArgumentHelp("Số năm / whole years, 1 … 30", valueName: "years"))
    var years: Int

    func validate() throws {
        guard (1...GeneratedCountry.yearsMax).contains(years) else {
            throw ValidationError(
                "--generate: phải từ / must be 1 … \(GeneratedCountry.yearsMax)")
        }
    }

    func run() throws {
        let folder = data.folder
        let years = years
        let count = try folder.whileLocked {
            let store = try folder.openStore()
            defer { store.close() }
            try Self.requireEmpty(store, folder)
            return try waitFor { try await GeneratedCountry(store, years: years).fill() }
        }
        print("Đã tạo \(count) báo cáo / generated \(count) reports")
    }

    /// Made-up reports never mix with real ones.
    private static func requireEmpty(_ store: SQLiteStore, _ folder: DataFolder) throws {
        guard store.seq == 0, store.registry.units.units.isEmpty else {
            throw Failure(
                "mebe: thư mục \(folder.path) đã có số liệu; --generate cần thư mục trống / "
                    + "the folder has data already; --generate needs an empty one")
        }
    }
}
