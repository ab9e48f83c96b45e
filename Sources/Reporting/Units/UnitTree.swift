/// The tree of the units that exist on one day.
///
/// Units are laid out in preorder, so that everything below a unit is one slice.
public struct UnitTree: Sendable {
    private let order: [OrgUnit.Number]
    /// Where a unit stands in `order`, or -1 where it does not exist.
    private let place: [Int32]
    private let subtreeCount: [Int32]
    private let parents: [Int32]

    init(units: [OrgUnit], on day: Day) {
        var parents = [Int32](repeating: Self.absent, count: units.count)
        var children = [[OrgUnit.Number]](repeating: [], count: units.count)
        var roots: [OrgUnit.Number] = []
        for unit in units {
            guard let state = unit.state(on: day) else { continue }
            if let parent = state.parent, units[parent].exists(on: day) {
                parents[unit.number] = Int32(parent)
                children[parent].append(unit.number)
            } else {
                parents[unit.number] = Self.root
                roots.append(unit.number)
            }
        }
        self.parents = parents
        (order, place, subtreeCount) = Self.preorder(roots: roots, children: children)
    }

    private static let absent: Int32 = -2
    private static let root: Int32 = -1

    /// Walks with a stack of its own. Only what hangs on a root is reached, so parents that go
    /// in a circle (refused at import) could not trap it.
    private static func preorder(
        roots: [OrgUnit.Number], children: [[OrgUnit.Number]]
    ) -> ([OrgUnit.Number], [Int32], [Int32]) {
        var order: [OrgUnit.Number] = []
        var place = [Int32](repeating: -1, count: children.count)
        var counts = [Int32](repeating: 0, count: children.count)
        var stack = Array(roots.reversed().map { (unit: $0, leaving: false) })
        while let (unit, leaving) = stack.popLast() {
            if leaving {
                counts[unit] = Int32(order.count) - place[unit]
            } else {
                place[unit] = Int32(order.count)
                order.append(unit)
                stack.append((unit, true))
                stack += children[unit].reversed().map { ($0, false) }
            }
        }
        return (order, place, counts)
    }

    public func contains(_ unit: OrgUnit.Number) -> Bool {
        place[unit] >= 0
    }

    /// Everything that exists, parents before their children.
    public var units: [OrgUnit.Number] { order }

    public func parent(of unit: OrgUnit.Number) -> OrgUnit.Number? {
        parents[unit] >= 0 ? Int(parents[unit]) : nil
    }

    /// The unit and everything below it; empty where it does not exist.
    public func subtree(of unit: OrgUnit.Number) -> ArraySlice<OrgUnit.Number> {
        guard contains(unit) else { return [] }
        let start = Int(place[unit])
        return order[start..<(start + Int(subtreeCount[unit]))]
    }

    /// The unit, its parent and so on up to the root; empty where it does not exist.
    public func path(from unit: OrgUnit.Number) -> [OrgUnit.Number] {
        guard contains(unit) else { return [] }
        var path = [unit]
        while let parent = parent(of: path[path.count - 1]) { path.append(parent) }
        return path
    }

    public func isAncestor(_ ancestor: OrgUnit.Number, of unit: OrgUnit.Number) -> Bool {
        guard contains(ancestor), contains(unit) else { return false }
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
