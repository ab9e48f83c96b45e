import Glibc
import Reporting
import ReportingFixtures
import Synchronization

@testable import Storage

/// A fresh data folder, removed with everything in it at the end.
final class StoreFolder: Sendable {
    let folder: DataFolder
    /// The store's clock, milliseconds UTC.
    let clock: Mutex<Int64>

    init(today: Day = day("2025-06-15")) {
        var template = [CChar]("/tmp/mebe-store-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no temporary directory")
        let path = template.dropLast().map(UInt8.init(bitPattern:))
        folder = DataFolder(path: String(decoding: path, as: UTF8.self))
        clock = Mutex(VietnamTime.start(of: today) + 36_000_000)
    }

    deinit {
        for name in fileNames { unlink(folder.path + "/" + name) }
        rmdir(folder.path)
    }

    var fileNames: [String] {
        guard let stream = opendir(folder.path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    func remove(_ name: String) -> Bool { unlink(folder.path + "/" + name) == 0 }

    func open() throws(StoreError) -> SQLiteStore {
        try SQLiteStore(folder: folder) { [self] in clock.withLock { $0 } }
    }

    /// Opens a store, imports a country and a catalogue, and closes it when `body` is done.
    func withStore<Result>(
        _ country: some CountryTables, _ body: (SQLiteStore) async throws -> Result
    ) async throws -> Result {
        try await withStore { store in
            try await store.importOrgUnits(
                units: Array(OrgUnitTables.units(country.units).utf8),
                successions: Array(
                    OrgUnitTables.successions(country.successions, country.units).utf8),
                members: Array(OrgUnitTables.members(country.memberships, country.units).utf8))
            try await store.importCatalogue(Array(CatalogueFile.json(country.catalogue).utf8))
            return try await body(store)
        }
    }

    func withStore<Result>(_ body: (SQLiteStore) async throws -> Result) async throws -> Result {
        let store = try open()
        defer { store.close() }
        return try await body(store)
    }
}

/// Where a test's units come from.
protocol CountryTables {
    var units: [OrgUnit] { get }
    var successions: [Succession] { get }
    var memberships: [Membership] { get }
    var catalogue: Catalogue { get }
}

extension RandomCountry: CountryTables {}

extension Country: CountryTables {
    var catalogue: Catalogue { SampleForm.catalogue }
}
