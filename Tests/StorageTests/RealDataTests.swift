import Glibc
import JSON
import Reporting
import ReportingFixtures
import Synchronization
import Testing

@testable import Storage

/// The country's units, the catalogue and Bắc Quang's 276 reports of 2023, through the imports.
@Suite struct RealDataTests {
    private static let district = "VN-2024-034"
    private static let province = "VN-2024-02"

    /// One test, because the import of a country takes a test's build some seconds.
    @Test("the plan's year: every figure, its parts, its communes, and in today's boundaries")
    func bacQuang() async throws {
        let expected = try Self.expected()
        let folder = StoreFolder(today: day("2024-03-01"))
        try await folder.withStore { store in
            try await Self.importAll(store, folder)
            try await Self.checkYear(store, expected)
            try await Self.checkParts(store)
            try await Self.checkCommunes(store)
            folder.clock.withLock { $0 = VietnamTime.start(of: day("2025-09-01")) }
            try await Self.checkCurrent(store, expected)
            try await Self.checkArea(store, expected)
        }
    }

    private static func importAll(_ store: SQLiteStore, _ folder: StoreFolder) async throws {
        try await store.importOrgUnits(
            units: try seed("org_units.csv"), successions: try seed("successions.csv"))
        try await store.importCatalogue(try seed("catalogue.json"))
        let path = folder.folder.temporaryFile("staged.db")
        var table = ReportTable(
            registry: store.registry, today: store.today, form: "mnch",
            staged: try StagedReports(path: path, registry: store.registry))
        try table.read(try seed("bac_quang_2023.csv"))
        let (problems, rows) = try table.finish()
        #expect(problems == [] && rows == 276)
        #expect(try await store.adoptReports(stagedAt: path, by: "import").created == 276)
    }

    private static func seed(_ name: String) throws -> [UInt8] {
        try #require(Assets.bytes("seed/" + name))
    }

    private static func aggregate(
        _ unit: String, _ code: String, _ boundaries: Boundaries = .reported,
        from store: SQLiteStore
    ) async throws -> Aggregate {
        let number = try #require(store.registry.units.number(ofID: unit))
        let query = AggregateQuery(
            unit: number, form: "mnch", period: period(code), boundaries: boundaries)
        return try #require(try await store.figures([query]).aggregates.first)
    }

    /// What the plan's year must give, from the project's copy of the expected figures.
    private static func expected() throws -> JSONValue {
        let path = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let file = try #require(
            fopen("/" + path + "/Data/bac_quang_2023_expected.json", "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 100_000)
        let count = fread(&bytes, 1, bytes.count, file)
        return try JSONDocument(parsing: Array(bytes[..<count])).root
    }

    private static func checkYear(_ store: SQLiteStore, _ expected: JSONValue) async throws {
        for unit in [district, province, "VN"] {
            let aggregate = try await aggregate(unit, "2023", from: store)
            try checkValues(aggregate, expected, store.registry)
            try checkIndicators(aggregate, expected)
            #expect(aggregate.totals.reports.received == 276)
            #expect(aggregate.totals.reports.onTime == 270)
            #expect(aggregate.totals.reportingUnits == 23)
            #expect(aggregate.totals.seq == 276)
        }
        #expect(try await aggregate(district, "2023", from: store).totals.reports.expected == 276)
        let everywhere = try await aggregate("VN", "2024-01", from: store).totals.reports
        #expect(everywhere.expected == 10_598)
    }

    private static func checkValues(
        _ aggregate: Aggregate, _ expected: JSONValue, _ registry: Registry
    ) throws {
        let wanted = try #require(expected["values"])
        var count = 0
        for member in wanted.members {
            let element = try #require(registry.catalogue.elementIndex(ofCode: member.key))
            let sum = aggregate.totals.sums[element]
            #expect(sum?.value.whole == member.value.integer, "\(member.key)")
            #expect((1...23).contains(sum?.units ?? 0), "\(member.key)")
            count += 1
        }
        #expect(count > 90)
        #expect(aggregate.totals.sums.count { $0 != nil } == count)
    }

    private static func checkIndicators(_ aggregate: Aggregate, _ expected: JSONValue) throws {
        let wanted = try #require(expected["indicators"])
        for member in wanted.members {
            let figure = try #require(
                aggregate.indicators.first { $0.indicator.code == member.key })
            #expect(figure.numerator?.whole == member.value["numerator"]?.integer, "\(member.key)")
            #expect(
                figure.denominator?.whole == member.value["denominator"]?.integer, "\(member.key)")
            let value = member.value["value"].flatMap { $0.isNull ? nil : $0.double }
            #expect(figure.value == value, "\(member.key)")
        }
    }

    private static func checkParts(_ store: SQLiteStore) async throws {
        let months = Period.year(2023).months.map(\.code)
        let divisions = [
            months, (1...4).map { "2023-Q\($0)" }, ["2023-H1", "2023-H2"],
            ["2023-9M", "2023-Q4"], ["2023-12/ytd"],
        ]
        for unit in [district, "VN"] {
            let year = try await aggregate(unit, "2023", from: store).totals
            for codes in divisions {
                var parts: [Totals] = []
                for code in codes {
                    parts.append(try await aggregate(unit, code, from: store).totals)
                }
                #expect(
                    parts.reduce(Amount.zero) { $0 + $1.reports.received } == year.reports.received)
                #expect(
                    parts.reduce(Amount.zero) { $0 + $1.reports.expected } == year.reports.expected)
                for element in store.registry.catalogue.elements {
                    let sums = parts.compactMap { $0.sums[element.index]?.value }
                    let whole =
                        element.time == .stock
                        ? parts.last?.sums[element.index]?.value
                        : sums.isEmpty ? nil : sums.reduce(Amount.zero, +)
                    #expect(whole == year.sums[element.index]?.value, "\(element.code)")
                }
            }
        }
    }

    private static func checkCommunes(_ store: SQLiteStore) async throws {
        let whole = try await aggregate(district, "2023-Q2", from: store).totals
        let number = try #require(store.registry.units.number(ofID: district))
        let queries = store.registry.units.tree(of: month("2023-06")).children(of: number).map {
            AggregateQuery(unit: $0, form: "mnch", period: period("2023-Q2"), boundaries: .reported)
        }
        #expect(queries.count == 23)
        let parts = try await store.figures(queries).aggregates
        for element in whole.sums.indices {
            let sums = parts.compactMap { $0.totals.sums[element] }
            #expect(sums.reduce(Amount.zero) { $0 + $1.value } == whole.sums[element]?.value ?? 0)
            #expect(sums.reduce(0) { $0 + $1.units } == whole.sums[element]?.units ?? 0)
        }
    }

    /// Since July 2025 they are eight communes of Tuyên Quang.
    private static func checkCurrent(_ store: SQLiteStore, _ expected: JSONValue) async throws {
        for unit in ["VN-2025-08", "VN"] {
            let aggregate = try await aggregate(unit, "2023", .current, from: store)
            try checkValues(aggregate, expected, store.registry)
            #expect(aggregate.totals.reports.onTime == 270)
        }
        let reporting = try await communes(of: "VN-2025-08", store)
        #expect(reporting.count == 8)
        #expect(reporting.reduce(0) { $0 + $1.totals.reports.received } == 276)
        #expect(reporting.reduce(0) { $0 + $1.totals.reportingUnits } == 23)
    }

    /// The former district is an area: its past is read in today's boundaries, its present
    /// month by month, and the communes below it are the same eight.
    private static func checkArea(_ store: SQLiteStore, _ expected: JSONValue) async throws {
        let area = "VN-2025-KV-034"
        let units = store.registry.units
        let number = try #require(units.number(ofID: area))
        #expect(units[number].states.map(\.name) == ["Khu vực huyện Bắc Quang"])
        #expect(units[number].states.first?.parent == units.number(ofID: "VN-2025-08"))
        let members = units.tree(on: day("2025-07-01")).children(of: number)
        #expect(members.count == 8 && units.tree(on: day("2025-06-30")).contains(number) == false)
        let past = try await aggregate(area, "2023", .current, from: store)
        try checkValues(past, expected, store.registry)
        #expect(past.totals.reportingUnits == 23 && past.totals.without.isEmpty)
        let now = try await aggregate(area, "2025-08", from: store).totals.reports
        #expect(now.expected == 8 && now.received == 0)
        let everyone = try await aggregate("VN", "2025-08", from: store).totals.reports
        #expect(everyone.expected == 3_321)
        checkAreas(units)
    }

    /// All former districts; a commune with land of several is whole in none of them.
    private static func checkAreas(_ units: OrgUnits) {
        let tree = units.tree(on: day("2025-07-01"))
        let areas = tree.units.filter { units.isArea($0) }
        #expect(areas.count == 696)
        let whole = areas.flatMap { tree.children(of: $0) }
        let parts = areas.flatMap { tree.partMembers(of: $0) }
        #expect(whole.count == Set(whole).count && whole.count == 3_041)
        #expect(Set(parts).count == 280 && Set(parts).isDisjoint(with: whole))
    }

    private static func communes(of unit: String, _ store: SQLiteStore) async throws -> [Aggregate]
    {
        let number = try #require(store.registry.units.number(ofID: unit))
        let queries = store.registry.units.tree(on: store.today).children(of: number).map {
            AggregateQuery(unit: $0, form: "mnch", period: period("2023"), boundaries: .current)
        }
        return try await store.figures(queries).aggregates.filter { $0.totals.reports.received > 0 }
    }
}
