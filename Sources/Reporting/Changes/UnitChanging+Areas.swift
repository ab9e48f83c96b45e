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

    /// A unit that is to join an area later is not ended, or put into it, before.
    mutating func hasPlannedAreas(
        _ unit: OrgUnit.Number, in area: OrgUnit.Number? = nil, _ pointer: String
    ) -> Bool {
        let planned = book.memberships.compactMap { one in
            one.member == unit && (area ?? one.area) == one.area ? one.validity.from : nil
        }.filter { $0 > day }.min()
        guard let planned else { return false }
        let id = book[unit].id
        note(
            pointer,
            "\(id) đã được định vào một khu vực từ ngày \(planned.textVI); hãy hủy thay đổi đó "
                + "trước.",
            "\(id) is to join an area on \(planned.iso); undo that change first.")
        return true
    }

    /// New heirs are members of the areas that all their predecessors belong to as a whole on the
    /// day before, and in part of the others. Heirs that existed keep what they have: one
    /// resolution on a border does not decide how a district is read.
    mutating func inherit(_ heirs: [OrgUnit.Number], from units: [OrgUnit.Number]) {
        let rows = book.memberships.filter { one in
            units.contains(one.member) && one.validity.contains(day + -1)
                && one.validity.contains(day)
        }
        for heir in heirs where book[heir].states.first?.validity.from == day {
            for (area, own) in Dictionary(grouping: rows, by: \.area).sorted(by: { $0.key < $1.key }
            ) {
                let wholes = Set(own.filter { $0.kind == .whole }.map(\.member))
                book.add(
                    Membership(
                        area: area, member: heir,
                        kind: wholes.count == Set(units).count ? .whole : .part,
                        validity: Validity(
                            from: day, through: own.compactMap(\.validity.through).min())))
            }
        }
        for unit in units where book[unit].states.last?.validity.through != nil {
            book.endMemberships(of: unit, before: day)
        }
    }
}
