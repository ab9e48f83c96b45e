/// The areas of one day with their members.
struct AreaGroups: Sendable {
    let areas: [OrgUnit.Number]
    private var wholes: [OrgUnit.Number: [OrgUnit.Number]] = [:]
    private var parts: [OrgUnit.Number: [OrgUnit.Number]] = [:]
    private var areasByMember: [OrgUnit.Number: [OrgUnit.Number]] = [:]

    /// A membership counts while both its area and its member exist; areas hold no areas.
    init(units: [OrgUnit], memberships: [Membership], on day: Day) {
        areas = units.filter { $0.state(on: day)?.level == .area }.map(\.number)
        let known = Set(areas)
        for membership in memberships where membership.validity.contains(day) {
            let (area, member) = (membership.area, membership.member)
            guard known.contains(area), !known.contains(member), units[member].exists(on: day)
            else { continue }
            switch membership.kind {
            case .part: parts[area, default: []].append(member)
            case .whole:
                wholes[area, default: []].append(member)
                areasByMember[member, default: []].append(area)
            }
        }
        // Memberships are kept in the order of their making; lists of members are not to show it,
        // nor is anybody counted twice whose rows overlap.
        wholes = wholes.mapValues { Set($0).sorted() }
        parts = parts.mapValues { Set($0).sorted() }
    }

    func members(of area: OrgUnit.Number) -> [OrgUnit.Number] { wholes[area] ?? [] }

    func partMembers(of area: OrgUnit.Number) -> [OrgUnit.Number] { parts[area] ?? [] }

    func areas(of member: OrgUnit.Number) -> [OrgUnit.Number] { areasByMember[member] ?? [] }
}
