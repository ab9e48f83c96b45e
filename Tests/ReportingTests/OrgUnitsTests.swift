import Reporting
import ReportingFixtures
import Testing

@Suite struct OrgUnitsTests {
    /// A moves from D1 to D2 in the middle of 2024; D1 ends with the year, and its B with it.
    private static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("P", .province, in: "VN")
        country.unit("D1", .district, in: "P", through: "2024-12-31")
        country.unit("D2", .district, in: "P")
        country.unit("A", .commune, in: "D1", through: "2024-06-14")
        country.unit("A", .commune, in: "D2", from: "2024-06-15")
        country.unit("B", .commune, in: "D1", through: "2024-12-31")
        country.unit("C", .commune, in: "D2", from: "2025-01-01")
        return country
    }()
    private static let units = country.registry().units

    private static func ids(_ numbers: some Sequence<OrgUnit.Number>) -> [String] {
        numbers.map { units[$0].id }
    }

    private static func number(_ id: String) -> OrgUnit.Number { country.number(id) }

    @Test(
        "the tree of a day has what exists then, parents before children",
        arguments: [
            ("2023-01-01", ["VN", "P", "D1", "A", "B", "D2"]),
            ("2024-06-14", ["VN", "P", "D1", "A", "B", "D2"]),
            ("2024-06-15", ["VN", "P", "D1", "B", "D2", "A"]),
            ("2024-12-31", ["VN", "P", "D1", "B", "D2", "A"]),
            ("2025-01-01", ["VN", "P", "D2", "A", "C"]),
            ("2099-01-01", ["VN", "P", "D2", "A", "C"]),
        ])
    func trees(iso: String, ids: [String]) {
        #expect(Self.ids(Self.units.tree(on: day(iso)).units) == ids)
    }

    @Test(
        "subtree, children, path and parent of one unit",
        arguments: [
            ("2024-01", "D1", ["D1", "A", "B"], ["A", "B"], ["D1", "P", "VN"]),
            ("2024-06", "D1", ["D1", "B"], ["B"], ["D1", "P", "VN"]),
            ("2024-06", "D2", ["D2", "A"], ["A"], ["D2", "P", "VN"]),
            ("2024-06", "A", ["A"], [], ["A", "D2", "P", "VN"]),
            ("2025-01", "VN", ["VN", "P", "D2", "A", "C"], ["P"], ["VN"]),
            ("2025-01", "B", [], [], []),
        ])
    func places(
        code: String, id: String, below: [String], children: [String], path: [String]
    ) {
        let tree = Self.units.tree(of: month(code))
        let unit = Self.number(id)
        #expect(Self.ids(tree.subtree(of: unit)) == below)
        #expect(Self.ids(tree.children(of: unit)) == children)
        #expect(Self.ids(tree.path(from: unit)) == path)
        #expect(tree.parent(of: unit).map { Self.units[$0].id } == path.dropFirst().first)
        #expect(tree.contains(unit) == !path.isEmpty)
        for other in Self.units.units {
            #expect(tree.isAncestor(unit, of: other.number) == below.contains(other.id))
        }
    }

    @Test("days between two changes share an epoch, and its tree")
    func epochs() {
        let epoch = { Self.units.epoch(of: day($0)) }
        #expect(epoch("1900-01-01") == epoch("2024-06-14"))
        #expect(epoch("2024-06-14") + 1 == epoch("2024-06-15"))
        #expect(epoch("2024-06-15") == epoch("2024-12-31"))
        #expect(epoch("2024-12-31") + 1 == epoch("2025-01-01"))
    }

    @Test(
        "a unit is named by the state of a day or the nearest one",
        arguments: [
            ("A", "2024-06-14", "D1"), ("A", "2024-06-15", "D2"), ("B", "2025-05-05", "D1"),
            ("C", "2020-01-01", "D2"), ("D1", "2030-01-01", "P"),
        ])
    func nearest(id: String, iso: String, parent: String) {
        let state = Self.units[Self.number(id)].state(nearest: day(iso))
        #expect(state?.parent == Self.number(parent))
    }

    @Test("parents that go in a circle trap nobody")
    func circle() {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("A", .district, in: "VN", through: "2023-12-31")
        country.unit("B", .district, in: "A")
        country.unit("A", .district, in: "B", from: "2024-01-01")
        let tree = country.registry().units.tree(on: day("2024-01-01"))
        #expect(tree.units == [0])
        #expect(tree.path(from: 1).isEmpty && tree.subtree(of: 2).isEmpty)
    }

    @Test("a thousand random trees agree with their parents", arguments: UInt64(1)...3)
    func random(seed: UInt64) {
        print("seed \(seed)")
        let country = RandomCountry(seed: seed)
        let units = country.registry().units
        for number in stride(from: 19_358, to: 20_454, by: 9) {
            let day = Day(number: number)
            let tree = units.tree(on: day)
            for unit in country.units {
                let state = unit.states.first { $0.validity.contains(day) }
                #expect(tree.contains(unit.number) == (state != nil))
                #expect(tree.parent(of: unit.number) == state?.parent)
                guard !units.isArea(unit.number) else { continue }
                let children = country.units.filter {
                    let state = $0.states.first { $0.validity.contains(day) }
                    return state?.parent == unit.number && state?.level != .area
                }
                #expect(
                    Set(tree.children(of: unit.number)) == Set(children.map(\.number)),
                    "seed \(seed), U\(unit.number), \(day.iso)")
            }
        }
    }
}
