/// What a role at a unit covers.
extension OrgUnits {
    /// Whether a role at `scope` covers a report of `unit` for a month: the unit, or one that it
    /// went whole into through any chain, is `scope` or below it in that month's tree. For a unit
    /// that did not exist then, the tree of its nearest day tells whose it is.
    ///
    /// What was below a unit that went whole into `scope` is not covered by that: a token for
    /// the closed unit is.
    ///
    /// A role at an area covers its whole members of that month with everything below them, and
    /// what went whole into those; of a month before or after the area, its members of the
    /// nearest day that it existed on. An area itself is covered by whoever covers every one of
    /// its whole members, of any time: nobody learns from an area what is not theirs to read.
    public func scope(_ scope: OrgUnit.Number, covers unit: OrgUnit.Number, in month: Month)
        -> Bool
    {
        if unit == scope { return true }
        if isArea(unit) { return self.scope(scope, coversArea: unit, in: month) }
        let nearest = self[unit].existingDay(nearest: month.lastDay)
        if tree(on: nearest).isAncestor(scope, of: unit) { return true }
        let tree = tree(
            on: isArea(scope) ? self[scope].existingDay(nearest: month.lastDay) : month.lastDay)
        return wholeSuccessors(of: unit).contains { heir in
            heir == scope || tree.isAncestor(scope, of: heir)
        }
    }

    /// The units whose reports of some months a role at `scope` may cover, in order, and perhaps
    /// some more; nil where it covers everything.
    public func reach(of scope: OrgUnit.Number, in months: [Month]) -> [OrgUnit.Number]? {
        if self[scope].isNation { return nil }
        let roots =
            [scope] + memberships(of: scope).filter { $0.kind == .whole }.map(\.member)
        var found = Set(roots)
        var epochs: Set<Int> = []
        for day in months.map(\.lastDay) + roots.map({ self[$0].existingDay(nearest: .distant) })
        where epochs.insert(epoch(of: day)).inserted {
            let tree = tree(on: day)
            for root in roots where tree.contains(root) { found.formUnion(tree.subtree(of: root)) }
        }
        for unit in Array(found) { found.formUnion(wholePredecessors(of: unit)) }
        return found.sorted()
    }

    private func scope(
        _ scope: OrgUnit.Number, coversArea area: OrgUnit.Number, in month: Month
    ) -> Bool {
        let members = memberships(of: area).filter { $0.kind == .whole }.map(\.member)
        // The country's own roles also read an area that nobody belongs to yet.
        guard !members.isEmpty else { return self[scope].isNation }
        return Set(members).allSatisfy { self.scope(scope, covers: $0, in: month) }
    }
}

extension OrgUnit {
    fileprivate var isNation: Bool { states.contains { $0.level == .nation } }
}

extension Day {
    /// Later than any day that a unit ends on.
    fileprivate static let distant = Day(number: 200_000)
}
