import Reporting
import ReportingFixtures
import Testing

@Suite struct UnitChangeTests {
    /// Two districts in two provinces; A has a station point; K is an area of A and B.
    private static let country: Country = {
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
    private static let today = day("2026-11-10")

    private static func new(_ id: String = "N", parent: String? = nil) -> UnitChange.Subject {
        UnitChange.Subject(id: id, name: "Xã Mới", kind: "xã", parent: parent)
    }

    private static func id(_ id: String) -> UnitChange.Subject { UnitChange.Subject(id: id) }

    private static func apply(
        _ action: UnitChange.Action, on iso: String = "2027-01-01", isBackdated: Bool = false,
        to book: inout UnitBook
    ) -> [String] {
        book.apply(
            UnitChange(action, effective: day(iso), isBackdated: isBackdated), today: today,
            isPreview: false
        ).map(\.pointer)
    }

    private static func book() -> UnitBook { UnitBook(country.registry().units) }

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

    @Test("a unit joins an area, changes how it belongs to it, leaves it, and all is undone")
    func areas() {
        var book = Self.book()
        let number = Self.country.number
        func kinds(_ iso: String) -> [Membership.Kind] {
            book.memberships.filter {
                $0.member == number("C") && $0.validity.contains(day(iso))
            }.map(\.kind)
        }
        var traces: [UnitChangeTrace] = []
        for (action, iso) in [
            (.join(unit: "C", area: "K", kind: .part), "2027-01-01"),
            (.join(unit: "C", area: "K", kind: .whole), "2027-03-01"),
            (.leave(unit: "C", area: "K"), "2027-05-01"),
        ] as [(UnitChange.Action, String)] {
            let before = book
            #expect(Self.apply(action, on: iso, to: &book) == [])
            traces.append(UnitChangeTrace(from: before, to: book))
        }
        #expect(kinds("2026-12-31").isEmpty && kinds("2027-05-01").isEmpty)
        #expect(kinds("2027-02-28") == [.part] && kinds("2027-04-30") == [.whole])
        #expect(traces[0].concerned == [number("C"), number("K")])
        #expect(book.undo(traces[0]) != [], "the second rests on it")
        for trace in traces.reversed() { #expect(book.undo(trace) == []) }
        #expect(Set(book.memberships) == Set(Self.book().memberships))
    }

    @Test(
        "what cannot join or leave is refused at its place",
        arguments: [
            (.join(unit: "A", area: "K", kind: .whole), ["/area"]),
            (.join(unit: "K", area: "K", kind: .whole), ["/unit"]),
            (.join(unit: "A", area: "D", kind: .whole), ["/area"]),
            (.join(unit: "OLD", area: "nil", kind: .part), ["/unit", "/area"]),
            (.leave(unit: "C", area: "K"), ["/area"]),
        ] as [(UnitChange.Action, [String])])
    func noMember(action: UnitChange.Action, pointers: [String]) {
        var book = Self.book()
        #expect(Self.apply(action, to: &book) == pointers)
    }

    @Test("what is to join an area later is not ended before")
    func plannedArea() {
        var book = Self.book()
        let join = UnitChange.Action.join(unit: "C", area: "K", kind: .whole)
        #expect(Self.apply(join, on: "2027-06-01", to: &book) == [])
        #expect(Self.apply(.close(unit: "C"), on: "2027-02-01", to: &book) == ["/unit"])
        #expect(Self.apply(join, on: "2027-02-01", to: &book) == ["/unit"])
    }

    @Test("leaving is not undone where the unit is to join the area again")
    func joinedAgain() {
        var book = Self.book()
        let before = book
        #expect(Self.apply(.leave(unit: "A", area: "K"), to: &book) == [])
        let leave = UnitChangeTrace(from: before, to: book)
        let left = book
        let join = UnitChange.Action.join(unit: "A", area: "K", kind: .part)
        #expect(Self.apply(join, on: "2027-03-01", to: &book) == [])
        let joined = UnitChangeTrace(from: left, to: book)
        #expect(book.undo(leave) == [Self.country.number("A")])
        #expect(book.undo(joined) == [] && book.undo(leave) == [])
        #expect(Set(book.memberships) == Set(before.memberships))
    }

    @Test("overlapping rows of one member count it once")
    func twice() {
        var country = Self.country
        country.member("A", of: "K", from: "2027-01-01")
        country.member("C", of: "K", .part)
        country.member("C", of: "K", .part)
        let tree = country.registry().units.tree(on: day("2027-01-01"))
        #expect(tree.children(of: country.number("K")) == ["A", "B"].map(country.number))
        #expect(tree.partMembers(of: country.number("K")) == [country.number("C")])
        #expect(tree.subtree(of: country.number("K")).count == 4)
    }

    @Test(
        "a planned change of an area is not lost with the unit that it is planned for",
        arguments: [
            ("C", .whole, "2027-01-01"), ("C", .whole, "2027-06-01"), ("C", .part, "2027-01-01"),
            ("A", .part, "2027-06-01"), ("A", .part, "2027-01-01"),
        ] as [(String, Membership.Kind, String)])
    func plannedKind(unit: String, kind: Membership.Kind, day iso: String) {
        var joined = Self.book()
        #expect(Self.apply(.join(unit: unit, area: "K", kind: kind), on: iso, to: &joined) == [])
        let (new, others) = (Self.new(), Self.id("B"))
        for (action, pointer) in [
            (.merge(units: [unit, "B"], into: new), "/units/0"),
            (.merge(units: [unit], into: others), "/units/0"), (.close(unit: unit), "/unit"),
        ] as [(UnitChange.Action, String)] {
            var book = joined
            #expect(Self.apply(action, to: &book) == [pointer])
        }
        var split = Self.book()
        #expect(Self.apply(.join(unit: "B", area: "K", kind: .part), on: iso, to: &split) == [])
        let parts = [UnitChange.Part(into: new), UnitChange.Part(into: Self.id("C"))]
        #expect(
            Self.apply(.split(unit: "B", parts: parts, isKept: false), to: &split) == ["/unit"])
    }

    @Test("who leaves an area on the day and is to join it again is not ended before")
    func leftAndPlanned() {
        var book = Self.book()
        let join = UnitChange.Action.join(unit: "A", area: "K", kind: .whole)
        #expect(Self.apply(.leave(unit: "A", area: "K"), to: &book) == [])
        #expect(Self.apply(join, on: "2027-06-01", to: &book) == [])
        #expect(Self.apply(.merge(units: ["A", "B"], into: Self.new()), to: &book) == ["/units/0"])
    }

    @Test("a new unit into which several merge on one day is in an area once")
    func mergedTwice() throws {
        var country = Self.country
        country.unit("G", .commune, in: "D")
        country.member("G", of: "K")
        var book = UnitBook(country.registry().units)
        #expect(Self.apply(.merge(units: ["A", "B"], into: Self.new()), to: &book) == [])
        #expect(Self.apply(.merge(units: ["G"], into: Self.id("N")), to: &book) == [])
        let heir = try #require(book.number(ofID: "N"))
        #expect(book.memberships.count { $0.member == heir } == 1)
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

    @Test("a preview says what becomes of units, forms, areas, targets and sums")
    func effects() {
        let catalogue = SampleForm.catalogue(
            targets: [
                Target(
                    indicator: "i", unitID: "A", year: 2027, comparison: .atLeast, value: 80,
                    quoteVI: "")
            ],
            assignments: [
                FormAssignment(form: SampleForm.code, unitID: "B", validity: .always)
            ])
        var book = Self.book()
        let before = book
        _ = Self.apply(.merge(units: ["A", "B"], into: Self.new()), to: &book)
        let effects = UnitChangeEffects(
            UnitChangeTrace(from: before, to: book), effective: day("2027-01-01"),
            before: Self.registry(before, catalogue), after: Self.registry(book, catalogue),
            today: Self.today
        ).all
        #expect(
            Set(effects.map(\.topic)) == [
                .units, .children, .successions, .expected, .assignments, .areas, .targets, .sums,
            ])
        #expect(effects.last?.months == [])
        let expected = effects.first { $0.topic == .expected }
        #expect(expected?.units == ["A", "B", "N"])
        #expect(expected?.messageEN.hasSuffix("change by -1.") == true)
    }

    @Test("a preview of a past change names the months and the units whose sums change")
    func pastSums() {
        var book = Self.book()
        let before = book
        _ = Self.apply(
            .move(unit: "A", parent: "E"), on: "2026-09-15", isBackdated: true, to: &book)
        let sums = UnitChangeEffects(
            UnitChangeTrace(from: before, to: book), effective: day("2026-09-15"),
            before: Self.registry(before, SampleForm.catalogue),
            after: Self.registry(book, SampleForm.catalogue), today: Self.today
        ).all.first { $0.topic == .sums }
        #expect(sums?.boundaries == .reported)
        #expect(sums?.months.map(\.code) == ["2026-09", "2026-10", "2026-11"])
        #expect(sums?.units == ["D", "E"])
    }

    /// The effects of one change on the country, in English.
    private static func told(
        _ action: UnitChange.Action, on iso: String, _ catalogue: Catalogue = SampleForm.catalogue
    ) -> [UnitChangeEffect] {
        var book = Self.book()
        let before = book
        _ = apply(action, on: iso, isBackdated: true, to: &book)
        return UnitChangeEffects(
            UnitChangeTrace(from: before, to: book), effective: day(iso),
            before: registry(before, catalogue), after: registry(book, catalogue), today: today
        ).all
    }

    @Test("where no sum changes, a sentence of its own says so")
    func noSum() {
        let rename = UnitChange.Action.rename(unit: "A", name: "Á", kind: nil, code: nil)
        func sums(_ iso: String) -> [UnitChangeEffect] {
            Self.told(rename, on: iso).filter { $0.topic == .sums }
        }
        #expect(
            sums("2026-10-01").map(\.messageEN) == [
                "As reported, no sum of 2026-10 to 2026-11 changes.",
                "In today's boundaries, no sum of all months, also before 2026-10, changes.",
            ])
        #expect(
            sums("2026-10-01").map(\.messageVI) == [
                "Đọc như khi báo cáo, không tổng nào của tháng 10/2026–11/2026 đổi.",
                "Đọc theo địa giới hiện nay, không tổng nào của mọi tháng, kể cả trước tháng "
                    + "10/2026, đổi.",
            ])
        #expect(
            sums("2027-01-01").map(\.messageEN) == [
                "As reported, from 2027-01 on no sum changes.",
                "From 2027-01-01 on, in today's boundaries, no sum changes.",
            ])
        #expect(
            sums("2026-11-20").map(\.messageEN)[1]
                == "In today's boundaries, no sum of 2026-11 changes.")
    }

    @Test("sums that only a dated assignment lets move are named")
    func datedAssignment() {
        let catalogue = SampleForm.catalogue(
            assignments: [
                FormAssignment(
                    form: SampleForm.code, unitID: "PT",
                    validity: Validity(from: day("2025-03-01"), through: day("2025-05-31")))
            ])
        let subject = UnitChange.Action.move(unit: "PT", parent: "F")
        let sums = Self.told(subject, on: "2026-09-01", catalogue).filter {
            $0.boundaries == .current
        }
        #expect(sums.first?.units == ["D", "E", "A", "F", "K"])
    }

    @Test("days stand in Vietnamese texts as Vietnamese write them")
    func writtenDays() {
        var book = Self.book()
        let late = UnitChange(.close(unit: "C"), effective: day("2099-01-01"))
        let far = book.apply(late, today: Self.today, isPreview: true)
        #expect(far.first?.messageVI == "Ngày hiệu lực phải từ 01/11/2024 đến 30/11/2036.")
        #expect(Self.apply(.close(unit: "PT"), on: "2027-06-01", to: &book) == [])
        var moved = Self.book()
        #expect(Self.apply(.move(unit: "PT", parent: "B"), on: "2027-06-01", to: &moved) == [])
        let merge = UnitChange(
            .merge(units: ["A", "C"], into: Self.new()), effective: day("2027-01-01"))
        let planned = moved.apply(merge, today: Self.today, isPreview: true)
        #expect(planned.first?.messageVI.hasSuffix("định vào ngày 01/06/2027.") == true)
    }

    @Test("a close without a successor says whose past drops out of today's boundaries")
    func dropped() {
        let past = Self.told(.close(unit: "C"), on: "2026-09-01").filter { $0.topic == .sums }
        #expect(past.map(\.boundaries) == [.reported, .current, .current])
        #expect(
            past.map { Set($0.units) } == [["C", "D", "P", "VN"], ["C", "D", "P", "VN"], ["C"]])
        #expect(past[1].messageEN.contains("also before 2026-09"))
        #expect(past[2].messageEN.hasSuffix("of VN (VN), P (P), D (D); no unit takes them over."))
        let planned = Self.told(.close(unit: "C"), on: "2027-03-01").filter { $0.topic == .sums }
        #expect(planned[0].messageVI.contains("từ tháng 03/2027") && planned[0].months.isEmpty)
        #expect(planned[1].messageVI.hasPrefix("Từ ngày 01/03/2027, đọc theo địa giới hiện nay"))
        #expect(planned.map { Set($0.units) } == past.map { Set($0.units) })
    }

    @Test("a change later in the month that has begun moves that month at once")
    func begunMonth() {
        let sums = Self.told(.close(unit: "C"), on: "2026-11-20").filter { $0.topic == .sums }
        #expect(sums.map(\.boundaries) == [.reported, .current, .current, .current])
        #expect(sums[0].months.map(\.code) == ["2026-11"])
        #expect(
            sums[1].messageEN.hasPrefix("In today's boundaries, sums of 2026-11 change at once"))
        #expect(sums[2].messageEN.hasPrefix("From 2026-11-20 on"))
    }

    @Test("a move says whose deadlines and targets hold from then on")
    func moved() {
        let catalogue = SampleForm.catalogue(
            indicators: [
                Indicator(
                    code: "i", labelVI: "", labelEN: "", numerator: [0], denominator: nil, per: 1,
                    direction: .higher, note: nil)
            ],
            targets: ["D", "E"].map {
                Target(
                    indicator: "i", unitID: $0, year: 2027, comparison: .atLeast, value: 80,
                    quoteVI: "")
            },
            deadlines: [
                DeadlineOverride(
                    form: SampleForm.code, unitID: "E", rule: .dayOfMonth(20),
                    validity: .always)
            ])
        let effects = Self.told(.move(unit: "C", parent: "E"), on: "2027-02-01", catalogue)
        let deadline = effects.first { $0.topic == .assignments }
        #expect(deadline?.messageVI.contains("20/02/2027") == true)
        #expect(
            effects.first { $0.topic == .targets }?.messageEN
                == "C (C): the target i is that of E (E) in place of D (D).")
        // Whether a report is on time counts further up as well.
        #expect(effects.first { $0.topic == .sums }?.units.contains("VN") == true)
    }

    @Test("a new hospital is said to report nothing, a new district is not expected to")
    func silent() {
        func expected(_ level: OrgUnitLevel, _ parent: String) -> [[String]] {
            let subject = UnitChange.Subject(id: "N", name: "N", level: level, parent: parent)
            return Self.told(.open(subject), on: "2027-01-01").filter { $0.topic == .expected }
                .map(\.units)
        }
        #expect(expected(.hospital, "D") == [["N"]])
        #expect(expected(.district, "P") == [])
    }

    @Test("where no version of a form is in force, that is why nobody is said to report it")
    func unversioned() {
        let catalogue = Catalogue(
            elements: SampleForm.elements, versions: [SampleForm.first], rules: [], indicators: [],
            targets: [], deadlines: [], assignments: [], holidays: [])
        let effects = Self.told(
            .merge(units: ["A", "B"], into: Self.new()), on: "2027-01-01", catalogue)
        let expected = effects.filter { $0.topic == .expected }
        #expect(expected.count == 1)
        #expect(
            expected.first?.messageEN.hasPrefix(
                "No version of the form sample is in force on 2027-01-31") == true)
    }

    @Test(
        "a change is told in a sentence with names, days and kinds as they are written",
        arguments: [
            (.merge(units: ["A"], into: id("B")), "Sáp nhập A (A) vào B (B)"),
            (.merge(units: ["A", "B"], into: new()), "Sáp nhập A (A), B (B) thành Xã Mới (N)"),
            (
                .split(
                    unit: "B",
                    parts: [.init(into: new(), share: Decimal(mantissa: 25, scale: 2))],
                    isKept: true), "Chia B (B) cho Xã Mới (N) 0,25, đơn vị này vẫn còn"
            ),
            (.rename(unit: "A", name: "Xã Á", kind: "xã", code: nil), "Đổi A (A) thành Xã Á"),
            (.rename(unit: "A", name: nil, kind: "phường", code: nil), "Đổi A (A) thành phường"),
            (.join(unit: "A", area: "K", kind: .part), "Đưa A (A) vào K (K) (một phần)"),
        ] as [(UnitChange.Action, String)])
    func summary(action: UnitChange.Action, text: String) {
        let units = Self.country.registry().units
        #expect(UnitChange(action, effective: day("2027-01-01")).summary(in: units).vi == text)
    }

    @Test("a list that both languages end in is said once")
    func bilingual() {
        #expect(Bilingual.line("Còn: A, B.", "Left: A, B.") == "Còn / Left: A, B.")
        #expect(Bilingual.line("Có", "Yes") == "Có / Yes")
        #expect(Bilingual.line("Một: x", "One: y") == "Một: x / One: y")
        #expect(Bilingual.line("Lúc 10:30", "At 10:30") == "Lúc 10:30 / At 10:30")
        #expect(Bilingual.line("Còn: 10:30", "Left: 10:30") == "Còn / Left: 10:30")
    }

    @Test("months in words are stretches")
    func months() {
        let text = MonthsText(["2026-11", "2026-12", "2027-01", "2027-03"].map(month))
        #expect(text.vi == "11/2026–01/2027, 03/2027")
        #expect(text.en == "2026-11 to 2027-01, 2027-03")
    }

    private static func registry(_ book: UnitBook, _ catalogue: Catalogue) -> Registry {
        Registry(units: book.orgUnits, catalogue: catalogue, version: 1)
    }
}
