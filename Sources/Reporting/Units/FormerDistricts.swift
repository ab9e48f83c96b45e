/// The districts that ended with June 2025, as areas for those who still read by them.
///
/// Law 72/2025/QH15 ended the district level without successors: communes were merged anew, and
/// some of the new ones took land of several districts. Such a commune is a member in part only,
/// since nobody knows which of its births are whose; a commune made of one district's land alone
/// is a whole member. So a former district's sums are exact, and say what they leave out.
public enum FormerDistricts {
    /// The last day on which there were districts.
    public static let lastDay = Day(number: 20_269)  // 2025-06-30
    private static let idPrefix = "VN-2024-"
    private static let areaPrefix = "VN-2025-KV-"

    /// The former districts that have no area yet.
    ///
    /// - Returns: units numbered behind the given ones, each a province's or, where its land lies
    ///   in several, the country's; and their members.
    public static func missingAreas(
        in units: OrgUnits
    ) -> (areas: [OrgUnit], memberships: [Membership]) {
        var areas: [OrgUnit] = []
        var memberships: [Membership] = []
        for district in units.units {
            guard let last = state(ending: district), let id = areaID(of: district.id),
                !units.hasGiven(id: id)
            else { continue }
            let number = units.units.count + areas.count
            let members = members(of: district.number, in: units)
            memberships += members.map { member, kind in
                Membership(area: number, member: member, kind: kind, validity: validity)
            }
            areas.append(
                OrgUnit(
                    number: number, id: id,
                    states: [
                        OrgUnit.State(
                            validity: validity, code: "", level: .area, kind: "khu vực",
                            name: name(of: last),
                            parent: place(of: members.map(\.unit), in: units))
                    ]))
        }
        return (areas, memberships)
    }

    /// The area that groups what a district's land became.
    public static func area(
        after district: OrgUnit.Number, in units: OrgUnits
    ) -> OrgUnit.Number? {
        areaID(of: units[district].id).flatMap(units.number(ofID:))
    }

    /// The district whose land an area groups.
    public static func district(
        before area: OrgUnit.Number, in units: OrgUnits
    ) -> OrgUnit.Number? {
        let id = units[area].id
        guard id.hasPrefix(areaPrefix) else { return nil }
        return units.number(ofID: idPrefix + id.dropFirst(areaPrefix.count))
    }

    private static let validity = Validity(from: lastDay + 1, through: nil)

    private static func state(ending district: OrgUnit) -> OrgUnit.State? {
        guard let last = district.states.last, last.level == .district,
            last.validity.through == lastDay
        else { return nil }
        return last
    }

    private static func areaID(of id: String) -> String? {
        id.hasPrefix(idPrefix) ? areaPrefix + id.dropFirst(idPrefix.count) : nil
    }

    /// «Huyện Bắc Quang» becomes «Khu vực huyện Bắc Quang».
    private static func name(of state: OrgUnit.State) -> String {
        "Khu vực " + state.name.prefix(1).lowercased() + state.name.dropFirst()
    }

    /// What the district's units went into, in order.
    private static func members(
        of district: OrgUnit.Number, in units: OrgUnits
    ) -> [(unit: OrgUnit.Number, kind: Membership.Kind)] {
        let below = Set(units.tree(on: lastDay).subtree(of: district))
        let heirs = Set(
            below.flatMap { units.successors(of: $0) }.filter(isOfThatDay).map(\.successor))
        return heirs.sorted().map { heir in
            let land = units.predecessors(of: heir).filter(isOfThatDay)
            return (heir, land.allSatisfy { below.contains($0.predecessor) } ? .whole : .part)
        }
    }

    private static func isOfThatDay(_ link: Succession) -> Bool {
        link.effective == lastDay + 1
    }

    /// The lowest unit above all members.
    private static func place(
        of members: [OrgUnit.Number], in units: OrgUnits
    ) -> OrgUnit.Number? {
        let tree = units.tree(on: lastDay + 1)
        let paths = members.map { tree.path(from: $0).dropFirst() }
        return paths.first?.first { unit in paths.allSatisfy { $0.contains(unit) } }
    }
}
