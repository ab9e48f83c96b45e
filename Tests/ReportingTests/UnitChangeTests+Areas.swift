import Reporting
import ReportingFixtures
import Testing

/// Members of areas, and what becomes of them.
extension UnitChangeTests {
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
}
