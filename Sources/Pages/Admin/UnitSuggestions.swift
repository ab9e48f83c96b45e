import Reporting

/// Short lists of units beside the fields of a form, and the names of what is in them.
struct UnitSuggestions {
    let naming: UnitNaming
    private let form: UnitChangeForm
    /// The unit that the form is about, as far as it is known.
    private let subject: OrgUnit.Number?

    /// A longer list helps nobody, and weighs on every page.
    static let countMax = 200

    private var units: OrgUnits { naming.units }

    init(naming: UnitNaming, form: UnitChangeForm) {
        self.naming = naming
        self.form = form
        subject = Self.subject(of: form, naming)
    }

    /// What a field is likely to name; empty where nothing short is known.
    func units(for field: String) -> [OrgUnit.Number] {
        guard let unit = subject else { return [] }
        let tree = units.tree(on: naming.day)
        let found: [OrgUnit.Number]
        switch field {
        case "into", "units": found = siblings(of: unit, tree)
        case "parent": found = tree.parent(of: unit).map { siblings(of: $0, tree) } ?? []
        case "area":
            let path = Set(tree.path(from: unit))
            found =
                form.code == "leave" ? tree.areas(holding: unit).sorted() : areas(in: path, tree)
        case _ where field.hasPrefix("part"): found = siblings(of: unit, tree)
        default: found = []
        }
        let others = found.filter { $0 != unit }
        return others.count <= Self.countMax ? others : []
    }

    private static func subject(
        of form: UnitChangeForm, _ naming: UnitNaming
    ) -> OrgUnit.Number? {
        let text =
            form.code == "merge"
            ? form["units"].split { $0.isNewline }.first.map(String.init) ?? "" : form["unit"]
        guard !text.isEmpty, case .one(let unit) = naming.find(text) else { return nil }
        return unit
    }

    private func siblings(of unit: OrgUnit.Number, _ tree: UnitTree) -> [OrgUnit.Number] {
        let level = units[unit].state(on: naming.day)?.level
        return (tree.parent(of: unit).map(tree.children) ?? []).filter {
            units[$0].state(on: naming.day)?.level == level
        }
    }

    /// Areas that lie where a unit does.
    private func areas(in path: Set<OrgUnit.Number>, _ tree: UnitTree) -> [OrgUnit.Number] {
        tree.units.filter { unit in
            units.isArea(unit) && (tree.parent(of: unit).map(path.contains) ?? true)
        }
    }

    /// Who is meant, where a field holds an id.
    func name(of text: String) -> String? {
        text.isEmpty ? nil : units.number(ofID: text).map(naming.name)
    }
}
