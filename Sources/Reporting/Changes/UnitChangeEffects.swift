/// What a change of units brings about, as far as units and catalogue tell.
public struct UnitChangeEffects {
    let trace: UnitChangeTrace
    let day: Day
    let before: Registry
    let after: Registry
    let today: Day

    /// - Parameters:
    ///   - before: units without the change.
    ///   - after: units with it.
    public init(
        _ trace: UnitChangeTrace, effective: Day, before: Registry, after: Registry, today: Day
    ) {
        self.trace = trace
        self.day = effective
        self.before = before
        self.after = after
        self.today = today
    }

    public var all: [UnitChangeEffect] {
        states + successions + expected + assignments + areas + targets + sums
    }

    // MARK: Words

    func id(_ unit: OrgUnit.Number) -> String { after.units[unit].id }

    func name(_ unit: OrgUnit.Number) -> String {
        let states = [after, before].lazy.filter { $0.units.units.indices.contains(unit) }
        return states.compactMap { $0.units[unit].state(nearest: day + -1)?.name }.first ?? id(unit)
    }

    func placeName(_ unit: OrgUnit.Number) -> String { "\(name(unit)) (\(id(unit)))" }

    /// Names with ids, since names are not unique.
    func list(_ units: [OrgUnit.Number]) -> String {
        units.map(placeName).joined(separator: ", ")
    }

    /// A unit as it is called, by its id.
    func label(_ id: String) -> String {
        before.units.number(ofID: id).map(placeName) ?? id
    }

    /// What a unit goes into.
    func heirs(of id: String) -> [OrgUnit.Number] {
        trace.links.filter { self.id($0.predecessor) == id && !$0.isIgnored }.map(\.successor)
    }
}
