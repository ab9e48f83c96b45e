import Synchronization

/// All units of all times with their successions: an immutable registry that answers what
/// existed, stood where, and went into what on any day.
public final class OrgUnits: Sendable {
    public let units: [OrgUnit]
    public let successions: [Succession]
    /// What the areas consist of.
    public let memberships: [Membership]

    private let numbers: [String: OrgUnit.Number]
    private let membershipsByArea: [OrgUnit.Number: [Membership]]
    private let successorLinks: [[Succession]]
    private let predecessorLinks: [[Succession]]
    /// Whether anything that went whole into another unit went on existing.
    let hasLivingPredecessors: Bool
    /// The first days of the stretches within which no state or membership begins or ends.
    let epochStarts: [Day]
    /// Trees made so far, one a stretch: a handful serves all months.
    private let trees: Mutex<[Int: UnitTree]>

    /// - Precondition: `units[n].number == n`; links and memberships name such numbers.
    public init(
        units: [OrgUnit], successions: [Succession], memberships: [Membership] = []
    ) {
        self.units = units
        self.successions = successions
        self.memberships = memberships
        numbers = Dictionary(units.map { ($0.id, $0.number) }) { first, _ in first }
        membershipsByArea = Dictionary(grouping: memberships, by: \.area)
        var outgoing = [[Succession]](repeating: [], count: units.count)
        var incoming = outgoing
        for link in successions where !link.isIgnored {
            outgoing[link.predecessor].append(link)
            incoming[link.successor].append(link)
        }
        hasLivingPredecessors = successions.contains { link in
            link.isWhole
                && units[link.predecessor].states.contains { state in
                    state.validity.through.map { $0 >= link.effective } ?? true
                }
        }
        successorLinks = outgoing
        predecessorLinks = incoming
        let validities = units.lazy.flatMap(\.states).map(\.validity)
        epochStarts = Self.changes(in: Array(validities) + memberships.map(\.validity))
        trees = Mutex([:])
    }

    private static func changes(in validities: [Validity]) -> [Day] {
        var days: Set<Day> = []
        for validity in validities {
            if let from = validity.from { days.insert(from) }
            if let through = validity.through { days.insert(through + 1) }
        }
        return days.sorted()
    }

    public subscript(number: OrgUnit.Number) -> OrgUnit { units[number] }

    /// Nil also for a unit that was never there: the change that was to open it was undone.
    public func number(ofID id: String) -> OrgUnit.Number? {
        numbers[id].flatMap { units[$0].states.isEmpty ? nil : $0 }
    }

    /// Whether an id was ever given, also to a unit that never was.
    func hasGiven(id: String) -> Bool { numbers[id] != nil }

    /// The tree of a day.
    public func tree(on day: Day) -> UnitTree {
        let epoch = epoch(of: day)
        if let made = trees.withLock({ $0[epoch] }) { return made }
        let made = UnitTree(units: units, memberships: memberships, on: day)
        trees.withLock { $0[epoch] = made }
        return made
    }

    /// The tree of a month: units that exist on its last day.
    public func tree(of month: Month) -> UnitTree {
        tree(on: month.lastDay)
    }

    /// Days of the same epoch have the same tree.
    public func epoch(of day: Day) -> Int {
        var low = 0
        var high = epochStarts.count
        while low < high {
            let middle = (low + high) / 2
            if epochStarts[middle] <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Links to what a unit went into; those of share 0 are left out.
    public func successors(of unit: OrgUnit.Number) -> [Succession] { successorLinks[unit] }

    /// Links to what went into a unit; those of share 0 are left out.
    public func predecessors(of unit: OrgUnit.Number) -> [Succession] { predecessorLinks[unit] }

    /// The unit and every unit it went whole into, through any chain.
    public func wholeSuccessors(of unit: OrgUnit.Number) -> Set<OrgUnit.Number> {
        closure(of: unit) { self.successorLinks[$0].filter(\.isWhole).map(\.successor) }
    }

    /// The unit and every unit that went whole into it, through any chain.
    public func wholePredecessors(of unit: OrgUnit.Number) -> Set<OrgUnit.Number> {
        closure(of: unit) { self.predecessorLinks[$0].filter(\.isWhole).map(\.predecessor) }
    }

    private func closure(
        of unit: OrgUnit.Number, next: (OrgUnit.Number) -> [OrgUnit.Number]
    ) -> Set<OrgUnit.Number> {
        var reached: Set<OrgUnit.Number> = [unit]
        var waiting = [unit]
        while let one = waiting.popLast() {
            for other in next(one) where reached.insert(other).inserted { waiting.append(other) }
        }
        return reached
    }

    /// Whether a unit is an area.
    public func isArea(_ unit: OrgUnit.Number) -> Bool {
        units[unit].states.first?.level == .area
    }

    /// What an area consists of, at any time.
    public func memberships(of area: OrgUnit.Number) -> [Membership] {
        membershipsByArea[area] ?? []
    }
}
