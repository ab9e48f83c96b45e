import Reporting

/// At which units a unit's figures of a month count.
struct PlainPlaces {
    struct Place: Hashable {
        let unit: OrgUnit.Number
        let weight: Weight
        /// Less than everything, by published shares.
        let isEstimated: Bool
    }

    var places: [Place] = []
    /// Units where they may belong and do not count, or not all of them.
    var missing: Set<OrgUnit.Number> = []
}

extension PlainSuccession {
    /// The unit, its parent, and so on.
    func path(_ unit: OrgUnit.Number, on day: Day) -> [OrgUnit.Number] {
        var path: [OrgUnit.Number] = []
        var next: OrgUnit.Number? = unit
        while let one = next, let state = state(of: one, on: day) {
            // An area is nobody's parent, whatever a row says.
            if !path.isEmpty, state.level == .area { break }
            path.append(one)
            next = state.parent
        }
        return path
    }

    private func state(of unit: OrgUnit.Number, on day: Day) -> OrgUnit.State? {
        units[unit].states.first { $0.validity.contains(day) }
    }

    /// The areas that the unit, or one above it, is a member of.
    private func areas(
        of unit: OrgUnit.Number, on day: Day, _ kind: Membership.Kind
    ) -> Set<OrgUnit.Number> {
        let memberships = path(unit, on: day).flatMap { self.memberships[$0] ?? [] }
        return Set(
            memberships.filter {
                $0.kind == kind && $0.validity.contains(day) && exists($0.area, on: day)
            }.map(\.area))
    }

    /// The unit, what is above it, and the areas that one of these is a whole member of.
    private func whole(_ unit: OrgUnit.Number, on day: Day) -> Set<OrgUnit.Number> {
        Set(path(unit, on: day)).union(areas(of: unit, on: day, .whole))
    }

    /// The same with the areas that one of these is in part a member of.
    private func any(_ unit: OrgUnit.Number, on day: Day) -> Set<OrgUnit.Number> {
        whole(unit, on: day).union(areas(of: unit, on: day, .part))
    }

    func places(of unit: OrgUnit.Number, in month: Month, _ boundaries: Boundaries) -> PlainPlaces {
        let then = whole(unit, on: month.lastDay)
        guard boundaries == .current else {
            return PlainPlaces(
                places: then.map { .init(unit: $0, weight: .all, isEstimated: false) },
                missing: any(unit, on: month.lastDay).subtracting(then))
        }
        let groups = groups(of: unit, in: month)
        guard !groups.isEmpty else {
            return PlainPlaces(missing: then.filter { exists($0, on: today) })
        }
        return places(of: groups)
    }

    private func places(of groups: [Group]) -> PlainPlaces {
        var weights: [OrgUnit.Number: Weight] = [:]
        var counts: [OrgUnit.Number: Int] = [:]
        var missing: Set<OrgUnit.Number> = []
        for group in groups {
            let wholes = group.ends.map { whole($0, on: today) }
            let common = wholes.dropFirst().reduce(wholes.first ?? []) { $0.intersection($1) }
            for unit in common {
                weights[unit] = (weights[unit] ?? .none) + group.weight
                counts[unit, default: 0] += 1
            }
            for end in group.ends { missing.formUnion(any(end, on: today).subtracting(common)) }
        }
        return PlainPlaces(
            places: weights.map { unit, weight in
                let isAll = counts[unit] == groups.count
                return .init(unit: unit, weight: isAll ? .all : weight, isEstimated: !isAll)
            }, missing: missing)
    }
}
