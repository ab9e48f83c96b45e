/// Merging and splitting.
extension UnitChanging {
    mutating func merge(_ ids: [String], into subject: UnitChange.Subject) {
        // A unit named among those that merge may be the one that they merge into.
        let ending = ids.enumerated().filter { $0.element != subject.id || subject.name != nil }
        checkCount(ending.count, least: subject.name == nil ? 1 : 2, "/units")
        checkTwins(ids, "/units")
        let units = ending.compactMap { index, id in self.ending(id, "/units/\(index)") }
        guard findings.isEmpty, checkLevels(units, "/units"),
            let heir = heir(subject, of: units, at: "/into"), findings.isEmpty
        else { return }
        for unit in units {
            for child in children(of: unit) { hand(child, to: heir) }
            book.end(unit, before: day)
            book.link(succession(unit, heir, .merge, 1))
        }
        inherit([heir], from: units)
    }

    /// What is below a unit that merges goes with it.
    private mutating func hand(_ child: OrgUnit.Number, to heir: OrgUnit.Number) {
        if let from = book[child].states.last?.validity.from, from > day {
            let id = book[child].id
            return note(
                "/units", "\(id) ở bên dưới đã có thay đổi định vào ngày \(from.textVI).",
                "\(id) below has a change planned for \(from.iso).")
        }
        book.change(child, from: day) { $0.parent = heir }
    }

    /// A part that is the unit itself says that it goes on existing with that share.
    mutating func split(_ id: String, _ all: [UnitChange.Part], isKept isSaid: Bool) {
        let isKept = isSaid || all.contains { $0.isOf(id) }
        checkCount(all.count { !$0.isOf(id) }, least: isKept ? 1 : 2, "/parts")
        checkTwins(all.map(\.into.id), "/parts")
        checkShares(all, of: id, isKept: isKept)
        let unit = isKept ? changing(id, "/unit") : ending(id, "/unit")
        guard findings.isEmpty, let unit, checkLevels([unit], "/unit") else { return }
        if !isKept { requireNoChildren(unit, "/unit") }
        var heirs: [OrgUnit.Number] = []
        for (index, part) in all.enumerated() where !part.isOf(id) {
            guard let heir = heir(part.into, of: [unit], at: "/parts/\(index)/into") else {
                return
            }
            heirs.append(heir)
            book.link(succession(unit, heir, .part, part.share))
        }
        if !isKept { book.end(unit, before: day) }
        inherit(heirs, from: [unit])
    }

    private func succession(
        _ unit: OrgUnit.Number, _ heir: OrgUnit.Number, _ kind: Succession.Kind, _ share: Decimal?
    ) -> Succession {
        Succession(predecessor: unit, successor: heir, kind: kind, share: share, effective: day)
    }

    // MARK: Checks

    private mutating func checkCount(_ count: Int, least: Int, _ pointer: String) {
        guard count < least || count > UnitChange.unitsMax else { return }
        note(
            pointer, "Phải có từ \(least) đến \(UnitChange.unitsMax) đơn vị.",
            "There must be \(least) to \(UnitChange.unitsMax) units.")
    }

    private mutating func checkTwins(_ ids: [String], _ pointer: String) {
        guard let twin = ids.first(where: { id in ids.count { $0 == id } > 1 }) else { return }
        note(
            pointer, "«\(twin)» được nêu hai lần.", "'\(twin)' is named twice.")
    }

    private mutating func checkLevels(_ units: [OrgUnit.Number], _ pointer: String) -> Bool {
        let levels = Set(units.compactMap { state($0)?.level })
        if levels.count == 1, !levels.contains(.area), !levels.contains(.nation) { return true }
        note(
            pointer, "Các đơn vị phải cùng một cấp, không phải là khu vực hay cả nước.",
            "The units must be of one level, and neither areas nor the nation.")
        return false
    }

    /// Published shares add to the whole at most; what a kept unit keeps is more than nothing,
    /// and where that is said, it is all that the others leave.
    private mutating func checkShares(_ parts: [UnitChange.Part], of id: String, isKept: Bool) {
        let shares = parts.map { $0.share?.billionths }
        let whole: Int64 = 1_000_000_000
        if let index = shares.firstIndex(where: { $0.map { !(0...whole).contains($0) } ?? false }) {
            return note(
                "/parts/\(index)/share", "Tỷ lệ phải từ 0 đến 1.", "A share is from 0 to 1.")
        }
        let sum = shares.reduce(0) { $0 + ($1 ?? 0) }
        if let own = parts.firstIndex(where: { $0.isOf(id) }), let share = shares[own] {
            guard share == 0 || sum != whole || shares.contains(nil) else { return }
            return note(
                "/parts/\(own)/share",
                "Phần còn lại của \(id) phải hơn 0, và mọi tỷ lệ cộng lại bằng 1.",
                "What remains of \(id) must be more than 0, and all shares add to 1.")
        }
        guard sum > whole || (isKept && sum == whole) else { return }
        note(
            "/parts/0/share", "Các tỷ lệ cộng lại vượt quá phần được chia.",
            "The shares add to more than there is to give.")
    }

    mutating func requireNoChildren(_ unit: OrgUnit.Number, _ pointer: String) {
        let below = children(of: unit)
        guard !below.isEmpty else { return }
        note(
            pointer, "Còn đơn vị bên dưới, hãy chuyển đi trước: \(ids(below)).",
            "Units are still below it; move them first: \(ids(below)).")
    }
}

extension Decimal {
    /// Shares are compared exactly: at most nine digits stand behind the point.
    fileprivate var billionths: Int64 {
        let (value, isTooLarge) = mantissa.multipliedReportingOverflow(by: 1_000_000_000 / power)
        return isTooLarge ? .max / 1_000 : value
    }
}
