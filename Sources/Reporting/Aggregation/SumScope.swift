/// Which units' reports of which months count at one unit in one year.
public struct SumScope: Sendable {
    public struct Member: Hashable, Sendable {
        public let unit: OrgUnit.Number
        /// The months of the year in which its reports count here.
        public let months: MonthMask
    }

    public let unit: OrgUnit.Number
    public let year: Int
    public let boundaries: Boundaries
    public let members: [Member]
    /// Units whose reports cannot be told apart between this unit and others, with those months:
    /// under `current` what was split, and in an area what belongs to it in part. They count
    /// further up.
    public let withheld: [Member]
    /// Units outside whose last stocks belong to a member they went whole into.
    public let stockPredecessors: [OrgUnit.Number]

    /// Every unit of which reports are needed.
    public var sources: [OrgUnit.Number] {
        members.map(\.unit) + stockPredecessors
    }

    public init(
        unit: OrgUnit.Number, year: Int, boundaries: Boundaries, members: [Member],
        withheld: [Member], stockPredecessors: [OrgUnit.Number]
    ) {
        self.unit = unit
        self.year = year
        self.boundaries = boundaries
        self.members = members
        self.withheld = withheld
        self.stockPredecessors = stockPredecessors
    }
}

extension Registry {
    /// - Parameter today: to whose units `current` carries reports over.
    public func scope(
        of unit: OrgUnit.Number, year: Int, boundaries: Boundaries, today: Day
    ) -> SumScope {
        var months = [OrgUnit.Number: MonthMask]()
        var withheld = months
        switch boundaries {
        case .reported:
            for (tree, mask) in trees(of: year) {
                for member in tree.subtree(of: unit) { months[member, default: []].insert(mask) }
                for part in tree.partMembers(of: unit) {
                    withheld[part, default: []].insert(mask)
                }
            }
        case .current:
            addCurrent(to: unit, year: year, today: today, &months, &withheld)
        }
        let members = Self.members(months)
        return SumScope(
            unit: unit, year: year, boundaries: boundaries, members: members,
            withheld: Self.members(withheld),
            stockPredecessors: stockPredecessors(of: months, year: year))
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

    /// What has all its candidates at the unit or below it counts there; what has some of them
    /// there is withheld.
    private func addCurrent(
        to unit: OrgUnit.Number, year: Int, today: Day,
        _ months: inout [OrgUnit.Number: MonthMask], _ withheld: inout [OrgUnit.Number: MonthMask]
    ) {
        let now = units.tree(on: today)
        let parts = now.partMembers(of: unit)
        for placement in placements(year: year, today: today) {
            let inside = placement.candidates.count { now.isAncestor(unit, of: $0) }
            guard
                inside > 0
                    || placement.candidates.contains(where: { candidate in
                        parts.contains { now.isAncestor($0, of: candidate) }
                    })
            else { continue }
            if inside == placement.candidates.count {
                months[placement.source, default: []].insert(placement.months)
            } else {
                withheld[placement.source, default: []].insert(placement.months)
            }
        }
    }

    private func placements(year: Int, today: Day) -> [Placements.Placement] {
        placementCache.placements(year: year, today: today) {
            Placements(units: units, trees: trees(of: year), year: year, today: today)
        }.all
    }

    /// Units that went whole into a member and could report in the year. A stock that the
    /// successor has not yet counted is theirs.
    private func stockPredecessors(
        of months: [OrgUnit.Number: MonthMask], year: Int
    ) -> [OrgUnit.Number] {
        let days = Period.year(year).months.map(\.lastDay)
        var found: Set<OrgUnit.Number> = []
        for unit in months.keys where units.predecessors(of: unit).contains(where: \.isWhole) {
            for other in units.wholePredecessors(of: unit)
            where months[other] == nil && days.contains(where: units[other].exists) {
                found.insert(other)
            }
        }
        return found.sorted()
    }
}

extension OrgUnits {
    /// The units of a day (`end`) that a unit's figures of an earlier day may belong to: what it
    /// went into, step by step, and itself where it still exists. One candidate is exact;
    /// several are a split.
    public func candidates(
        for unit: OrgUnit.Number, after start: Day, through end: Day
    ) -> [OrgUnit.Number] {
        var found: Set<OrgUnit.Number> = []
        var reached: [OrgUnit.Number: Day] = [:]
        var waiting = [(unit, start + 1)]
        while let (one, from) = waiting.popLast() {
            // A unit may be reached twice; from the earlier day on it may give more away.
            if let earlier = reached[one], earlier <= from { continue }
            reached[one] = from
            for link in successors(of: one) where link.effective >= from && link.effective <= end {
                waiting.append((link.successor, link.effective))
            }
            if self[one].exists(on: end) { found.insert(one) }
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

    public func hasMember(_ unit: OrgUnit.Number) -> Bool { member(unit) != nil }

    /// Whether a unit's report of a month (of this scope's year) counts here.
    public func counts(_ unit: OrgUnit.Number, in month: Month) -> Bool {
        member(unit).map { !$0.months.intersection(MonthMask(month)).isEmpty } ?? false
    }
}
