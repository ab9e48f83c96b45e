/// What a change did to units, links and memberships: enough to show it and to take it back.
public struct UnitChangeTrace: Hashable, Sendable {
    public struct States: Hashable, Sendable {
        public let unit: OrgUnit.Number
        /// Empty for a unit that the change made.
        public let before: [OrgUnit.State]
        public let after: [OrgUnit.State]

        public init(unit: OrgUnit.Number, before: [OrgUnit.State], after: [OrgUnit.State]) {
            self.unit = unit
            self.before = before
            self.after = after
        }
    }

    public let units: [States]
    public let links: [Succession]
    public let removedMemberships: [Membership]
    public let addedMemberships: [Membership]

    public init(
        units: [States], links: [Succession], removedMemberships: [Membership],
        addedMemberships: [Membership]
    ) {
        self.units = units
        self.links = links
        self.removedMemberships = removedMemberships
        self.addedMemberships = addedMemberships
    }

    /// The difference between two books, the second made from the first.
    public init(from before: UnitBook, to after: UnitBook) {
        units = after.units.compactMap { unit in
            let old = unit.number < before.units.count ? before[unit.number].states : []
            guard old != unit.states else { return nil }
            return States(unit: unit.number, before: old, after: unit.states)
        }
        links = Array(after.successions.dropFirst(before.successions.count))
        let old = Set(before.memberships)
        let new = Set(after.memberships)
        removedMemberships = before.memberships.filter { !new.contains($0) }
        addedMemberships = after.memberships.filter { !old.contains($0) }
    }

    /// Units whose states it changed.
    public var touched: Set<OrgUnit.Number> { Set(units.map(\.unit)) }

    /// Units that it concerns: those it changed and those whose areas it changed; where it changed
    /// nothing but members, the areas too.
    public var concerned: Set<OrgUnit.Number> {
        let members = addedMemberships + removedMemberships
        let areas = units.isEmpty ? members.map(\.area) : []
        return touched.union(members.map(\.member)).union(areas)
    }

    /// Units that end with it.
    public var ended: [OrgUnit.Number] {
        units.filter { states in
            states.after.last?.validity.through != nil
                && states.before.last?.validity.through == nil && !states.before.isEmpty
        }.map(\.unit)
    }

    /// Units that begin with it.
    public var founded: [OrgUnit.Number] { units.filter(\.before.isEmpty).map(\.unit) }
}
