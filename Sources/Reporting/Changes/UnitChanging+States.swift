/// Moving, renaming and closing.
extension UnitChanging {
    mutating func move(_ id: String, to parentID: String) {
        guard let unit = changing(id, "/unit"), let state = state(unit),
            let parent = parent(parentID, of: state.level, "/parent"), findings.isEmpty
        else { return }
        guard state.parent != parent else {
            return note(
                "/parent", "\(id) đã thuộc \(parentID).", "\(id) is below \(parentID) already.")
        }
        book.change(unit, from: day) { $0.parent = parent }
    }

    mutating func rename(_ id: String, _ name: String?, _ kind: String?, _ code: String?) {
        if let name { checkName(name, "/name") }
        guard let unit = changing(id, "/unit"), let old = state(unit), findings.isEmpty else {
            return
        }
        var new = old
        new.name = name ?? old.name
        new.kind = kind ?? old.kind
        new.code = code ?? old.code
        guard new != old else {
            return note(
                "/name", "Không có gì khác với hiện nay.", "Nothing differs from what it is.")
        }
        book.change(unit, from: day) { state in
            state.name = new.name
            state.kind = new.kind
            state.code = new.code
        }
    }

    mutating func close(_ id: String) {
        guard let unit = ending(id, "/unit") else { return }
        if state(unit)?.level == .nation {
            return note("/unit", "Không đóng được cả nước.", "The nation cannot be closed.")
        }
        requireNoChildren(unit, "/unit")
        book.end(unit, before: day)
        book.endMemberships(of: unit, before: day)
    }
}
