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
        while let one = next,
            let state = units[one].states.first(where: { $0.validity.contains(day) })
        {
            path.append(one)
            next = state.parent
        }
        return path
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
