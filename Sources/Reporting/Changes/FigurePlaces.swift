/// Where the figures of a unit's reports count in one state of the units and one reading, by the
/// rules that `SumScope` sums by, seen from the unit that reports.
struct FigurePlaces {
    private let registry: Registry
    /// The day whose units `current` reads by; nil for the reading `reported`.
    private let today: Day?
    /// By member: what belongs to an area in part, of any time.
    private let parts: [OrgUnit.Number: [Membership]]

    /// How a unit's reports of a month stand in the sums of another one.
    struct Standing: Hashable {
        let weight: Weight
        /// Whether all of it counts, and whether any of it is named as left out.
        let isAll: Bool
        let isAny: Bool
        let due: [Due]
    }

    /// What a unit gives to the sums of a month by one form.
    enum Due: Hashable {
        /// A report, and the last day on which it is on time, where that is asked for.
        case report(Day?)
        /// The last stocks that it reported earlier in the year.
        case stocks
    }

    init(_ registry: Registry, boundaries: Boundaries, today: Day) {
        self.registry = registry
        self.today = boundaries == .current ? today : nil
        parts = Dictionary(
            grouping: registry.units.memberships.filter { $0.kind == .part }, by: \.member)
    }

    /// The areas that hold a part of one of these units on a day.
    private func partAreas(
        _ path: [OrgUnit.Number], on day: Day, _ tree: UnitTree
    ) -> [OrgUnit.Number] {
        path.flatMap { parts[$0] ?? [] }.filter {
            $0.validity.contains(day) && tree.contains($0.area)
        }.map(\.area)
    }

    func portions(of source: OrgUnit.Number, in month: Month) -> [OrgUnits.Portion] {
        guard let today, exists(source, in: month) else { return [] }
        return registry.units.portions(of: source, in: month, today: today)
    }

    func exists(_ source: OrgUnit.Number, in month: Month) -> Bool {
        source < registry.units.units.count && registry.units[source].exists(on: month.lastDay)
    }

    /// By unit: how the reports of `source` count there; empty where it reports nothing.
    func standings(
        of source: OrgUnit.Number, in month: Month, due: [Due]
    ) -> [OrgUnit.Number: Standing] {
        guard exists(source, in: month), !due.isEmpty else { return [:] }
        let tree = registry.units.tree(of: month)
        guard let today else { return reported(source, tree, month.lastDay, due) }
        let placement = Placements.Placement(
            source: source, months: MonthMask(month), portions: portions(of: source, in: month),
            formerPath: tree.path(from: source) + tree.areas(holding: source))
        return current(placement, today, due)
    }

    private func reported(
        _ source: OrgUnit.Number, _ tree: UnitTree, _ day: Day, _ due: [Due]
    ) -> [OrgUnit.Number: Standing] {
        let path = tree.path(from: source)
        let full = Standing(weight: .all, isAll: true, isAny: false, due: due)
        let part = Standing(weight: .none, isAll: false, isAny: true, due: due)
        var standings = Dictionary(
            (path + tree.areas(holding: source)).map { ($0, full) }
        ) { first, _ in first }
        // What belongs in part is named as left out while it reports.
        guard due.isReporting else { return standings }
        for area in partAreas(path, on: day, tree) where standings[area] == nil {
            standings[area] = part
        }
        return standings
    }

    private func current(
        _ placement: Placements.Placement, _ today: Day, _ due: [Due]
    ) -> [OrgUnit.Number: Standing] {
        let now = registry.units.tree(on: today)
        var places = Set(placement.portions.isEmpty ? placement.formerPath : [])
        for candidate in placement.portions.flatMap(\.candidates) {
            let path = now.path(from: candidate)
            places.formUnion(path)
            places.formUnion(now.areas(holding: candidate))
            places.formUnion(partAreas(path, on: today, now))
        }
        var standings: [OrgUnit.Number: Standing] = [:]
        for place in places where now.contains(place) {
            let (weight, isAll, isIn) = placement.standing(
                in: place, now.partMembers(of: place), of: now)
            let isAny = isIn && due.isReporting
            guard weight > .none || isAny else { continue }
            standings[place] = Standing(weight: weight, isAll: isAll, isAny: isAny, due: due)
        }
        return standings
    }
}

extension [FigurePlaces.Due] {
    fileprivate var isReporting: Bool { contains { $0 != .stocks } }
}
