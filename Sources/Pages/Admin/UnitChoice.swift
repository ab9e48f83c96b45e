import Reporting

/// The field that finds a unit to be changed, and the forms that are filled in for the one found.
struct UnitChoice {
    let wording: Wording
    let naming: UnitNaming
    /// What was asked for; empty on the bare page.
    let query: String

    private var units: OrgUnits { naming.units }

    static func address(of id: String) -> Address {
        Address("admin", "units", query: [.init("unit", id)])
    }

    var body: HTML {
        """
        <form class=search role=search action="/admin/units"><label for=unit>\
        \(wording.say(.unitsFind))</label><input id=unit name=unit type=search value="\(query)" \
        maxlength=200><button class=btn>\(wording.say(.searchButton))</button></form>\
        \(if: !query.isEmpty, "\(outcome)")
        """
    }

    /// Whether one unit is found: its forms then stand in place of the empty ones.
    var isOne: Bool {
        if case .one = naming.find(query) { return !query.isEmpty }
        return false
    }

    private var outcome: HTML {
        switch naming.find(query) {
        case .one(let unit): return hasEnded(unit) ? ended(unit) : chosen(unit)
        case .several(let found), .nearly(let found):
            let text = wording.say(
                found.isEmpty ? .unitsFoundNone : .unitsFoundSeveral, ["q": query])
            return "<p role=status>\(text)</p>\(list(found))"
        }
    }

    private func list(_ found: [OrgUnit.Number]) -> HTML {
        let items: [HTML] = found.map { unit in
            let address = Self.address(of: units[unit].id).text
            return "<li><a href=\"\(address)\">\(naming.description(of: unit))</a>"
        }
        return "<ul class=units>\(items)</ul>"
    }

    private func hasEnded(_ unit: OrgUnit.Number) -> Bool {
        units[unit].states.last?.validity.through.map { $0 < naming.day } ?? false
    }

    /// What has ended is changed no more; what it went into may be.
    private func ended(_ unit: OrgUnit.Number) -> HTML {
        let last = units[unit].states.last?.validity.through ?? naming.day
        let text = wording.say(
            .unitsHasEnded,
            ["unit": naming.description(of: unit), "day": wording.date(last)])
        let heirs = Set(units.successors(of: unit).map(\.successor)).sorted()
        return "<p role=status>\(text)</p>\(list(heirs))"
    }

    private func chosen(_ unit: OrgUnit.Number) -> HTML {
        let links: [HTML] = forms(for: unit).map { code, query in
            let address = Address("admin", "units", "new", query: [.init("change", code)] + query)
            return "<a class=btn href=\"\(address.text)\">\(wording.say(.change(code)))</a> "
        }
        return """
            <p role=status><strong>\(naming.description(of: unit))</strong></p>\
            <p class=acts>\(links)</p>
            """
    }

    /// An area is named, ended and filled; a unit can do all.
    private func forms(for unit: OrgUnit.Number) -> [(code: String, query: [Address.Pair])] {
        let id = units[unit].id
        let state = units[unit].state(nearest: naming.day)
        let rename: [Address.Pair] = [
            .init("unit", id), .init("name", state?.name ?? ""), .init("kind", state?.kind ?? ""),
            .init("gso_code", state?.code ?? ""),
        ]
        let own: [Address.Pair] = [.init("unit", id)]
        if units.isArea(unit) {
            let area: [Address.Pair] = [.init("area", id)]
            return [("rename", rename), ("join", area), ("leave", area), ("close", own)]
        }
        return [
            ("merge", [.init("units", id)]), ("split", own), ("move", own), ("rename", rename),
            ("open", [.init("parent", id)]), ("close", own), ("join", own), ("leave", own),
        ]
    }
}
