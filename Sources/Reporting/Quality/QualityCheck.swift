/// Looks through the reports of one form and month, unit by unit. Pure: histories in, findings
/// out.
///
/// One cell has at most one finding of the kinds `zero`, `outlier` and `jump`: the first of
/// them that applies.
public struct QualityCheck: Sendable {
    let form: String
    let month: Month
    /// The catalogue's forms in force, for naming them.
    let names: [String: FormName]
    /// The elements that the month's version asks for, and those of them that are flows.
    let elements: [DataElement.Index]
    let flows: [DataElement.Index]
    let usual: UsualCheck
    /// The rules that one report of the form answers.
    let rules: [Rule]
    /// The rules that name elements of several forms: no report alone can break them.
    let rulesAcross: [Rule]

    /// Nil where no version of the form was in force.
    public init?(form: String, month: Month, catalogue: Catalogue) {
        guard let version = catalogue.version(of: form, in: month) else { return nil }
        self.form = form
        self.month = month
        let isStock = catalogue.elements.map { $0.time == .stock }
        usual = UsualCheck(version: version, catalogue: catalogue)
        elements = version.elements
        flows = version.elements.filter { !isStock[$0] }
        rules = catalogue.rules(for: version)
        let versions = catalogue.forms.compactMap { catalogue.version(of: $0, in: month) }
        names = Dictionary(
            versions.map { version in
                (
                    version.form,
                    FormName(
                        code: version.form, titleVI: version.titleVI,
                        titleEN: version.titleEN.isEmpty ? version.titleVI : version.titleEN)
                )
            }
        ) { first, _ in first }
        let own = Set(version.elements)
        rulesAcross = catalogue.rules.filter { rule in
            !own.isDisjoint(with: rule.expression.elements)
                && !versions.contains { Set($0.elements).isSuperset(of: rule.expression.elements) }
        }
    }

    /// Everything worth a look in one unit's report; nothing where none was received.
    public func findings(in history: UnitHistory) -> [QualityFinding] {
        guard let report = history.report else { return [] }
        guard elements.contains(where: { report[$0].count != nil }) else {
            return [finding(history, nil, .empty)]
        }
        return brokenRules(history, report) + contradictions(history, report)
            + repetitions(history, report) + unusual(history, report) + heaping(history)
    }

    func finding(
        _ history: UnitHistory, _ element: DataElement.Index?,
        _ evidence: QualityFinding.Evidence
    ) -> QualityFinding {
        QualityFinding(
            unit: history.unit, form: form, month: month, element: element,
            value: element.flatMap { history.report?[$0].count }.map(Int64.init),
            evidence: evidence)
    }
}
