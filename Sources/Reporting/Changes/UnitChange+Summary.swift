/// A change in one sentence.
extension UnitChange {
    public var summaryVI: String {
        switch action {
        case .merge(let units, let heir): "Nhập \(list(units)) thành \(heir.label)"
        case .split(let unit, let parts, let isKept):
            "Chia \(unit) cho \(list(parts.map(\.label)))" + (isKept ? ", \(unit) vẫn còn" : "")
        case .move(let unit, let parent): "Chuyển \(unit) sang \(parent)"
        case .rename(let unit, let name, let kind, let code):
            "Đổi \(unit) thành \([kind, name, code].compactMap(\.self).joined(separator: " "))"
        case .open(let subject): "Lập \(subject.label)"
        case .close(let unit): "Giải thể \(unit)"
        }
    }

    public var summaryEN: String {
        switch action {
        case .merge(let units, let heir): "Merge \(list(units)) into \(heir.label)"
        case .split(let unit, let parts, let isKept):
            "Split \(unit) between \(list(parts.map(\.label)))"
                + (isKept ? ", keeping \(unit)" : "")
        case .move(let unit, let parent): "Move \(unit) below \(parent)"
        case .rename(let unit, let name, let kind, let code):
            "Rename \(unit) to \([kind, name, code].compactMap(\.self).joined(separator: " "))"
        case .open(let subject): "Open \(subject.label)"
        case .close(let unit): "Close \(unit)"
        }
    }

    private func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    /// The units that exist and that it ends, moves, renames or adds to.
    public var alteredUnits: [String] {
        switch action {
        case .merge(let units, let heir): units + (heir.name == nil ? [heir.id] : [])
        case .split(let unit, let parts, _):
            [unit] + parts.map(\.into).filter { $0.name == nil }.map(\.id)
        case .move(let unit, _), .rename(let unit, _, _, _), .close(let unit): [unit]
        case .open: []
        }
    }

    /// The units that it puts others below.
    public var parents: [String] {
        switch action {
        case .merge(_, let heir): heir.parent.map { [$0] } ?? []
        case .split(_, let parts, _): parts.compactMap(\.into.parent)
        case .move(_, let parent): [parent]
        case .open(let subject): subject.parent.map { [$0] } ?? []
        case .rename, .close: []
        }
    }
}

extension UnitChange.Subject {
    fileprivate var label: String { name.map { "\($0) (\(id))" } ?? id }
}

extension UnitChange.Part {
    fileprivate var label: String {
        (into.name ?? into.id) + (share.map { " \($0.text)" } ?? "")
    }
}
