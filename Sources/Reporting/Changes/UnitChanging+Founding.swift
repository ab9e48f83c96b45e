/// Opening units, alone or as heirs of others.
extension UnitChanging {
    mutating func open(_ subject: UnitChange.Subject) {
        guard let level = subject.level, !level.rawValue.isEmpty else {
            return note(
                "/unit/level", "Thiếu cấp của đơn vị mới.", "The new unit's level is missing.")
        }
        _ = found(subject, level: level, kind: "", parent: nil, at: "/unit")
    }

    /// The heir of predecessors that stand on one level: one that exists, or a new one.
    mutating func heir(
        _ subject: UnitChange.Subject, of predecessors: [OrgUnit.Number], at pointer: String
    ) -> OrgUnit.Number? {
        let states = predecessors.compactMap(state)
        guard let first = states.first else { return nil }
        guard subject.name != nil else {
            guard let number = standing(subject.id, pointer + "/id") else { return nil }
            if state(number)?.level != first.level {
                note(
                    pointer + "/id", "\(subject.id) không cùng cấp.",
                    "\(subject.id) is not of the same level.")
            }
            return number
        }
        if let level = subject.level, level != first.level {
            note(
                pointer + "/level", "Đơn vị mới phải cùng cấp \(first.level.rawValue).",
                "The new unit must be of the level \(first.level.rawValue) as well.")
        }
        let parents = Set(states.map(\.parent))
        return found(
            subject, level: first.level, kind: first.kind,
            parent: parents.count == 1 ? first.parent : nil, at: pointer)
    }

    private mutating func found(
        _ subject: UnitChange.Subject, level: OrgUnitLevel, kind: String,
        parent usual: OrgUnit.Number?, at pointer: String
    ) -> OrgUnit.Number? {
        checkID(subject.id, pointer + "/id")
        let name = (subject.name ?? "")
        checkName(name, pointer + "/name")
        var parent = usual
        if let id = subject.parent {
            parent = self.parent(id, of: level, pointer + "/parent")
        } else if usual == nil, level != .area, level != .nation {
            note(pointer + "/parent", "Thiếu đơn vị cha.", "The parent is missing.")
        }
        guard findings.isEmpty else { return nil }
        return book.add(
            subject.id,
            OrgUnit.State(
                validity: Validity(from: day, through: nil), code: subject.code, level: level,
                kind: subject.kind ?? kind, name: name, parent: parent))
    }

    /// Ids stand in addresses and files, and are never given to another unit.
    private mutating func checkID(_ id: String, _ pointer: String) {
        let isPlain = id.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        guard !id.isEmpty, id.utf8.count <= UnitChange.idLengthMax, isPlain else {
            return note(
                pointer,
                "Mã đơn vị gồm 1 đến \(UnitChange.idLengthMax) chữ cái không dấu, chữ số, - và _.",
                "An id is made of 1 to \(UnitChange.idLengthMax) letters, digits, - and _.")
        }
        if let known = book.number(ofID: id), !book[known].states.isEmpty {
            note(
                pointer, "Mã «\(id)» đã có đơn vị dùng; mã không dùng lại.",
                "The id '\(id)' is or was another unit's; ids are never reused.")
        }
    }

    mutating func checkName(_ name: String, _ pointer: String) {
        guard name.isEmpty || name.count > UnitChange.nameLengthMax else { return }
        note(
            pointer, "Tên phải có từ 1 đến \(UnitChange.nameLengthMax) ký tự.",
            "A name has 1 to \(UnitChange.nameLengthMax) characters.")
    }

    /// A unit to be put above one of a level.
    mutating func parent(
        _ id: String, of level: OrgUnitLevel, _ pointer: String
    ) -> OrgUnit.Number? {
        guard let number = standing(id, pointer), let above = state(number) else { return nil }
        guard above.level != .area else {
            note(
                pointer, "Khu vực không thể là đơn vị cha.", "An area is nobody's parent.")
            return nil
        }
        if let upper = above.level.height, let lower = level.height, upper <= lower {
            note(
                pointer, "\(id) (\(above.level.rawValue)) không thể ở trên cấp \(level.rawValue).",
                "\(id) (\(above.level.rawValue)) cannot be above a \(level.rawValue).")
        }
        return number
    }
}

extension OrgUnitLevel {
    /// How high a unit of the level stands; nil for levels that are not known here.
    fileprivate var height: Int? {
        switch self {
        case .nation: 4
        case .province: 3
        case .district: 2
        case .commune: 1
        case .area, .stationPoint, .hospital, .clinic: 0
        default: nil
        }
    }
}
