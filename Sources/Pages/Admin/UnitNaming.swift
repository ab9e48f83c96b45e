import Reporting

/// Finds the unit that a person means: by its id, by its name where only one unit that exists on
/// the day is called so, by `Name, unit above`, or by `Name (ID)`.
struct UnitNaming {
    let units: OrgUnits
    let day: Day
    private let names: NameIndex

    init(units: OrgUnits, day: Day) {
        self.units = units
        self.day = day
        names = NameIndex(units, on: day)
    }

    enum Answer: Equatable {
        case one(OrgUnit.Number)
        /// All that are called so; or, where none is, what is called nearly so.
        case several([OrgUnit.Number])
        case nearly([OrgUnit.Number])
    }

    /// Namesakes and near names that are worth naming.
    private static let candidatesMax = 12

    /// - Parameter areas: whether an area is meant; nil where either may be.
    func find(_ text: String, areas: Bool? = nil) -> Answer {
        if let number = number(ofID: text) { return .one(number) }
        let words = text.split(separator: ",", maxSplits: 1).map { String($0).trimmed }
        guard let name = words.first, !name.isEmpty else { return .nearly([]) }
        let above = words.count < 2 ? nil : VietnameseText.folded(words[1])
        func meant(_ found: [OrgUnit.Number]) -> [OrgUnit.Number] {
            found.filter { areas == nil || areas == units.isArea($0) }.filter { unit in
                above.map { above in path(unit).contains { $0.contains(above) } } ?? true
            }
        }
        let spelled = name.lowercased()
        let exact = meant(names.spelled(spelled))
        if !exact.isEmpty { return Self.answer(exact) }
        let folded = VietnameseText.folded(name)
        let alike = meant(names.folded(folded))
        // Who writes marks means them: «Hưng Ân» is not «Hùng An», and is asked which it is.
        if !alike.isEmpty { return folded == spelled ? Self.answer(alike) : Self.nearly(alike) }
        return Self.nearly(
            names.containing(folded).lazy.filter { areas == nil || areas == units.isArea($0) })
    }

    private static func answer(_ found: [OrgUnit.Number]) -> Answer {
        found.count == 1 ? .one(found[0]) : .several(Array(found.prefix(candidatesMax)))
    }

    private static func nearly(_ found: some Sequence<OrgUnit.Number>) -> Answer {
        .nearly(Array(found.prefix(candidatesMax)))
    }

    /// An id as it stands, or at the end in brackets, as lists show it.
    private func number(ofID text: String) -> OrgUnit.Number? {
        if let number = units.number(ofID: text) { return number }
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else {
            return units.number(ofID: text.uppercased())
        }
        return units.number(ofID: String(text[text.index(after: open)...].dropLast()))
    }

    private func path(_ unit: OrgUnit.Number) -> [String] {
        units.tree(on: day).path(from: unit).dropFirst().compactMap {
            units[$0].state(on: day).map { VietnameseText.folded($0.name) }
        }
    }

    /// `Xã Bằng Hành (VN-2025-00967), Tỉnh Tuyên Quang`: what tells namesakes apart.
    func description(of unit: OrgUnit.Number) -> String {
        ([units.label(ofID: units[unit].id, on: day)] + above(unit)).joined(separator: ", ")
    }

    /// What a unit is called, without its id: `Xã Bằng Hành, Tỉnh Tuyên Quang`.
    func name(of unit: OrgUnit.Number) -> String {
        ([units[unit].state(nearest: day)?.name ?? units[unit].id] + above(unit))
            .joined(separator: ", ")
    }

    /// The units above, the country left out.
    private func above(_ unit: OrgUnit.Number) -> [String] {
        let tree = units.tree(on: units[unit].existingDay(nearest: day))
        return tree.path(from: unit).dropFirst().dropLast().compactMap {
            units[$0].state(nearest: day)?.name
        }
    }
}

extension String {
    /// Without blanks at either end.
    var trimmed: String {
        let blank: (Character) -> Bool = { $0.isWhitespace }
        return String(drop(while: blank).reversed().drop(while: blank).reversed())
    }
}
