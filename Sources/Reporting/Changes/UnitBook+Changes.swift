/// Trying changes on a book, and taking them back.
extension UnitBook {
    /// Applies a change, or says everything that stands against it and stays as it was.
    ///
    /// - Parameters:
    ///   - today: the day in Vietnam.
    ///   - isPreview: whether a change of the past may lack its acknowledgement.
    public mutating func apply(
        _ change: UnitChange, today: Day, isPreview: Bool
    ) -> [Finding] {
        var changing = UnitChanging(self, change)
        changing.checkDay(today: today, isPreview: isPreview)
        changing.apply()
        let before = self
        guard changing.findings.isEmpty else { return changing.findings }
        let touched = UnitChangeTrace(from: before, to: changing.book).touched
        if let broken = changing.book.broken(touched) {
            let id = changing.book[broken].id
            return [
                Finding(
                    pointer: "/effective",
                    messageVI: "\(id) sẽ không còn đứng đúng chỗ trong cây đơn vị.",
                    messageEN: "\(id) would no longer stand in the tree of units.")
            ]
        }
        self = changing.book
        return []
    }

    /// Takes a change back.
    ///
    /// - Returns: the units on account of which that is not possible any more, because something
    ///   else rests on the change. Empty: it is taken back.
    public mutating func undo(_ trace: UnitChangeTrace) -> [OrgUnit.Number] {
        var conflicts = trace.units.filter { units[$0.unit].states != $0.after }.map(\.unit)
        guard conflicts.isEmpty,
            let links = successions.removing(trace.links),
            let members = memberships.removing(trace.addedMemberships)
        else { return conflicts.isEmpty ? trace.concerned.sorted() : conflicts }
        var book = self
        book.replace(successions: links, memberships: members + trace.removedMemberships)
        for unit in trace.units { book.set(unit.before, of: unit.unit) }
        let vanished = Set(trace.units.filter(\.before.isEmpty).map(\.unit))
        conflicts = book.referring(to: vanished) + book.overlapping(trace.removedMemberships)
        if conflicts.isEmpty, let broken = book.broken(trace.touched) {
            conflicts = [broken] + book[broken].states.compactMap(\.parent)
        }
        if conflicts.isEmpty { self = book }
        return conflicts
    }

    /// Units that name vanished ones as parent, heir, predecessor, area or member.
    private func referring(to vanished: Set<OrgUnit.Number>) -> [OrgUnit.Number] {
        let below = units.filter { unit in
            unit.states.contains { $0.parent.map(vanished.contains) ?? false }
        }.map(\.number)
        let linked = successions.flatMap { [$0.predecessor, $0.successor] }
        let grouped = memberships.flatMap { [$0.area, $0.member] }
        return below + (linked + grouped).filter(vanished.contains)
    }

    /// Members of whose restored rows one meets another row of the same area on some day: who
    /// joined it anew meanwhile would be in it twice.
    private func overlapping(_ restored: [Membership]) -> [OrgUnit.Number] {
        restored.filter { one in
            memberships.count {
                $0.member == one.member && $0.area == one.area
                    && $0.validity.overlaps(one.validity)
            } > 1
        }.map(\.member)
    }

    /// A unit among these whose parent is missing on some day, or that hangs in a circle.
    private func broken(_ touched: Set<OrgUnit.Number>) -> OrgUnit.Number? {
        for unit in touched {
            for state in units[unit].states {
                guard let parent = state.parent else { continue }
                if !units[parent].exists(throughout: state.validity) { return unit }
            }
        }
        return circling(touched)
    }

    /// A circle begins on a day on which a touched unit's state does.
    private func circling(_ touched: Set<OrgUnit.Number>) -> OrgUnit.Number? {
        for unit in touched {
            for state in units[unit].states {
                let day = state.validity.from ?? state.validity.through ?? Day(number: 0)
                if isInCircle(unit, on: day) { return unit }
            }
        }
        return nil
    }

    private func isInCircle(_ unit: OrgUnit.Number, on day: Day) -> Bool {
        var seen: Set<OrgUnit.Number> = []
        var next: OrgUnit.Number? = unit
        while let one = next {
            guard seen.insert(one).inserted else { return true }
            next = units[one].state(on: day)?.parent
        }
        return false
    }
}

extension Array where Element: Equatable {
    /// Without one of each given element; nil where one is missing.
    fileprivate func removing(_ others: [Element]) -> [Element]? {
        var rest = self
        for other in others {
            guard let index = rest.lastIndex(of: other) else { return nil }
            rest.remove(at: index)
        }
        return rest
    }
}

extension UnitChanging {
    /// The day lies within reason, and a day of the past is meant.
    mutating func checkDay(today: Day, isPreview: Bool) {
        let first = (today.month - UnitChange.pastMonthsMax).firstDay
        let last = (today.month + UnitChange.futureMonthsMax).lastDay
        guard (first...last).contains(day) else {
            return note(
                "/effective", "Ngày hiệu lực phải từ \(first.textVI) đến \(last.textVI).",
                "The day must be from \(first.iso) to \(last.iso).")
        }
        if day < today, !change.isBackdated, !isPreview {
            note(
                "/backdated",
                "Ngày \(day.textVI) đã qua: thay đổi này sửa các tổng đã có và không hủy được. Hãy "
                    + "xem trước rồi xác nhận.",
                "\(day.iso) is past: this changes sums that exist and cannot be undone. Preview "
                    + "it, then confirm.")
        }
        if change.reason.count > UnitChange.reasonLengthMax {
            note(
                "/reason", "Lý do không quá \(UnitChange.reasonLengthMax) ký tự.",
                "A reason has at most \(UnitChange.reasonLengthMax) characters.")
        }
    }
}
