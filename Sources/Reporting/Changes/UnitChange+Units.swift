/// The units that a change names.
extension UnitChange {
    /// The units that exist and that it ends, moves, renames or adds to.
    public var alteredUnits: [String] {
        switch action {
        case .merge(let units, let heir): units + (heir.name == nil ? [heir.id] : [])
        case .split(let unit, let parts, _):
            [unit] + parts.map(\.into).filter { $0.name == nil }.map(\.id)
        case .move(let unit, _), .rename(let unit, _, _, _), .close(let unit),
            .join(let unit, _, _), .leave(let unit, _):
            [unit]
        case .open: []
        }
    }

    /// The units that it puts others below, and the areas that it puts others into.
    public var parents: [String] {
        switch action {
        case .merge(_, let heir): heir.parent.map { [$0] } ?? []
        case .split(_, let parts, _): parts.compactMap(\.into.parent)
        case .move(_, let parent): [parent]
        case .open(let subject): subject.parent.map { [$0] } ?? []
        case .join(_, let area, _), .leave(_, let area): [area]
        case .rename, .close: []
        }
    }

    /// The ids of the units that begin with it.
    public var newUnits: [String] {
        switch action {
        case .merge(_, let heir): heir.name == nil ? [] : [heir.id]
        case .split(_, let parts, _): parts.map(\.into).filter { $0.name != nil }.map(\.id)
        case .open(let subject): [subject.id]
        case .move, .rename, .close, .join, .leave: []
        }
    }
}

extension UnitChange.Action {
    /// Whether a split unit goes on existing: because it is said, or because it is itself one of
    /// the parts.
    var keepsUnit: Bool {
        guard case .split(let unit, let parts, let isKept) = self else { return false }
        return isKept || parts.contains { $0.isOf(unit) }
    }
}

extension UnitChange.Part {
    /// Whether it is what remains of the split unit.
    func isOf(_ unit: String) -> Bool { into.id == unit && into.name == nil }
}
