public import Reporting

/// A catalogue as the JSON file that an import reads. Rules stay out: their texts are gone.
public enum CatalogueFile {
    public static func json(_ catalogue: Catalogue) -> String {
        let code = { (element: DataElement.Index) in catalogue.elements[element].code }
        return object([
            ("data_elements", list(catalogue.elements.map { self.element($0, code) })),
            ("forms", list(catalogue.versions.map { version($0, code) })),
            ("rules", "[]"), ("indicators", list(catalogue.indicators.map { indicator($0, code) })),
            ("targets", list(catalogue.targets.map(target))),
            ("deadlines", list(catalogue.deadlines.map(deadline))),
            ("assignments", list(catalogue.assignments.map(assignment))),
            (
                "holidays",
                list(catalogue.holidays.sorted().map { object([("date", text($0.iso))]) })
            ),
        ])
    }

    private static func element(
        _ element: DataElement, _ code: (DataElement.Index) -> String
    ) -> String {
        let parts = element.parts.map(code).joined(separator: " + ")
        return object(
            [
                ("code", text(element.code)), ("label_vi", text(element.labelVI)),
                ("label_en", text(element.labelEN)), ("time", text(element.time.rawValue)),
            ] + (parts.isEmpty ? [] : [("computed", text(parts))]))
    }

    private static func version(
        _ version: FormVersion, _ code: (DataElement.Index) -> String
    ) -> String {
        let sections = version.sections.map { section in
            object([
                ("code", text(section.code)), ("title_vi", text(section.titleVI)),
                ("title_en", text(section.titleEN)),
                ("elements", list(section.elements.map { text(code($0)) })),
            ])
        }
        return object(
            [
                ("code", text(version.form)), ("version", text(version.version)),
                ("title_vi", text(version.titleVI)), ("title_en", text(version.titleEN)),
                ("periodicity", text(version.periodicity)),
                ("levels", list(version.levels.map { text($0.rawValue) })),
                ("deadline", rule(version.deadline)), ("sections", list(sections)),
            ] + validity(version.validity))
    }

    private static func indicator(
        _ indicator: Indicator, _ code: (DataElement.Index) -> String
    ) -> String {
        object([
            ("code", text(indicator.code)), ("label_vi", text(indicator.labelVI)),
            ("label_en", text(indicator.labelEN)),
            ("numerator", list(indicator.numerator.map { text(code($0)) })),
            (
                "denominator",
                indicator.denominator.map { list($0.map { text(code($0)) }) } ?? "null"
            ),
            ("per", "\(indicator.per)"), ("direction", text(indicator.direction.rawValue)),
        ])
    }

    private static func target(_ target: Target) -> String {
        object([
            ("indicator", text(target.indicator)), ("org_unit", text(target.unitID)),
            ("year", "\(target.year)"), ("op", text(target.comparison.rawValue)),
            ("value", "\(target.value.double)"),
        ])
    }

    private static func deadline(_ deadline: DeadlineOverride) -> String {
        object(
            [
                ("form", text(deadline.form)), ("org_unit", text(deadline.unitID)),
                ("deadline", rule(deadline.rule)),
            ] + validity(deadline.validity))
    }

    private static func assignment(_ assignment: FormAssignment) -> String {
        object(
            [("form", text(assignment.form)), ("org_unit", text(assignment.unitID))]
                + validity(assignment.validity))
    }

    private static func rule(_ rule: DeadlineRule) -> String {
        switch rule {
        case .workingDaysAfterPeriod(let days):
            object([("working_days_after_period", "\(days)")])
        case .dayOfMonth(let day): object([("day_of_month", "\(day)")])
        }
    }

    private static func validity(_ validity: Validity) -> [(String, String)] {
        [("valid_from", validity.from), ("valid_to", validity.through)].map { key, day in
            (key, day.map { text($0.iso) } ?? "null")
        }
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { text($0) + ": " + $1 }.joined(separator: ", ") + "}"
    }

    private static func list(_ elements: [String]) -> String {
        "[" + elements.joined(separator: ",\n") + "]"
    }

    /// The texts of tests need no escaping.
    private static func text(_ text: String) -> String { "\"\(text)\"" }
}
