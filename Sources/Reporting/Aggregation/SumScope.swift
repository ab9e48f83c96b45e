/// Which units' reports of which months count at one unit in one year.
public final class SumScope: Sendable {
    public struct Member: Hashable, Sendable {
        public let unit: OrgUnit.Number
        /// The months of the year in which its reports count here.
        public let months: MonthMask
    }

    /// A unit of which a published share counts here.
    public struct Part: Hashable, Sendable {
        public let unit: OrgUnit.Number
        /// The months of the year in which this share of its reports counts.
        public let months: MonthMask
        public let weight: Weight
    }

    public let unit: OrgUnit.Number
    public let year: Int
    public let boundaries: Boundaries
    /// Units whose reports count in full.
    public let members: [Member]
    /// Under `current`: what counts by a published share, by unit; a figure with one is estimated.
    public let parts: [Part]
    /// Units whose reports cannot be told apart between this unit and others, with those months:
    /// under `current` what was split, and in an area what belongs to it in part. They count
    /// further up.
    public let withheld: [Member]
    /// Units outside whose last stocks belong to a member they went whole into.
    public let stockPredecessors: [OrgUnit.Number]

    /// Every unit of which reports are needed.
    public var sources: [OrgUnit.Number] {
        members.map(\.unit) + parts.map(\.unit) + withheld.map(\.unit) + stockPredecessors
    }

    public init(
        unit: OrgUnit.Number, year: Int, boundaries: Boundaries, members: [Member] = [],
        parts: [Part] = [], withheld: [Member] = [], stockPredecessors: [OrgUnit.Number] = []
    ) {
        self.unit = unit
        self.year = year
        self.boundaries = boundaries
        self.members = members
        self.parts = parts
        self.withheld = withheld
        self.stockPredecessors = stockPredecessors
    }
}

extension Registry {
    /// - Parameter today: to whose units `current` carries reports over.
    public func scope(
        of unit: OrgUnit.Number, year: Int, boundaries: Boundaries, today: Day
    ) -> SumScope {
        var gathered = Gathered()
        switch boundaries {
        case .reported:
            for (tree, mask) in trees(of: year) {
                for member in tree.subtree(of: unit) {
                    gathered.members[member, default: []].insert(mask)
                }
                for part in tree.partMembers(of: unit).flatMap(tree.subtree)
                where !tree.isAncestor(unit, of: part) {
                    gathered.withheld[part, default: []].insert(mask)
                }
            }
        case .current: gatherCurrent(unit, year: year, today: today, &gathered)
        }
        return SumScope(
            unit: unit, year: year, boundaries: boundaries,
            members: Self.members(gathered.members), parts: gathered.orderedParts,
            withheld: Self.members(gathered.withheld),
            stockPredecessors: stockPredecessors(of: gathered, year: year))
    }

    private struct Gathered {
        var members: [OrgUnit.Number: MonthMask] = [:]
        var parts: [OrgUnit.Number: [Weight: MonthMask]] = [:]
        var withheld: [OrgUnit.Number: MonthMask] = [:]

        var orderedParts: [SumScope.Part] {
            parts.flatMap { unit, months in
                months.map { SumScope.Part(unit: unit, months: $1, weight: $0) }
            }.sorted { ($0.unit, $0.weight) < ($1.unit, $1.weight) }
        }
    }

    private static func members(_ months: [OrgUnit.Number: MonthMask]) -> [SumScope.Member] {
        months.sorted { $0.key < $1.key }.map { .init(unit: $0.key, months: $0.value) }
    }

    /// The trees of a year's months, each with the months it serves.
    public func trees(of year: Int) -> [(tree: UnitTree, months: MonthMask)] {
        var byEpoch: [(epoch: Int, months: MonthMask, day: Day)] = []
        for month in Period.year(year).months {
            let epoch = units.epoch(of: month.lastDay)
            if byEpoch.last?.epoch == epoch {
                byEpoch[byEpoch.count - 1].months.insert(MonthMask(month))
            } else {
                byEpoch.append((epoch, MonthMask(month), month.lastDay))
            }
        }
        return byEpoch.map { (units.tree(on: $0.day), $0.months) }
    }

    /// What has all its candidates at the unit or below it counts there. Else the portions that
    /// do count by their weight, and what has some of its candidates there is withheld.
    private func gatherCurrent(
        _ unit: OrgUnit.Number, year: Int, today: Day, _ gathered: inout Gathered
    ) {
        let now = units.tree(on: today)
        guard now.contains(unit) else { return }
        let partMembers = now.partMembers(of: unit)
        for placement in placements(year: year, today: today).placements(at: unit) {
            let (weight, isAll, isAny) = placement.standing(in: unit, partMembers, of: now)
            let (source, months) = (placement.source, placement.months)
            if isAll {
                gathered.members[source, default: []].insert(months)
            } else {
                if weight > .none {
                    gathered.parts[source, default: [:]][weight, default: []].insert(months)
                }
                if isAny { gathered.withheld[source, default: []].insert(months) }
            }
        }
    }

    private func placements(year: Int, today: Day) -> Placements {
        placementCache.placements(year: year, today: today) {
            Placements(units: units, trees: trees(of: year), year: year, today: today)
        }
    }

    /// Units that went whole into a member and could report in the year. A stock that the
    /// successor has not yet counted is theirs.
    private func stockPredecessors(
        of gathered: Gathered, year: Int
    ) -> [OrgUnit.Number] {
        let days = Period.year(year).months.map(\.lastDay)
        var found: Set<OrgUnit.Number> = []
        let counted = Set(gathered.members.keys).union(gathered.parts.keys)
        for unit in counted where units.predecessors(of: unit).contains(where: \.isWhole) {
            for other in units.wholePredecessors(of: unit)
            where !counted.contains(other) && days.contains(where: units[other].exists) {
                found.insert(other)
            }
        }
        return found.sorted()
    }
}

extension SumScope {
    /// Members are ordered by number, so one is found by halving.
    private func member(_ unit: OrgUnit.Number) -> Member? {
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            if members[middle].unit < unit { low = middle + 1 } else { high = middle }
        }
        return low < members.count && members[low].unit == unit ? members[low] : nil
    }

    /// The months in which a unit's reports count in full.
    func months(ofMember unit: OrgUnit.Number) -> MonthMask { member(unit)?.months ?? [] }

    /// Each unit that counts by a share, once, with all months in which it does.
    var partUnits: [(unit: OrgUnit.Number, months: MonthMask)] {
        parts.reduce(into: []) { units, part in
            if units.last?.unit == part.unit {
                units[units.count - 1].months.insert(part.months)
            } else {
                units.append((part.unit, part.months))
            }
        }
    }

    /// How many units' months it names.
    public var memberCount: Int { members.count + parts.count + withheld.count }

    /// Whether any of a unit's reports count here, in full or by a share, or are named as missing.
    public func concerns(_ unit: OrgUnit.Number) -> Bool {
        member(unit) != nil || parts.contains { $0.unit == unit }
            || withheld.contains { $0.unit == unit }
    }

    /// Whether any report of a unit may alter a figure here.
    public func rests(on unit: OrgUnit.Number) -> Bool {
        concerns(unit) || holdsPredecessor(unit)
    }

    private func holdsPredecessor(_ unit: OrgUnit.Number) -> Bool {
        var low = 0
        var high = stockPredecessors.count
        while low < high {
            let middle = (low + high) / 2
            if stockPredecessors[middle] < unit { low = middle + 1 } else { high = middle }
        }
        return low < stockPredecessors.count && stockPredecessors[low] == unit
    }

    /// Whether a unit's report of a month (of this scope's year) counts here in full.
    public func counts(_ unit: OrgUnit.Number, in month: Month) -> Bool {
        member(unit).map { !$0.months.intersection(MonthMask(month)).isEmpty } ?? false
    }
}
