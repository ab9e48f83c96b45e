import Reporting
import ReportingFixtures
import Testing

@Suite struct UnitChangeTests {
    /// Two districts in two provinces; A has a station point; K is an area of A and B.
    static let country: Country = {
        var country = Country()
        country.unit("VN", .nation)
        country.unit("P", .province, in: "VN")
        country.unit("D", .district, in: "P")
        country.unit("E", .district, in: "P")
        for id in ["A", "B", "C"] { country.unit(id, .commune, in: "D") }
        country.unit("F", .commune, in: "E")
        country.unit("PT", .stationPoint, in: "A")
        country.unit("OLD", .commune, in: "E", through: "2025-12-31")
        country.unit("SOON", .commune, in: "E", from: "2027-03-01")
        country.unit("K", .area)
        country.member("A", of: "K")
        country.member("B", of: "K")
        return country
    }()
    static let today = day("2026-11-10")

    static func new(_ id: String = "N", parent: String? = nil) -> UnitChange.Subject {
        UnitChange.Subject(id: id, name: "Xã Mới", kind: "xã", parent: parent)
    }

    static func id(_ id: String) -> UnitChange.Subject { UnitChange.Subject(id: id) }

    static func apply(
        _ action: UnitChange.Action, on iso: String = "2027-01-01", isBackdated: Bool = false,
        to book: inout UnitBook
    ) -> [String] {
        book.apply(
            UnitChange(action, effective: day(iso), isBackdated: isBackdated), today: today,
            isPreview: false
        ).map(\.pointer)
    }

    static func book() -> UnitBook { UnitBook(country.registry().units) }

    @Test("a merge ends its units, links them whole, hands over what is below and the areas")
    func merge() throws {
        var book = Self.book()
        #expect(Self.apply(.merge(units: ["A", "B"], into: Self.new()), to: &book) == [])
        let units = book.orgUnits
        let heir = try #require(units.number(ofID: "N"))
        let before = units.tree(on: day("2026-12-31"))
        let after = units.tree(on: day("2027-01-01"))
        let number = Self.country.number
        #expect(before.contains(number("A")) && !before.contains(heir))
        #expect(!after.contains(number("A")) && !after.contains(number("B")))
        #expect(after.parent(of: heir) == number("D"))
        #expect(after.parent(of: number("PT")) == heir)
        #expect(before.parent(of: number("PT")) == number("A"))
        #expect(units.wholePredecessors(of: heir) == [heir, number("A"), number("B")])
        #expect(before.children(of: number("K")) == [number("A"), number("B")])
        #expect(after.children(of: number("K")) == [heir])
        #expect(units[heir].states.first?.level == .commune)
    }

    @Test("a merge into a unit that exists keeps that one, also where it is named among them")
    func mergeInto() {
        var book = Self.book()
        #expect(Self.apply(.merge(units: ["A", "C"], into: Self.id("C")), to: &book) == [])
        let units = book.orgUnits
        let number = Self.country.number
        #expect(units.wholePredecessors(of: number("C")) == [number("C"), number("A")])
        #expect(units.tree(on: day("2027-01-01")).children(of: number("K")) == [number("B")])
    }

    @Test("who takes in members of different areas is in part of each")
    func partOfAreas() throws {
        var book = Self.book()
        #expect(Self.apply(.merge(units: ["A", "C"], into: Self.new()), to: &book) == [])
        let tree = book.orgUnits.tree(on: day("2027-01-01"))
        let heir = try #require(book.number(ofID: "N"))
        #expect(tree.partMembers(of: Self.country.number("K")) == [heir])
        #expect(tree.children(of: Self.country.number("K")) == [Self.country.number("B")])
    }

    @Test("a split gives parts, and a kept unit goes on")
    func split() throws {
        for isKept in [true, false] {
            var book = Self.book()
            let parts = [
                UnitChange.Part(into: Self.new(), share: Decimal(mantissa: 4, scale: 1)),
                UnitChange.Part(into: Self.id("C")),
            ]
            let action = UnitChange.Action.split(unit: "B", parts: parts, isKept: isKept)
            #expect(Self.apply(action, to: &book) == [])
            let unit = Self.country.number("B")
            #expect(book[unit].exists(on: day("2027-01-01")) == isKept)
            #expect(book.successions.map(\.kind) == [.part, .part])
            #expect(book.successions.map(\.share) == [Decimal(mantissa: 4, scale: 1), nil])
            let heir = try #require(book.number(ofID: "N"))
            let tree = book.orgUnits.tree(on: day("2027-01-01"))
            #expect(tree.areas(holding: heir) == [Self.country.number("K")])
        }
    }

    @Test(
        "two dated memberships of one unit make no heir a whole member",
        arguments: [("2026-12-31", "2027-01-01"), ("2027-05-31", "2027-06-01")])
    func datedMemberships(last: String, next: String) throws {
        var country = Self.country
        country.member("C", of: "K", through: last)
        country.member("C", of: "K", from: next)
        country.unit("K2", .area)
        country.member("C", of: "K2", through: "2026-12-31")
        country.unit("G", .commune, in: "D")
        var book = UnitBook(country.registry().units)
        #expect(Self.apply(.merge(units: ["C", "G"], into: Self.new()), to: &book) == [])
        let heir = try #require(book.number(ofID: "N"))
        let rows = book.memberships.filter { $0.member == heir }
        #expect(rows.map(\.area) == [country.number("K")])
        #expect(rows.map(\.kind) == [.part])
        #expect(rows.map(\.validity) == [Validity(from: day("2027-01-01"), through: nil)])
    }

    @Test("a part that is the unit itself keeps it, with what the others leave")
    func keptPart() throws {
        func parts(_ own: Decimal?, _ other: Decimal?) -> [UnitChange.Part] {
            [.init(into: Self.id("B"), share: own), .init(into: Self.new(), share: other)]
        }
        let six = Decimal(mantissa: 6, scale: 1)
        let four = Decimal(mantissa: 4, scale: 1)
        var book = Self.book()
        let split = UnitChange.Action.split(unit: "B", parts: parts(six, four), isKept: false)
        #expect(Self.apply(split, to: &book) == [])
        #expect(book[Self.country.number("B")].exists(on: day("2027-01-01")))
        #expect(book.successions.map(\.share) == [four])
        for (own, other) in [(six, six), (six, nil), (0, 1)] as [(Decimal?, Decimal?)] {
            var book = Self.book()
            let split = UnitChange.Action.split(
                unit: "B", parts: parts(own, other), isKept: true)
            #expect(Self.apply(split, to: &book) == ["/parts/0/share"], "\(own as Any)")
        }
        var open = Self.book()
        #expect(
            Self.apply(
                .split(unit: "B", parts: parts(nil, nil), isKept: false), to: &open) == [])
    }

    @Test("moving, renaming, opening and closing hold from their day on")
    func states() throws {
        var book = Self.book()
        let number = Self.country.number
        #expect(Self.apply(.move(unit: "A", parent: "E"), to: &book) == [])
        #expect(
            Self.apply(
                .rename(unit: "A", name: "Phường A", kind: "phường", code: nil), to: &book) == [])
        var subject = Self.new("H", parent: "D")
        subject.level = .hospital
        #expect(Self.apply(.open(subject), to: &book) == [])
        #expect(Self.apply(.close(unit: "C"), to: &book) == [])
        let states = book[number("A")].states
        #expect(states.map(\.parent) == [number("D"), number("E")])
        #expect(
            states.map(\.name) == ["A", "Phường A"] && states.map(\.kind) == ["commune", "phường"])
        #expect(states.map(\.validity.through) == [day("2026-12-31"), nil])
        #expect(book[number("C")].states.last?.validity.through == day("2026-12-31"))
        let hospital = try #require(book.number(ofID: "H"))
        #expect(book[hospital].states.first?.validity.from == day("2027-01-01"))
    }

    @Test(
        "what cannot be is refused at its place",
        arguments: [
            (.merge(units: ["A"], into: new()), ["/units"]),
            (.merge(units: ["C"], into: id("C")), ["/units"]),
            (.merge(units: ["A", "A"], into: new()), ["/units"]),
            (.merge(units: ["A", "nil"], into: new()), ["/units/1"]),
            (.merge(units: ["A", "OLD"], into: new()), ["/units/1"]),
            (.merge(units: ["A", "SOON"], into: new()), ["/units/1"]),
            (.merge(units: ["A", "D"], into: new()), ["/units"]),
            (.merge(units: ["A", "F"], into: new()), ["/into/parent"]),
            (.merge(units: ["A", "B"], into: new("C")), ["/into/id"]),
            (.merge(units: ["A", "B"], into: new("OLD")), ["/into/id"]),
            (.merge(units: ["A", "B"], into: new("a b")), ["/into/id"]),
            (.merge(units: ["A", "B"], into: id("D")), ["/into/id"]),
            (.merge(units: ["A", "B"], into: new(parent: "PT")), ["/into/parent"]),
            (.merge(units: ["A", "B"], into: new(parent: "K")), ["/into/parent"]),
            (.split(unit: "B", parts: [.init(into: new())], isKept: false), ["/parts"]),
            (
                .split(
                    unit: "A", parts: [.init(into: new()), .init(into: id("C"))], isKept: false),
                ["/unit"]
            ),
            (.split(unit: "B", parts: [.init(into: id("B"))], isKept: true), ["/parts"]),
            (
                .split(
                    unit: "B",
                    parts: [
                        .init(into: new(), share: Decimal(mantissa: 7, scale: 1)),
                        .init(into: id("C"), share: Decimal(mantissa: 31, scale: 2)),
                    ], isKept: false), ["/parts/0/share"]
            ),
            (
                .split(unit: "B", parts: [.init(into: id("C"), share: 1)], isKept: true),
                ["/parts/0/share"]
            ),
            (
                .split(unit: "B", parts: [.init(into: id("C"), share: -1)], isKept: true),
                ["/parts/0/share"]
            ),
            (.move(unit: "A", parent: "D"), ["/parent"]),
            (.move(unit: "D", parent: "A"), ["/parent"]),
            (.move(unit: "A", parent: "F"), ["/parent"]),
            (.move(unit: "A", parent: "OLD"), ["/parent"]),
            (.move(unit: "VN", parent: "P"), ["/parent"]),
            (.rename(unit: "A", name: "A", kind: nil, code: nil), ["/name"]),
            (.rename(unit: "A", name: "", kind: nil, code: nil), ["/name"]),
            (.open(new("X", parent: "D")), ["/unit/level"]),
            (
                .open(UnitChange.Subject(id: "X", name: "X", level: .commune)), ["/unit/parent"]
            ),
            (.close(unit: "A"), ["/unit"]), (.close(unit: "VN"), ["/unit"]),
            (.close(unit: "D"), ["/unit"]), (.close(unit: "OLD"), ["/unit"]),
        ] as [(UnitChange.Action, [String])])
    func refused(action: UnitChange.Action, pointers: [String]) {
        var book = Self.book()
        #expect(Self.apply(action, to: &book) == pointers)
        #expect(UnitChangeTrace(from: Self.book(), to: book).units.isEmpty)
    }

    @Test(
        "the day lies within reason, and a past one is meant",
        arguments: [
            ("2026-11-09", false, ["/backdated"]), ("2026-11-09", true, []),
            ("2026-11-10", false, []), ("2024-11-01", true, []),
            ("2024-10-31", true, ["/effective"]), ("2036-11-30", false, []),
            ("2036-12-01", false, ["/effective"]),
        ] as [(String, Bool, [String])])
    func days(iso: String, isBackdated: Bool, pointers: [String]) {
        var book = Self.book()
        #expect(
            Self.apply(
                .close(unit: "B"), on: iso, isBackdated: isBackdated, to: &book) == pointers)
    }

    @Test("what is planned stands in the way of what comes before it")
    func planned() {
        var book = Self.book()
        #expect(Self.apply(.move(unit: "A", parent: "E"), on: "2027-06-01", to: &book) == [])
        #expect(Self.apply(.close(unit: "B"), on: "2027-02-01", to: &book) == [])
        #expect(
            Self.apply(.rename(unit: "A", name: "Á", kind: nil, code: nil), to: &book) == ["/unit"])
        #expect(
            Self.apply(.rename(unit: "B", name: "Bê", kind: nil, code: nil), to: &book) == ["/unit"]
        )
        // A parent that a planned move needs cannot be closed.
        #expect(Self.apply(.close(unit: "E"), on: "2027-01-01", to: &book) == ["/unit"])
    }

    @Test("an id that was planned and undone names nothing, and may be planned again")
    func replanned() throws {
        var book = Self.book()
        let before = book
        #expect(Self.apply(.merge(units: ["A", "B"], into: Self.new()), to: &book) == [])
        #expect(book.undo(UnitChangeTrace(from: before, to: book)) == [])
        let number = try #require(book.number(ofID: "N"))
        #expect(book[number].states.isEmpty)
        #expect(Self.apply(.merge(units: ["A", "C"], into: Self.new()), to: &book) == [])
        #expect(book.number(ofID: "N") == number)
    }

    static func registry(_ book: UnitBook, _ catalogue: Catalogue) -> Registry {
        Registry(units: book.orgUnits, catalogue: catalogue, version: 1)
    }
}
