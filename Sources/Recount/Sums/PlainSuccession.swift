import Reporting

/// Where a unit's figures of a month belong among the units of today, written from the
/// design's words: whole successions, published shares, and what nobody can tell apart.
struct PlainSuccession {
    /// So much of a unit went to one of these.
    struct Group {
        var weight: Weight
        var ends: Set<OrgUnit.Number>
    }

    let units: [OrgUnit]
    let today: Day
    private let onward: [OrgUnit.Number: [Succession]]
    private let backward: [OrgUnit.Number: [Succession]]
    /// Whole successions into each unit.
    let wholePredecessors: [[Succession]]
    /// By member.
    let memberships: [OrgUnit.Number: [Membership]]

    init(
        units: [OrgUnit], successions: [Succession], memberships: [Membership], today: Day
    ) {
        self.units = units
        self.today = today
        let moving = successions.filter { !($0.kind == .part && $0.share == 0) }
        onward = Dictionary(grouping: moving, by: \.predecessor)
        let backward = Dictionary(grouping: moving, by: \.successor)
        self.backward = backward
        wholePredecessors = units.map { unit in
            (backward[unit.number] ?? []).filter { $0.kind != .part || $0.share == 1 }
        }
        self.memberships = Dictionary(grouping: memberships, by: \.member)
    }

    func exists(_ unit: OrgUnit.Number, on day: Day) -> Bool {
        units[unit].states.contains { $0.validity.contains(day) }
    }

    func groups(of unit: OrgUnit.Number, in month: Month) -> [Group] {
        if month.lastDay > today, !exists(unit, on: today) {
            let origins = origins(of: unit, until: month.lastDay, seen: [unit])
            return origins.isEmpty ? [] : [Group(weight: .all, ends: origins)]
        }
        return groups(of: unit, from: month.lastDay + 1, .all, passed: [])
    }

    /// What a unit that begins after today comes from.
    private func origins(
        of unit: OrgUnit.Number, until day: Day, seen: Set<OrgUnit.Number>
    ) -> Set<OrgUnit.Number> {
        var found: Set<OrgUnit.Number> = []
        for link in backward[unit] ?? []
        where today < link.effective && link.effective <= day && !seen.contains(link.predecessor) {
            if exists(link.predecessor, on: today) { found.insert(link.predecessor) }
            found.formUnion(
                origins(of: link.predecessor, until: day, seen: seen.union([link.predecessor])))
        }
        return found
    }

    /// Every unit of today that any way from here leads to.
    private func ends(
        of unit: OrgUnit.Number, from day: Day, passed: Set<OrgUnit.Number>
    ) -> Set<OrgUnit.Number> {
        var ends: Set<OrgUnit.Number> = exists(unit, on: today) ? [unit] : []
        for link in onward[unit] ?? [] where day <= link.effective && link.effective <= today {
            let before = link.effective == day ? passed.union([unit]) : [unit]
            if before.contains(link.successor) {
                ends.formUnion(self.ends(of: link.successor, from: link.effective + 1, passed: []))
            } else {
                ends.formUnion(
                    self.ends(of: link.successor, from: link.effective, passed: before))
            }
        }
        return ends
    }

    private func groups(
        of unit: OrgUnit.Number, from start: Day, _ weight: Weight, passed: Set<OrgUnit.Number>
    ) -> [Group] {
        let links = (onward[unit] ?? []).filter { start <= $0.effective && $0.effective <= today }
        guard let day = links.map(\.effective).min() else {
            return exists(unit, on: today) ? [Group(weight: weight, ends: [unit])] : []
        }
        let before = day == start ? passed.union([unit]) : [unit]
        var found: [Group] = []
        var rest = weight
        var others: [(unit: OrgUnit.Number, from: Day)] = [(unit, day + 1)]
        var all: Set<OrgUnit.Number> = []
        for link in links where link.effective == day {
            let from = before.contains(link.successor) ? day + 1 : day
            all.formUnion(ends(of: link.successor, from: from, passed: from == day ? before : []))
            if link.kind == .part, let share = link.share, share != 1 {
                rest = rest - weight * Weight(share)
                found += groups(
                    of: link.successor, from: from, weight * Weight(share),
                    passed: from == day ? before : [])
            } else {
                others.append((link.successor, from))
            }
        }
        guard rest > .none else { return found }
        let reached = others.map { other in
            ends(of: other.unit, from: other.from, passed: other.from == day ? before : [])
        }
        let open = others.indices.filter { !reached[$0].isEmpty }
        switch open.count {
        case 0: return all.isEmpty ? found : found + [Group(weight: rest, ends: all)]
        case 1:
            let only = others[open[0]]
            return found
                + groups(
                    of: only.unit, from: only.from, rest,
                    passed: only.from == day ? before : [])
        default:
            let union = open.reduce(into: Set<OrgUnit.Number>()) { $0.formUnion(reached[$1]) }
            return found + [Group(weight: rest, ends: union)]
        }
    }
}
