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

    private var outcome: HTML {
        switch naming.find(query) {
        case .one(let unit): return chosen(unit)
        case .several(let found), .nearly(let found):
            let text = wording.say(
                found.isEmpty ? .unitsFoundNone : .unitsFoundSeveral, ["q": query])
            let items: [HTML] = found.map { unit in
                let address = Self.address(of: units[unit].id).text
                return "<li><a href=\"\(address)\">\(naming.description(of: unit))</a>"
            }
            return "<p role=status>\(text)</p><ul class=units>\(items)</ul>"
        }
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
