/// Tries one change on a book of units and notes everything that stands against it.
struct UnitChanging {
    var book: UnitBook
    let change: UnitChange
    private(set) var findings: [Finding] = []

    var day: Day { change.effective }

    init(_ book: UnitBook, _ change: UnitChange) {
        self.book = book
        self.change = change
    }

    mutating func apply() {
        switch change.action {
        case .merge(let units, let heir): merge(units, into: heir)
        case .split(let unit, let parts, let isKept): split(unit, parts, isKept: isKept)
        case .move(let unit, let parent): move(unit, to: parent)
        case .rename(let unit, let name, let kind, let code): rename(unit, name, kind, code)
        case .open(let subject): open(subject)
        case .close(let unit): close(unit)
        case .join(let unit, let area, let kind): join(unit, area, kind)
        case .leave(let unit, let area): leave(unit, area)
        }
    }

    mutating func note(_ pointer: String, _ vi: String, _ en: String) {
        findings.append(Finding(pointer: pointer, messageVI: vi, messageEN: en))
    }

    // MARK: Finding units

    /// A unit that the change alters: nothing may be planned for it after the day.
    mutating func changing(_ id: String, _ pointer: String) -> OrgUnit.Number? {
        guard let number = existing(id, pointer), let last = book[number].states.last else {
            return nil
        }
        if let from = last.validity.from, from > day {
            note(
                pointer,
                "\(id) đã có thay đổi định vào ngày \(from.textVI); hãy hủy thay đổi đó trước.",
                "\(id) has a change planned for \(from.iso); undo that one first.")
            return nil
        }
        if let through = last.validity.through {
            note(
                pointer, "\(id) đã được định kết thúc vào ngày \(through.textVI).",
                "\(id) is already to end on \(through.iso).")
            return nil
        }
        return number
    }

    /// A unit that ends: it has existed at least a day before.
    mutating func ending(_ id: String, _ pointer: String) -> OrgUnit.Number? {
        guard let number = changing(id, pointer) else { return nil }
        guard book[number].exists(on: day + -1) else {
            note(
                pointer, "\(id) mới có từ ngày \(day.textVI).", "\(id) only begins on \(day.iso).")
            return nil
        }
        return hasPlannedAreas(number, pointer) ? nil : number
    }

    /// A unit that others are put under or into: it stands from the day on.
    mutating func standing(_ id: String, _ pointer: String) -> OrgUnit.Number? {
        guard let number = existing(id, pointer) else { return nil }
        if let through = book[number].states.last?.validity.through {
            note(
                pointer, "\(id) kết thúc vào ngày \(through.textVI).",
                "\(id) ends on \(through.iso).")
            return nil
        }
        guard book[number].exists(throughout: Validity(from: day, through: nil)) else {
            note(
                pointer, "\(id) không tồn tại suốt từ ngày \(day.textVI).",
                "\(id) does not exist all the time from \(day.iso) on.")
            return nil
        }
        return number
    }

    private mutating func existing(_ id: String, _ pointer: String) -> OrgUnit.Number? {
        guard let number = book.number(ofID: id), !book[number].states.isEmpty else {
            note(pointer, "Không có đơn vị «\(id)».", "There is no unit '\(id)'.")
            return nil
        }
        guard book[number].exists(on: day) else {
            note(
                pointer, "\(id) không tồn tại vào ngày \(day.textVI).",
                "\(id) does not exist on \(day.iso).")
            return nil
        }
        return number
    }

    func state(_ unit: OrgUnit.Number) -> OrgUnit.State? { book[unit].state(on: day) }

    /// Units that are below another one on the day or planned to be later.
    func children(of parent: OrgUnit.Number) -> [OrgUnit.Number] {
        book.units.filter { unit in
            unit.states.contains { state in
                state.parent == parent && state.level != .area
                    && (state.validity.through.map { $0 >= day } ?? true)
            }
        }.map(\.number)
    }

    func ids(_ units: [OrgUnit.Number]) -> String {
        units.map { book[$0].id }.joined(separator: ", ")
    }
}
