import Synchronization

/// Where the reports of a year belong in the units of a day: each unit's portions by month.
///
/// Every scope of the reading `current` asks for it, so it is made once for a year and day.
final class Placements: Sendable {
    struct Placement: Sendable {
        let source: OrgUnit.Number
        let months: MonthMask
        /// Empty for a unit that ended without a successor.
        let portions: [OrgUnits.Portion]
        /// Units that its reports may be missed at: those above it, and the areas it
        /// was in, in its own months.
        let formerPath: [OrgUnit.Number]
    }

    private let all: [Placement]
    /// By unit or area of today: where in `all` what may count there stands.
    private let indices: [OrgUnit.Number: [Int32]]

    init(units: OrgUnits, trees: [(tree: UnitTree, months: MonthMask)], year: Int, today: Day) {
        var all: [Placement] = []
        for (tree, mask) in trees {
            let months = mask.indices.map { Month(year: year, month: $0 + 1) }
            for source in tree.units {
                all += Self.placements(of: source, in: tree, units, months, today)
            }
        }
        self.all = all
        indices = Self.indices(of: all, in: units.tree(on: today))
    }

    /// What counts at a unit of today in full or in part, or may be missed there.
    func placements(at unit: OrgUnit.Number) -> some Sequence<Placement> {
        (indices[unit] ?? []).lazy.map { self.all[Int($0)] }
    }

    private static func indices(
        of all: [Placement], in now: UnitTree
    ) -> [OrgUnit.Number: [Int32]] {
        let partAreas = now.areasByPartMember
        var above: [OrgUnit.Number: Set<OrgUnit.Number>] = [:]
        func units(above candidate: OrgUnit.Number) -> Set<OrgUnit.Number> {
            if let known = above[candidate] { return known }
            let path = now.path(from: candidate)
            let found = Set(path).union(now.areas(holding: candidate))
                .union(path.flatMap { partAreas[$0] ?? [] })
            above[candidate] = found
            return found
        }
        var indices: [OrgUnit.Number: [Int32]] = [:]
        for (index, placement) in all.enumerated() {
            var places = Set(placement.formerPath)
            for portion in placement.portions {
                for candidate in portion.candidates { places.formUnion(units(above: candidate)) }
            }
            for place in places { indices[place, default: []].append(Int32(index)) }
        }
        return indices
    }

    /// Months differ only where one of the unit's own links takes effect between them, or where
    /// the unit begins after today.
    private static func placements(
        of source: OrgUnit.Number, in tree: UnitTree, _ units: OrgUnits, _ months: [Month],
        _ today: Day
    ) -> [Placement] {
        guard let first = months.first, let last = months.last else { return [] }
        let mayChange = units.successors(of: source).contains { link in
            link.effective > first.lastDay && link.effective <= last.lastDay
        }
        let isAhead = last.lastDay > today && !units[source].exists(on: today)
        let groups = mayChange || isAhead ? months.map { [$0] } : [months]
        return groups.map { group in
            let portions =
                group.first.map { units.portions(of: source, in: $0, today: today) } ?? []
            return Placement(
                source: source, months: group.reduce(into: []) { $0.insert(MonthMask($1)) },
                portions: portions,
                formerPath: portions.isEmpty
                    ? tree.path(from: source) + tree.areas(holding: source) : [])
        }
    }
}

extension Placements.Placement {
    /// What of it counts at a unit of today: which weight, whether everything, and whether
    /// anything is left out that may belong there.
    ///
    /// - Parameter partMembers: what belongs to the unit, if it is an area, in part.
    func standing(
        in unit: OrgUnit.Number, _ partMembers: [OrgUnit.Number], of now: UnitTree
    ) -> (weight: Weight, isAll: Bool, isAny: Bool) {
        if portions.isEmpty { return (.none, false, formerPath.contains(unit)) }
        var weight = Weight.none
        var isAll = true
        var isAny = false
        for portion in portions {
            let inside = portion.candidates.count { now.isAncestor(unit, of: $0) }
            if inside == portion.candidates.count {
                weight = weight + portion.weight
            } else {
                isAll = false
                isAny =
                    isAny || inside > 0
                    || portion.candidates.contains { candidate in
                        partMembers.contains { now.isAncestor($0, of: candidate) }
                    }
            }
        }
        return (weight, isAll, isAny)
    }
}

/// The placements made so far.
final class PlacementCache: Sendable {
    private struct Key: Hashable {
        let year: Int
        let today: Day
    }

    /// Years held at once; one takes some three megabytes.
    private static let countMax = 16

    private let made = Mutex<[Key: Placements]>([:])

    func placements(year: Int, today: Day, make: () -> Placements) -> Placements {
        let key = Key(year: year, today: today)
        if let held = made.withLock({ $0[key] }) { return held }
        let placements = make()
        made.withLock { made in
            if made.count >= Self.countMax { made = [:] }
            made[key] = placements
        }
        return placements
    }
}
