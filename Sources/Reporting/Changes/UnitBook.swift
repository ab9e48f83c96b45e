/// A working copy of units, successions and members, in which changes are tried before they are
/// kept.
public struct UnitBook: Sendable {
    public private(set) var units: [OrgUnit]
    public private(set) var successions: [Succession]
    public private(set) var memberships: [Membership]
    private var numbers: [String: OrgUnit.Number]

    public init(_ units: OrgUnits) {
        self.units = units.units
        successions = units.successions
        memberships = units.memberships
        numbers = Dictionary(units.units.map { ($0.id, $0.number) }) { first, _ in first }
    }

    public var orgUnits: OrgUnits {
        OrgUnits(units: units, successions: successions, memberships: memberships)
    }

    public func number(ofID id: String) -> OrgUnit.Number? { numbers[id] }

    public subscript(number: OrgUnit.Number) -> OrgUnit { units[number] }

    // MARK: What changes are made of

    /// Adds a unit. An id that was planned once and undone named nothing and keeps its number.
    mutating func add(_ id: String, _ state: OrgUnit.State) -> OrgUnit.Number {
        let number = numbers[id] ?? units.count
        let unit = OrgUnit(number: number, id: id, states: [state])
        if number == units.count { units.append(unit) } else { units[number] = unit }
        numbers[id] = number
        return number
    }

    mutating func set(_ states: [OrgUnit.State], of unit: OrgUnit.Number) {
        units[unit] = OrgUnit(number: unit, id: units[unit].id, states: states)
    }

    /// Ends a unit on the day before. A state that would begin on that day never does.
    mutating func end(_ unit: OrgUnit.Number, before day: Day) {
        set(units[unit].states.ending(before: day), of: unit)
    }

    /// Gives a unit another state from a day on.
    mutating func change(
        _ unit: OrgUnit.Number, from day: Day, _ body: (inout OrgUnit.State) -> Void
    ) {
        guard var state = units[unit].state(on: day) else { return }
        let through = state.validity.through
        state.validity = Validity(from: day, through: through)
        body(&state)
        let later = units[unit].states.filter { $0.validity.from.map { $0 > day } ?? false }
        set(units[unit].states.ending(before: day) + [state] + later, of: unit)
    }

    mutating func link(_ link: Succession) { successions.append(link) }

    mutating func add(_ membership: Membership) { memberships.append(membership) }

    /// Ends what a unit is a member of, or its membership of one area, on the day before.
    mutating func endMemberships(
        of member: OrgUnit.Number, in area: OrgUnit.Number? = nil, before day: Day
    ) {
        memberships = memberships.compactMap { one in
            guard one.member == member, (area ?? one.area) == one.area else { return one }
            return one.validity.ending(before: day).map { validity in
                Membership(area: one.area, member: one.member, kind: one.kind, validity: validity)
            }
        }
    }

    mutating func replace(
        successions: [Succession], memberships: [Membership]
    ) {
        self.successions = successions
        self.memberships = memberships
    }
}

extension [OrgUnit.State] {
    /// The states up to the day before.
    fileprivate func ending(before day: Day) -> [OrgUnit.State] {
        compactMap { state in
            state.validity.ending(before: day).map { validity in
                var state = state
                state.validity = validity
                return state
            }
        }
    }
}

extension Validity {
    /// The part of it before a day; nil where there is none.
    fileprivate func ending(before day: Day) -> Validity? {
        if let from, from >= day { return nil }
        return Validity(from: from, through: through.map { Swift.min($0, day + -1) } ?? day + -1)
    }
}
