/// Members of areas: joining, leaving, and what heirs inherit.
extension UnitChanging {
    mutating func join(_ id: String, _ areaID: String, _ kind: Membership.Kind) {
        guard let (unit, area) = pair(id, areaID) else { return }
        let row = memberships(of: unit, in: area).first
        if let row, row.kind == kind, row.validity.through == nil {
            return note(
                "/area", "\(id) đã thuộc \(areaID).", "\(id) is a member of \(areaID) already.")
        }
        book.endMemberships(of: unit, in: area, before: day)
        book.add(
            Membership(
                area: area, member: unit, kind: kind, validity: Validity(from: day, through: nil)))
    }

    mutating func leave(_ id: String, _ areaID: String) {
        guard let (unit, area) = pair(id, areaID) else { return }
        guard !memberships(of: unit, in: area).isEmpty else {
            return note(
                "/area", "\(id) không thuộc \(areaID) vào ngày \(day.textVI).",
                "\(id) is no member of \(areaID) on \(day.iso).")
        }
        book.endMemberships(of: unit, in: area, before: day)
    }

    private mutating func pair(
        _ id: String, _ areaID: String
    ) -> (unit: OrgUnit.Number, area: OrgUnit.Number)? {
        let unit = standing(id, "/unit")
        let area = standing(areaID, "/area")
        if let area, state(area)?.level != .area {
            note("/area", "\(areaID) không phải là khu vực.", "\(areaID) is no area.")
        }
        if let unit, state(unit)?.level == .area {
            note("/unit", "Khu vực không thuộc khu vực khác.", "An area is in no other area.")
        }
        guard findings.isEmpty, let unit, let area, !hasPlannedAreas(unit, in: area, "/unit")
        else { return nil }
        return (unit, area)
    }

    /// What holds on the day.
    private func memberships(
        of unit: OrgUnit.Number, in area: OrgUnit.Number
    ) -> [Membership] {
        book.memberships.filter {
            $0.member == unit && $0.area == area && $0.validity.contains(day)
        }
    }

    /// A unit that is to join an area later or on that very day is not ended before: its heirs
    /// would not. Rows that go on what it was the day before are theirs to inherit. One that is
    /// to change how it belongs to this area is not put into it or taken out before.
    mutating func hasPlannedAreas(
        _ unit: OrgUnit.Number, in area: OrgUnit.Number? = nil, _ pointer: String
    ) -> Bool {
        let rows = book.memberships.filter { $0.member == unit && (area ?? $0.area) == $0.area }
        let planned = rows.filter { row in
            guard area == nil else { return row.begins(after: day) }
            let alike = rows.filter { $0.area == row.area && $0.kind == row.kind }
            let goesOn = [day + -1, day].allSatisfy { day in
                alike.contains { $0.validity.contains(day) }
            }
            return !goesOn && row.begins(after: day + -1)
        }
        guard let planned = planned.compactMap(\.validity.from).min() else { return false }
        let id = book[unit].id
        note(
            pointer,
            "Từ ngày \(planned.textVI), \(id) đã được định thuộc một khu vực khác hoặc theo cách "
                + "khác; hãy hủy thay đổi đó trước.",
            "From \(planned.iso) on \(id) is to belong to another area or in another way; undo "
                + "that change first.")
        return true
    }

    /// New heirs are members of the areas that all their predecessors belong to as a whole on the
    /// day before, and in part of the others. Heirs that existed keep what they have: one
    /// resolution on a border does not decide how a district is read.
    mutating func inherit(_ heirs: [OrgUnit.Number], from units: [OrgUnit.Number]) {
        let present = book.memberships.filter { one in
            units.contains(one.member) && one.validity.contains(day + -1)
                && !memberships(of: one.member, in: one.area).isEmpty
        }
        let areas = Dictionary(grouping: present, by: \.area).sorted { $0.key < $1.key }
        for heir in heirs where book[heir].states.first?.validity.from == day {
            // On one day it may inherit from several changes.
            for (area, rows) in areas where memberships(of: heir, in: area).isEmpty {
                let wholes = Set(rows.filter { $0.kind == .whole }.map(\.member))
                let ends = Set(rows.map(\.member)).compactMap { lastDay(of: $0, in: area) }
                book.add(
                    Membership(
                        area: area, member: heir,
                        kind: wholes.count == Set(units).count ? .whole : .part,
                        validity: Validity(from: day, through: ends.min())))
            }
        }
        for unit in units where book[unit].states.last?.validity.through != nil {
            book.endMemberships(of: unit, before: day)
        }
    }

    /// The last day of a membership with all its dated rows; nil where it is open.
    private func lastDay(of member: OrgUnit.Number, in area: OrgUnit.Number) -> Day? {
        let rows = book.memberships.filter { $0.member == member && $0.area == area }
        return rows.contains { $0.validity.through == nil }
            ? nil : rows.compactMap(\.validity.through).max()
    }
}

extension Membership {
    fileprivate func begins(after day: Day) -> Bool { validity.from.map { $0 > day } ?? false }
}
