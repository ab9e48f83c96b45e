import Reporting

/// Finds the unit that a person means: by its id, by its name where only one unit that exists on
/// the day is called so, by `Name, unit above`, or by `Name (ID)`.
struct UnitNaming {
    let units: OrgUnits
    let day: Day

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
        let words = text.split(separator: ",", maxSplits: 1).map {
            VietnameseText.folded(String($0)).trimmed
        }
        guard let name = words.first, !name.isEmpty else { return .nearly([]) }
        let tree = units.tree(on: day)
        let known = tree.units.filter { areas == nil || areas == units.isArea($0) }
        let called = known.filter { names(of: $0).contains(name) }.filter { unit in
            words.count < 2 || path(unit, tree).contains { $0.contains(words[1]) }
        }
        if called.count == 1 { return .one(called[0]) }
        if called.count > 1 { return .several(Array(called.prefix(Self.candidatesMax))) }
        let near = known.lazy.filter { names(of: $0)[0].contains(name) }
        return .nearly(Array(near.prefix(Self.candidatesMax)))
    }

    /// An id as it stands, or at the end in brackets, as lists show it.
    private func number(ofID text: String) -> OrgUnit.Number? {
        if let number = units.number(ofID: text) { return number }
        guard text.hasSuffix(")"), let open = text.lastIndex(of: "(") else {
            return units.number(ofID: text.uppercased())
        }
        return units.number(ofID: String(text[text.index(after: open)...].dropLast()))
    }

    /// «Xã Bằng Hành» is also called «Bằng Hành».
    private func names(of unit: OrgUnit.Number) -> [String] {
        guard let state = units[unit].state(on: day) else { return [""] }
        let name = VietnameseText.folded(state.name)
        let kind = VietnameseText.folded(state.kind) + " "
        return name.hasPrefix(kind) ? [name, String(name.dropFirst(kind.count))] : [name]
    }

    private func path(_ unit: OrgUnit.Number, _ tree: UnitTree) -> [String] {
        tree.path(from: unit).dropFirst().compactMap { names(of: $0).first }
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
