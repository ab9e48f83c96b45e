import JSON
public import Reporting

/// Why a catalogue was refused: every problem with its JSON pointer.
public struct CatalogueError: Error, Sendable, CustomStringConvertible {
    public let problems: [String]

    public var description: String { problems.joined(separator: "\n") }
}

/// Reads a catalogue from its JSON file (shape: `data_elements`, `forms`, `deadlines`, `rules`,
/// `indicators`, `targets`, `holidays`, and optionally `assignments`).
public enum CatalogueReader {
    public static func read(_ bytes: [UInt8]) throws(CatalogueError) -> Catalogue {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: bytes)
        } catch {
            throw CatalogueError(problems: ["\(error)"])
        }
        var reading = CatalogueReading(root: document.root)
        let catalogue = reading.catalogue()
        guard reading.problems.isEmpty else {
            throw CatalogueError(problems: reading.problems)
        }
        return catalogue
    }
}

/// Walks the document once; what is wrong is noted, and reading goes on, so that one run names
/// everything.
private struct CatalogueReading {
    private let root: JSONValue
    private var indices: [String: DataElement.Index] = [:]
    private(set) var problems: [String] = []

    init(root: JSONValue) {
        self.root = root
    }

    mutating func catalogue() -> Catalogue {
        let elements = dataElements()
        let versions = list("forms").compactMap { version($0) }
        checkVersions(versions)
        let indicators = list("indicators").compactMap { indicator($0) }
        noteTwins(indicators.map(\.code), in: "/indicators")
        let known = Set(indicators.map(\.code))
        let rules = list("rules").compactMap { rule($0) }
        noteTwins(rules.map(\.code), in: "/rules")
        let targets = list("targets").compactMap { target($0, indicators: known) }
        noteTwins(targets.map { "\($0.indicator) \($0.unitID) \($0.year)" }, in: "/targets")
        let deadlines = list("deadlines").compactMap { deadlineOverride($0) }
        return Catalogue(
            elements: elements, versions: versions, rules: rules,
            indicators: indicators, targets: targets,
            // A rule that begins later takes the place of one that was left open.
            deadlines: deadlines.sorted { $0.validity < $1.validity },
            assignments: list("assignments").compactMap { assignment($0) },
            holidays: Set(list("holidays").compactMap { day($0, "date") }))
    }

    // MARK: Elements and forms

    private mutating func dataElements() -> [DataElement] {
        let values = list("data_elements")
        let codes = values.map { string($0, "code") }
        noteTwins(codes, in: "/data_elements")
        for (index, code) in codes.enumerated() { indices[code] = index }
        return values.enumerated().map { index, value in
            let time = DataElement.Time(rawValue: string(value, "time"))
            if time == nil { note(value, "time", "must be flow or stock") }
            return DataElement(
                index: index, code: codes[index], labelVI: string(value, "label_vi"),
                labelEN: string(value, "label_en"), definition: optional(value, "definition"),
                unit: optional(value, "unit"), time: time ?? .flow, parts: parts(of: value),
                officialRow: value["official_row"]?.string)
        }
    }

    /// `"computed": "a + b"` names the parts of a computed element.
    private mutating func parts(of value: JSONValue) -> [DataElement.Index] {
        guard let text = value["computed"]?.string else { return [] }
        var parts: [DataElement.Index] = []
        for name in text.split(separator: "+") {
            let code = String(name.filter { $0 != " " })
            if let index = indices[code] {
                parts.append(index)
            } else {
                note(value, "computed", "'\(code)' is no element")
            }
        }
        return parts
    }

    private mutating func version(_ value: JSONValue) -> FormVersion? {
        guard let validity = validity(value) else { return nil }
        guard let deadline = value["deadline"].flatMap({ deadlineRule($0) }) else {
            note(value, "deadline", "must give working_days_after_period or day_of_month")
            return nil
        }
        let periodicity = string(value, "periodicity")
        if periodicity != "month" { note(value, "periodicity", "must be month") }
        let sections = list(value, "sections").map { section($0) }
        return FormVersion(
            form: string(value, "code"), version: string(value, "version"),
            titleVI: string(value, "title_vi"), titleEN: string(value, "title_en"),
            legalBasis: optional(value, "legal_basis"), periodicity: periodicity,
            levels: Set(
                list(value, "levels").compactMap(\.string).map(OrgUnitLevel.init(rawValue:))),
            validity: validity, deadline: deadline, sections: sections)
    }

    private mutating func section(_ value: JSONValue) -> FormVersion.Section {
        FormVersion.Section(
            code: string(value, "code"), titleVI: string(value, "title_vi"),
            titleEN: string(value, "title_en"),
            elements: elements(value, "elements"))
    }

    private mutating func checkVersions(_ versions: [FormVersion]) {
        noteTwins(versions.map { $0.form + "/" + $0.version }, in: "/forms")
        for (index, version) in versions.enumerated() {
            if Set(version.elements).count != version.elements.count {
                problems.append("/forms/\(index)/sections: an element stands in it twice")
            }
            for other in versions[..<index]
            where other.form == version.form && other.validity.overlaps(version.validity) {
                problems.append("/forms/\(index): in force at the same time as another version")
            }
        }
    }

    // MARK: Rules, indicators, targets, deadlines

    private mutating func rule(_ value: JSONValue) -> Rule? {
        guard let severity = Rule.Severity(rawValue: string(value, "severity")) else {
            note(value, "severity", "must be error or warning")
            return nil
        }
        let indices = self.indices
        do throws(RuleSyntaxError) {
            let expression = try RuleExpression(parsing: string(value, "expr")) { indices[$0] }
            return Rule(
                code: string(value, "code"), expression: expression, severity: severity,
                messageVI: string(value, "message_vi"), messageEN: string(value, "message_en"))
        } catch {
            note(value, "expr", error.description)
            return nil
        }
    }

    private mutating func indicator(_ value: JSONValue) -> Indicator? {
        guard let per = value["per"]?.integer, [1, 100, 1_000, 100_000].contains(per) else {
            note(value, "per", "must be 1, 100, 1000 or 100000")
            return nil
        }
        guard let direction = Indicator.Direction(rawValue: string(value, "direction")) else {
            note(value, "direction", "must be higher, lower or none")
            return nil
        }
        let hasDenominator = value["denominator"].map { !$0.isNull } ?? false
        return Indicator(
            code: string(value, "code"), labelVI: string(value, "label_vi"),
            labelEN: string(value, "label_en"), numerator: elements(value, "numerator"),
            denominator: hasDenominator ? elements(value, "denominator") : nil, per: per,
            direction: direction, note: value["note"]?.string)
    }

    private mutating func target(_ value: JSONValue, indicators: Set<String>) -> Target? {
        let indicator = string(value, "indicator")
        if !indicators.contains(indicator) {
            note(value, "indicator", "'\(indicator)' is no indicator")
        }
        guard let comparison = Comparison(rawValue: string(value, "op")) else {
            note(value, "op", "must be <, <=, >, >= or ==")
            return nil
        }
        guard let year = value["year"]?.integer, (1...9_999).contains(year) else {
            note(value, "year", "must be a year")
            return nil
        }
        guard let number = value["value"]?.lexeme.flatMap({ Decimal($0) }) else {
            note(value, "value", "must be a number with at most nine digits on either side")
            return nil
        }
        return Target(
            indicator: indicator, unitID: string(value, "org_unit"), year: Int(year),
            comparison: comparison, value: number, quoteVI: optional(value, "quote_vi"))
    }

    private mutating func deadlineOverride(_ value: JSONValue) -> DeadlineOverride? {
        guard let validity = validity(value) else { return nil }
        guard let rule = value["deadline"].flatMap({ deadlineRule($0) }) else {
            note(value, "deadline", "must give working_days_after_period or day_of_month")
            return nil
        }
        return DeadlineOverride(
            form: string(value, "form"), unitID: string(value, "org_unit"), rule: rule,
            validity: validity)
    }

    private mutating func assignment(_ value: JSONValue) -> FormAssignment? {
        validity(value).map { validity in
            FormAssignment(
                form: string(value, "form"), unitID: string(value, "org_unit"),
                validity: validity)
        }
    }

    private func deadlineRule(_ value: JSONValue) -> DeadlineRule? {
        if let days = value["working_days_after_period"]?.integer, (0...366).contains(days) {
            return .workingDaysAfterPeriod(Int(days))
        }
        if let day = value["day_of_month"]?.integer, (1...31).contains(day) {
            return .dayOfMonth(Int(day))
        }
        return nil
    }

    // MARK: Fields

    private mutating func note(_ value: JSONValue, _ key: String, _ text: String) {
        problems.append("\(value.pointer)/\(key): \(text)")
    }

    private mutating func noteTwins(_ codes: [String], in pointer: String) {
        var seen: Set<String> = []
        for code in codes where !seen.insert(code).inserted {
            problems.append("\(pointer): '\(code)' stands there twice")
        }
    }

    private mutating func list(_ key: String) -> [JSONValue] {
        guard root[key] != nil || ["assignments", "deadlines", "targets"].contains(key) else {
            problems.append("/\(key): is missing")
            return []
        }
        return list(root, key)
    }

    private func list(_ value: JSONValue, _ key: String) -> [JSONValue] {
        value[key].map { Array($0.elements) } ?? []
    }

    private mutating func string(_ value: JSONValue, _ key: String) -> String {
        guard let text = value[key]?.string, !text.isEmpty else {
            note(value, key, "a text is missing")
            return ""
        }
        return text
    }

    private func optional(_ value: JSONValue, _ key: String) -> String {
        value[key]?.string ?? ""
    }

    private mutating func elements(_ value: JSONValue, _ key: String) -> [DataElement.Index] {
        var found: [DataElement.Index] = []
        for code in list(value, key).compactMap(\.string) {
            if let index = indices[code] {
                found.append(index)
            } else {
                note(value, key, "'\(code)' is no element")
            }
        }
        if found.isEmpty { note(value, key, "an element is missing") }
        return found
    }

    private mutating func day(_ value: JSONValue, _ key: String) -> Day? {
        guard let day = value[key]?.string.flatMap({ Day(iso: $0) }) else {
            note(value, key, "must be a day such as 2025-07-01")
            return nil
        }
        return day
    }

    private mutating func validity(_ value: JSONValue) -> Validity? {
        var ends: [Day?] = []
        for key in ["valid_from", "valid_to"] {
            guard let end = value[key], !end.isNull, end.string != "" else {
                ends.append(nil)
                continue
            }
            guard let day = day(value, key) else { return nil }
            ends.append(day)
        }
        if let from = ends[0], let through = ends[1], through < from {
            note(value, "valid_to", "is before valid_from")
        }
        return Validity(from: ends[0], through: ends[1])
    }
}
