import Reporting
import ReportingFixtures
import Testing

@Suite struct AreaTests {
    /// A and B merge into C in July 2024. The area K holds C and the district E from then on and
    /// a part of D; L holds A before.
    private static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("P", .province, in: "VN")
        country.unit("E", .district, in: "P")
        country.unit("F", .district, in: "P")
        for id in ["A", "B"] { country.unit(id, .commune, in: "F", through: "2024-06-30") }
        country.unit("C", .commune, in: "F", from: "2024-07-01")
        country.unit("D", .commune, in: "F")
        country.unit("G", .commune, in: "E")
        country.unit("H", .commune, in: "E")
        country.unit("K", .area, in: "P", from: "2024-07-01")
        country.unit("L", .area)
        country.link("A", .merge, into: "C", share: 1, on: "2024-07-01")
        country.link("B", .merge, into: "C", share: 1, on: "2024-07-01")
        country.member("C", of: "K", from: "2024-07-01")
        country.member("E", of: "K", from: "2024-07-01")
        country.member("H", of: "K", from: "2024-07-01")
        country.member("D", of: "K", .part, from: "2024-07-01")
        country.member("A", of: "L", through: "2024-06-30")
        return country
    }()
    private static let registry = country.registry()
    private static let units = registry.units

    private static func ids(_ numbers: some Sequence<OrgUnit.Number>) -> Set<String> {
        Set(numbers.map { units[$0].id })
    }

    @Test(
        "an area holds what its whole members of the day hold, each once, and is below nobody",
        arguments: [
            ("K", "2024-06-30", []), ("K", "2024-07-01", ["K", "C", "E", "G", "H"]),
            ("L", "2024-06-30", ["L", "A"]), ("L", "2024-07-01", ["L"]),
        ] as [(String, String, Set<String>)])
    func holds(area: String, iso: String, below: Set<String>) {
        let tree = Self.units.tree(on: day(iso))
        let number = Self.country.number(area)
        let subtree = tree.subtree(of: number)
        #expect(Self.ids(subtree) == below && subtree.count == below.count)
        for unit in Self.units.units {
            #expect(tree.isAncestor(number, of: unit.number) == below.contains(unit.id))
            if unit.id != area { #expect(!tree.isAncestor(unit.number, of: number)) }
        }
        #expect(tree.units.count == Set(tree.units).count)
    }

    @Test("an area has members for children, a place for a parent, and parts beside")
    func relations() {
        let tree = Self.units.tree(on: day("2024-07-01"))
        let area = Self.country.number("K")
        #expect(Self.ids(tree.children(of: area)) == ["C", "E"])
        #expect(Self.ids(tree.partMembers(of: area)) == ["D"])
        #expect(Self.ids(tree.path(from: area)) == ["K", "P", "VN"])
        #expect(Self.ids(tree.children(of: Self.country.number("P"))) == ["E", "F"])
        #expect(Self.ids(tree.areas(holding: Self.country.number("G"))) == ["K"])
        #expect(tree.areas(holding: Self.country.number("D")).isEmpty)
    }

    @Test(
        "what an area sums, by year and reading, and what it names beside",
        arguments: [
            (.reported, ["C", "E", "G", "H", "K"], ["D"]),
            (.current, ["A", "B", "C", "E", "G", "H", "K"], ["D"]),
        ] as [(Boundaries, Set<String>, Set<String>)])
    func scope(boundaries: Boundaries, members: Set<String>, withheld: Set<String>) {
        let scope = Self.registry.scope(
            of: Self.country.number("K"), year: 2024, boundaries: boundaries,
            today: day("2024-12-01"))
        #expect(Self.ids(scope.members.map(\.unit)) == members)
        #expect(Self.ids(scope.withheld.map(\.unit)) == withheld)
    }

    @Test("an area never reports, not even where the form names its level or is assigned to it")
    func reportsNothing() {
        let catalogue = SampleForm.catalogue(assignments: [
            FormAssignment(form: SampleForm.code, unitID: "K", validity: .always)
        ])
        let registry = Self.country.registry(catalogue)
        let area = Self.country.number("K")
        #expect(!registry.expectsReport(SampleForm.code, of: area, for: month("2024-08")))
    }

    @Test(
        "a role at an area covers its members, what is below them and what went whole into them",
        arguments: [
            ("K", "C", "2024-08", true), ("K", "G", "2024-08", true), ("K", "E", "2024-08", true),
            ("K", "D", "2024-08", false), ("K", "F", "2024-08", false), ("K", "K", "2024-08", true),
            // Before the area its first members count.
            ("K", "A", "2024-03", true), ("K", "G", "2024-03", true), ("K", "D", "2024-03", false),
            ("L", "A", "2024-03", true), ("L", "C", "2024-08", false),
            // Nothing is in the tree of a unit that went whole into a member.
            ("A", "C", "2024-08", false),
        ])
    func roles(scope: String, unit: String, code: String, isCovered: Bool) {
        let number = Self.country.number
        #expect(
            Self.units.scope(number(scope), covers: number(unit), in: month(code)) == isCovered)
    }

    @Test(
        "an area is covered by whoever covers all of its whole members",
        arguments: [
            ("VN", "K", true), ("P", "K", true), ("E", "K", false), ("F", "K", false),
            ("C", "K", false), ("F", "L", true), ("A", "L", true), ("C", "L", true),
        ])
    func readers(scope: String, area: String, isCovered: Bool) {
        let number = Self.country.number
        for code in ["2024-03", "2024-08"] {
            #expect(
                Self.units.scope(number(scope), covers: number(area), in: month(code)) == isCovered,
                "\(code)")
        }
    }
}
