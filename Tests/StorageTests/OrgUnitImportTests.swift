import Reporting
import ReportingFixtures
import Testing

@testable import Storage

@Suite struct OrgUnitImportTests {
    private let folder = StoreFolder()
    private static let unitHeader = "id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to\n"
    private static let linkHeader = "predecessor_id,successor_id,kind,share,effective_date\n"

    private func take(
        _ units: String, _ links: String = "", into store: SQLiteStore
    ) async throws(StoreError) {
        try await store.importOrgUnits(
            units: Array((Self.unitHeader + units).utf8),
            successions: Array((Self.linkHeader + links).utf8))
    }

    /// The lines of a refused import.
    private func problems(
        _ units: String, _ links: String = "", into store: SQLiteStore
    ) async throws -> [String] {
        do throws(StoreError) {
            try await take(units, links, into: store)
            return []
        } catch {
            guard case .badData(let lines) = error else { throw error }
            return lines
        }
    }

    @Test("units of a file are as the file says, others stay, numbers never change")
    func update() async throws {
        try await folder.withStore(SmallStore.country) { store in
            let version = store.registry.version
            try await take(
                "B,12,commune,xã,Bê,D,,2024-06-30\nC,13,commune,xã,Xê,D,2024-07-01,\n",
                "B,C,rename,1,2024-07-01\n", into: store)
            let units = store.registry.units
            #expect(store.registry.version == version + 1)
            #expect(units.units.map(\.id) == ["VN", "D", "A", "B", "C"])
            #expect(units[3].states.map(\.name) == ["Bê"] && units[3].states.map(\.code) == ["12"])
            #expect(units.wholeSuccessors(of: 3) == [3, 4])
            #expect(units[2].states.map(\.name) == ["A"])
            // Again, without the link: a predecessor that is not named keeps its own.
            try await take("C,13,commune,xã,Xê,D,2024-07-01,\n", into: store)
            #expect(store.registry.units.wholeSuccessors(of: 3) == [3, 4])
        }
        try await folder.withStore { store in
            #expect(store.registry.units.units.map(\.id) == ["VN", "D", "A", "B", "C"])
            #expect(store.registry.units[3].states.first?.validity.through == day("2024-06-30"))
        }
    }

    @Test(
        "what is wrong is named by file, line and column, and nothing changes",
        arguments: [
            ("Z,,commune,x,Z,D,2024-13-01,\n", "", ["org units, dòng/line 2, cột/column 7"]),
            (
                "Z,,commune,x,Z,D,2024-02-01,2024-01-01\n", "",
                ["org units, dòng/line 2, cột/column 8"]
            ),
            (",,commune,x,Z,D,,\n", "", ["org units, dòng/line 2, cột/column 1"]),
            ("Z,,,x,Z,D,,\n", "", ["org units, dòng/line 2, cột/column 3"]),
            ("Z,,commune,x,,D,,\n", "", ["org units, dòng/line 2, cột/column 5"]),
            ("Z,,commune,x,Z,Y,,\n", "", ["org units, dòng/line 2, cột/column 6"]),
            ("Z,,commune,x,Z,D,\n", "", ["org units, dòng/line 2, cột/column 8"]),
            (
                "Z,,commune,x,Z,D,,2024-05-01\nZ,,commune,x,Y,D,2024-05-01,\n", "",
                ["org units, dòng/line 3, cột/column 7"]
            ),
            // A parent that ends earlier, in the file and above a unit that the file leaves alone.
            (
                "P,,district,x,P,VN,,2024-05-01\nZ,,commune,x,Z,P,,\n", "",
                ["org units, dòng/line 3, cột/column 6"]
            ),
            (
                "D,,district,x,D,VN,,2024-05-01\n", "",
                [
                    "org units, dòng/line 2, cột/column 8", "org units, dòng/line 2, cột/column 8",
                ]
            ),
            ("D,,district,x,D,A,,\n", "", ["org units, dòng/line 2, cột/column 6"]),
            (
                "P,,district,x,P,VN,,2023-12-31\nP,,district,x,P,Q,2024-01-01,\nQ,,district,x,Q,P,,\n",
                "",
                ["org units, dòng/line 3, cột/column 6", "org units, dòng/line 4, cột/column 6"]
            ),
            ("", "A,Z,merge,1,2024-01-01\n", ["successions, dòng/line 2, cột/column 2"]),
            ("", "A,A,merge,1,2024-01-01\n", ["successions, dòng/line 2, cột/column 2"]),
            ("", "A,B,fuse,1,2024-01-01\n", ["successions, dòng/line 2, cột/column 3"]),
            ("", "A,B,part,1.5,2024-01-01\n", ["successions, dòng/line 2, cột/column 4"]),
            ("", "A,B,part,-0.1,2024-01-01\n", ["successions, dòng/line 2, cột/column 4"]),
            ("", "A,B,part,half,2024-01-01\n", ["successions, dòng/line 2, cột/column 4"]),
            ("", "A,B,part,,soon\n", ["successions, dòng/line 2, cột/column 5"]),
        ] as [(String, String, [String])])
    func wrong(units: String, links: String, places: [String]) async throws {
        try await folder.withStore(SmallStore.country) { store in
            let version = store.registry.version
            let found = try await problems(units, links, into: store)
            #expect(found.map { String($0.prefix { $0 != ":" }) } == places)
            #expect(store.registry.version == version)
            #expect(store.registry.units.units.count == 4)
        }
    }

    @Test("a unit that has reported a month must exist then")
    func reported() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store, "A", "2024-08"))
            _ = try await store.submit(SmallStore.submission(store, "B", "2024-08", status: .draft))
            for unit in ["A", "B"] {
                let found = try await problems(
                    "\(unit),,commune,x,\(unit),D,,2024-08-30\n", into: store)
                #expect(found.count == 1)
                #expect(found.first?.contains("\(unit): ") == true)
                #expect(found.first?.contains("2024-08") == true)
                #expect(
                    try await problems(
                        "\(unit),,commune,x,\(unit),D,,2024-08-31\n", into: store) == [])
            }
            #expect(try await SmallStore.births(store)?.value == 5)
        }
    }

    @Test("a moved unit moves its sums at the next request")
    func moved() async throws {
        try await folder.withStore(SmallStore.country) { store in
            _ = try await store.submit(SmallStore.submission(store, "A", "2024-08"))
            #expect(try await SmallStore.births(store, "D")?.value == 5)
            try await take(
                "E,,district,x,E,VN,,\nA,,commune,x,A,D,,2024-07-31\nA,,commune,x,A,E,2024-08-01,\n",
                into: store)
            #expect(try await SmallStore.births(store, "D") == nil)
            let query = AggregateQuery(
                unit: 4, form: SampleForm.code, period: period("2024"), boundaries: .reported)
            let figures = try await store.figures([query])
            #expect(figures.aggregates.first?.totals.sums[SampleForm.births]?.value == 5)
        }
    }
}
