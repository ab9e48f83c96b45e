import Crypto
import Glibc
import Reporting
import ReportingFixtures
import Storage
import Synchronization

@testable import Access

/// A store of a small country in a fresh folder, removed with everything in it at the end.
///
/// District D1 has communes A, B and C; D2 has E, and until June 2024 OLD, which became E; D3
/// ended in 2023 without a successor.
final class AccessStore: Sendable {
    static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("P", .province, in: "VN")
        country.unit("D1", .district, in: "P")
        country.unit("D2", .district, in: "P")
        country.unit("D3", .district, in: "P", through: "2023-12-31")
        for id in ["A", "B", "C"] { country.unit(id, .commune, in: "D1") }
        country.unit("OLD", .commune, in: "D2", through: "2024-06-30")
        country.unit("E", .commune, in: "D2", from: "2024-07-01")
        country.link("OLD", .merge, into: "E", share: 1, on: "2024-07-01")
        return country
    }()

    let store: SQLiteStore
    /// Milliseconds UTC; shared by the store and those who ask it.
    let clock: Mutex<Int64>
    private let path: String

    init() async throws {
        var template = [CChar]("/tmp/mebe-access-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no temporary directory")
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let start = VietnamTime.start(of: day("2024-09-15"))
        clock = Mutex(start)
        store = try SQLiteStore(folder: DataFolder(path: path)) { start }
        let country = Self.country
        try await store.importOrgUnits(
            units: Array(OrgUnitTables.units(country.units).utf8),
            successions: Array(OrgUnitTables.successions(country.successions, country.units).utf8))
        try await store.importCatalogue(Array(CatalogueFile.json(SampleForm.catalogue).utf8))
    }

    deinit {
        store.close()
        for name in ["mebe.db", "mebe.db-wal", "mebe.db-shm", "secret.key"] {
            unlink(path + "/" + name)
        }
        rmdir(path)
    }

    /// Cheap, so that tests are quick.
    static let cost = Scrypt.Cost(logN: 4, r: 8, p: 1)

    var now: Int64 { clock.withLock { $0 } }

    var today: Day { VietnamTime.day(ofMilliseconds: now) }

    func doorkeeper() async throws -> Doorkeeper {
        try await Doorkeeper(
            store: store, clock: { [self] in now }, hasher: try PasswordHasher(cost: Self.cost),
            keyFile: SecretKeyFile(in: DataFolder(path: path)))
    }

    var reportDesk: ReportDesk {
        ReportDesk(store: store, clock: { [self] in now }, log: { _ in })
    }

    func figureDesk(isPublic: Bool) -> FigureDesk {
        FigureDesk(store: store, rights: ReadingRights(areSumsPublic: isPublic), log: { _ in })
    }

    static func principal(_ unit: String, _ role: Role = .reporter) -> Principal {
        Principal(tokenNumber: 1, name: "tester", unit: country.number(unit), role: role)
    }

    static func letter(
        _ unit: String, _ period: String = "2024-08", form: String = SampleForm.code,
        _ values: [(String, IncomingReport.Value)] = [("births", .value(.count(1)))],
        precondition: Submission.Precondition = .none, findings: [Finding] = []
    ) -> ReportDesk.Letter {
        ReportDesk.Letter(
            unitID: unit,
            report: IncomingReport(
                form: form, period: period,
                values: IncomingValues(values.map { (code: $0, value: $1) }),
                status: .submitted),
            precondition: precondition, source: .api, findings: findings)
    }
}

/// The refusal that an attempt ends in; nil if it succeeds.
func refusal(_ attempt: () async throws(Refusal) -> Void) async -> Refusal? {
    do throws(Refusal) {
        try await attempt()
        return nil
    } catch {
        return error
    }
}
