/// Who joins and leaves areas.
extension UnitChangeEffects {
    var areas: [UnitChangeEffect] {
        let old = members(before)
        let new = members(after)
        let joined = new.subtracting(old).sorted { ($0.area, $0.member) < ($1.area, $1.member) }
        let left = old.subtracting(new).sorted { ($0.area, $0.member) < ($1.area, $1.member) }
        return joined.map { one in
            let isWhole = one.kind == .whole
            let (area, member) = (placeName(one.area), placeName(one.member))
            return UnitChangeEffect(
                .areas, units: [id(one.area), id(one.member)],
                isWhole
                    ? "\(member) thuộc \(area)."
                    : "\(member) thuộc một phần \(area), chỉ được nêu bên cạnh tổng.",
                isWhole
                    ? "\(member) is a member of \(area)."
                    : "\(member) is in part of \(area): named beside its sums.")
        }
            + left.map { one in
                let (area, member) = (placeName(one.area), placeName(one.member))
                return UnitChangeEffect(
                    .areas, units: [id(one.area), id(one.member)], "\(member) rời \(area).",
                    "\(member) leaves \(area).")
            }
    }

    private struct Member: Hashable {
        let area: OrgUnit.Number
        let member: OrgUnit.Number
        let kind: Membership.Kind
    }

    /// Who belongs to which area on the day.
    private func members(_ registry: Registry) -> Set<Member> {
        Set(
            registry.units.memberships.filter { $0.validity.contains(day) }.map {
                Member(area: $0.area, member: $0.member, kind: $0.kind)
            })
    }
}
