/// The tree of the units that exist on one day, and its areas.
///
/// Units are laid out in preorder, so that everything below a unit is one slice. Behind them
/// each area stands before a copy of what its members hold, so that an area is read like a unit
/// and is still below nothing and above nobody.
public struct UnitTree: Sendable {
    private let order: [OrgUnit.Number]
    /// Everything that exists, parents before their children, areas last.
    public let units: [OrgUnit.Number]
    /// Where in `order` the areas begin.
    private let areaStart: Int
    /// Where a unit stands in `order`, or -1 where it does not exist.
    private let place: [Int32]
    private let subtreeCount: [Int32]
    /// An area may have one too: it says where the area lies.
    private let parents: [Int32]
    private let groups: AreaGroups

    init(units: [OrgUnit], memberships: [Membership] = [], on day: Day) {
        let groups = AreaGroups(units: units, memberships: memberships, on: day)
        var parents = [Int32](repeating: Self.absent, count: units.count)
        var children = [[OrgUnit.Number]](repeating: [], count: units.count)
        var roots: [OrgUnit.Number] = []
        for unit in units {
            guard let state = unit.state(on: day) else { continue }
            if let parent = state.parent, let above = units[parent].state(on: day),
                above.level != .area
            {
                parents[unit.number] = Int32(parent)
                if state.level != .area { children[parent].append(unit.number) }
            } else {
                parents[unit.number] = Self.root
                if state.level != .area { roots.append(unit.number) }
            }
        }
        self.parents = parents
        self.groups = groups
        var layout = Self.preorder(roots: roots, children: children)
        areaStart = layout.order.count
        self.units = layout.order + groups.areas
        for area in groups.areas { layout.append(area, groups.members(of: area)) }
        (order, place, subtreeCount) = (layout.order, layout.place, layout.counts)
    }

    private struct Layout {
        var order: [OrgUnit.Number] = []
        var place: [Int32]
        var counts: [Int32]

        init(unitCount: Int) {
            place = [Int32](repeating: -1, count: unitCount)
            counts = [Int32](repeating: 0, count: unitCount)
        }

        /// Lays out an area behind everything else. A member below another one is in already.
        mutating func append(_ area: OrgUnit.Number, _ members: [OrgUnit.Number]) {
            let start = order.count
            place[area] = Int32(start)
            order.append(area)
            for member in members where !members.contains(where: { holds($0, member) }) {
                let first = Int(place[member])
                if first >= 0 { order += order[first..<(first + Int(counts[member]))] }
            }
            counts[area] = Int32(order.count - start)
        }

        private func holds(_ unit: OrgUnit.Number, _ other: OrgUnit.Number) -> Bool {
            unit != other && place[unit] >= 0 && place[other] > place[unit]
                && place[other] < place[unit] + counts[unit]
        }
    }

    private static let absent: Int32 = -2
    private static let root: Int32 = -1

    /// Walks with a stack of its own. Only what hangs on a root is reached, so parents that go
    /// in a circle (refused at import) could not trap it.
    private static func preorder(
        roots: [OrgUnit.Number], children: [[OrgUnit.Number]]
    ) -> Layout {
        var layout = Layout(unitCount: children.count)
        var stack = Array(roots.reversed().map { (unit: $0, leaving: false) })
        while let (unit, leaving) = stack.popLast() {
            if leaving {
                layout.counts[unit] = Int32(layout.order.count) - layout.place[unit]
            } else {
                layout.place[unit] = Int32(layout.order.count)
                layout.order.append(unit)
                stack.append((unit, true))
                stack += children[unit].reversed().map { ($0, false) }
            }
        }
        return layout
    }

    public func contains(_ unit: OrgUnit.Number) -> Bool {
        place[unit] >= 0
    }

    /// Where a unit stands among all, parents before their children; nil where it does not exist.
    public func rank(of unit: OrgUnit.Number) -> Int? {
        contains(unit) ? Int(place[unit]) : nil
    }

    public func parent(of unit: OrgUnit.Number) -> OrgUnit.Number? {
        parents[unit] >= 0 ? Int(parents[unit]) : nil
    }

    /// The unit and everything below it; of an area, what its whole members hold, each unit
    /// once. Empty where it does not exist.
    public func subtree(of unit: OrgUnit.Number) -> ArraySlice<OrgUnit.Number> {
        guard contains(unit) else { return [] }
        let start = Int(place[unit])
        return order[start..<(start + Int(subtreeCount[unit]))]
    }

    /// The unit, its parent and so on up to the root; empty where it does not exist.
    public func path(from unit: OrgUnit.Number) -> [OrgUnit.Number] {
        guard contains(unit) else { return [] }
        var path = [unit]
        while let parent = parent(of: path[path.count - 1]), contains(parent) {
            path.append(parent)
        }
        return path
    }

    /// Whether a unit is another one or below it, or in the area that the other one is.
    public func isAncestor(_ ancestor: OrgUnit.Number, of unit: OrgUnit.Number) -> Bool {
        guard contains(ancestor), contains(unit) else { return false }
        if ancestor != unit, place[ancestor] >= areaStart {
            return groups.members(of: ancestor).contains { isAncestor($0, of: unit) }
        }
        let offset = place[unit] - place[ancestor]
        return offset >= 0 && offset < subtreeCount[ancestor]
    }

    public func children(of unit: OrgUnit.Number) -> [OrgUnit.Number] {
        var children: [OrgUnit.Number] = []
        let below = subtree(of: unit)
        var index = below.startIndex + 1
        while index < below.endIndex {
            children.append(below[index])
            index += Int(subtreeCount[below[index]])
        }
        return children
    }
}

// MARK: Areas

extension UnitTree {
    /// The areas in which a unit's figures count: those that it or a unit above it is a whole
    /// member of.
    public func areas(holding unit: OrgUnit.Number) -> Set<OrgUnit.Number> {
        path(from: unit).reduce(into: []) { $0.formUnion(groups.areas(of: $1)) }
    }

    /// By unit: the areas that hold a part of it only.
    var areasByPartMember: [OrgUnit.Number: [OrgUnit.Number]] {
        var areas: [OrgUnit.Number: [OrgUnit.Number]] = [:]
        for area in groups.areas {
            for member in groups.partMembers(of: area) { areas[member, default: []].append(area) }
        }
        return areas
    }

    /// The areas that a unit, or one above it, is a member of in part only.
    public func areas(holdingPartOf unit: OrgUnit.Number) -> Set<OrgUnit.Number> {
        let path = Set(path(from: unit))
        return Set(groups.areas.filter { !path.isDisjoint(with: groups.partMembers(of: $0)) })
    }

    /// The areas that lie in a unit and in none below it.
    public func areas(lyingIn unit: OrgUnit.Number) -> [OrgUnit.Number] {
        groups.areas.filter { parent(of: $0) == unit }
    }

    /// The units of which an area holds a part only.
    public func partMembers(of area: OrgUnit.Number) -> [OrgUnit.Number] {
        groups.partMembers(of: area)
    }
}
