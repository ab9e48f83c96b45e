public import Reporting

/// A form of twelve flows and two stocks with a few rules, and histories written as numbers.
public enum QualityForm {
    public static let code = "q"
    public static let flows = 12
    public static let stock = 12
    public static let otherStock = 13

    public static let elements = (0..<14).map { index in
        SampleForm.element(index, "e\(index)", index < flows ? .flow : .stock)
    }

    /// Of the form, and of a second form that has `e0` and `e13`.
    public static let catalogue = catalogue(rules: [])

    public static func catalogue(rules: [(code: String, text: String)]) -> Catalogue {
        Catalogue(
            elements: elements, versions: [version(code, Array(0..<13)), version("r", [0, 13])],
            rules: rules.map { rule($0.code, $0.text) }, indicators: [], targets: [],
            deadlines: [], assignments: [], holidays: [])
    }

    private static func version(_ form: String, _ elements: [DataElement.Index]) -> FormVersion {
        FormVersion(
            form: form, version: "1", titleVI: "Mẫu", titleEN: "Sample", legalBasis: "",
            periodicity: "month", levels: [.commune], validity: .always,
            deadline: .workingDaysAfterPeriod(5),
            sections: [.init(code: "all", titleVI: "Tất cả", titleEN: "All", elements: elements)])
    }

    private static func rule(_ code: String, _ text: String) -> Rule {
        guard
            let expression = try? RuleExpression(
                parsing: text,
                element: { code in elements.firstIndex { $0.code == code } })
        else { preconditionFailure("\(text) is no rule") }
        return Rule(
            code: code, expression: expression, severity: .warning, messageVI: "vi " + code,
            messageEN: "en " + code)
    }

    /// A report with numbers by element; what is not named is blank.
    public static func report(_ counts: [DataElement.Index: Int32]) -> ReportValues {
        var values = ReportValues(elementCount: elements.count)
        for (element, count) in counts { values[element] = .count(count) }
        return values
    }

    /// The months through January 2024 of one element; nil is a blank, and `nil` as a month of
    /// its own no report.
    public static func history(
        _ element: DataElement.Index, _ counts: [Int32?], unit: OrgUnit.Number = 0
    ) -> UnitHistory {
        history(counts.map { $0.map { [element: $0] } ?? [:] }, unit: unit)
    }

    public static func history(
        _ months: [[DataElement.Index: Int32]?], explained: Set<String> = [],
        others: [(form: String, values: ReportValues)] = [], unit: OrgUnit.Number = 0
    ) -> UnitHistory {
        UnitHistory(
            unit: unit, month: month("2024-01"), months: months.map { $0.map(report) },
            explained: explained, others: others)
    }
}
