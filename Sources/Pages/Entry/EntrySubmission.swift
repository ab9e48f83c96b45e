public import Reporting
import Storage

/// What the entry form sent, read against the form version it was made for.
public struct EntrySubmission: Sendable {
    /// What the button asks for.
    public enum Action: Hashable, Sendable {
        case saveDraft
        case submit
        /// Fill the blank fields of a section and show the form again; nothing is stored.
        case fill(section: String, Filling)
    }

    public enum Filling: String, Hashable, Sendable {
        case zero
        case notApplicable = "na"
        /// What the unit gave last month.
        case lastMonth = "last"
    }

    /// The texts of the fields by element code, to be shown again just as they were typed.
    public let typed: [String: String]
    /// The readable values; a field with an error is blank here.
    public let values: ReportValues
    /// Fields that hold no count, with pointers like `/values/live_births`.
    public let errors: [Finding]
    public let action: Action
    /// The revision that the form showed; nil where there was none.
    public private(set) var baseRevision: Int?
    public let note: String
    /// By rule code; empty ones are left out.
    public let explanations: [String: String]

    /// - Parameter fields: Names and values in the order sent.
    public init(
        fields: [(name: String, value: String)], version: FormVersion, catalogue: Catalogue
    ) {
        let given = Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
        let elements = version.elements.map { catalogue.elements[$0] }
        var values = ReportValues(elementCount: catalogue.elements.count)
        var typed: [String: String] = [:]
        var errors: [Finding] = []
        for element in elements {
            // Where two revisions were merged, what was chosen goes before what was sent.
            let chosen = given["choose." + element.code]
            guard let text = chosen ?? given[element.code] else { continue }
            typed[element.code] = text
            switch EntryText(text) {
            case .value(let value): values[element.index] = value
            case .unreadable: errors.append(Self.finding(element, .errorUnreadable))
            case .tooLarge: errors.append(Self.finding(element, .errorTooLarge))
            }
        }
        self.values = values
        self.typed = typed
        self.errors = errors
        action = Self.action(given)
        baseRevision = given["base_revision"].flatMap { Int($0) }
        note = given["choose.note"] ?? given["note"] ?? ""
        explanations = Self.explanations(given)
    }

    /// The same fields with the blank ones of a section filled.
    public func filled(
        _ section: String, _ filling: Filling, version: FormVersion, catalogue: Catalogue,
        lastMonth: ReportValues?
    ) -> [String: String] {
        var texts = typed
        let section = version.sections.first { $0.code == section }
        for index in section?.elements ?? [] {
            let element = catalogue.elements[index]
            guard !element.isComputed, (texts[element.code] ?? "").isEmpty else { continue }
            switch filling {
            case .zero: texts[element.code] = "0"
            case .notApplicable: texts[element.code] = "x"
            case .lastMonth: texts[element.code] = lastMonth.map { Self.text($0[index]) } ?? ""
            }
        }
        return texts
    }

    /// The same, said of a newer revision.
    func based(on revision: Int) -> EntrySubmission {
        var copy = self
        copy.baseRevision = revision
        return copy
    }

    /// What the report is to be.
    var status: ReportStatus { action == .submit ? .submitted : .draft }

    /// Whether a revision is just what was sent; `completed` are its values with sums filled in.
    func isSame(as revision: Revision, _ completed: ReportValues) -> Bool {
        revision.status == status && revision.values == completed
            && revision.note == note && revision.explanations == explanations
    }

    /// The texts that stand for stored values.
    public static func texts(
        of values: ReportValues, version: FormVersion, catalogue: Catalogue
    ) -> [String: String] {
        var texts: [String: String] = [:]
        for index in version.elements where values[index] != .blank {
            texts[catalogue.elements[index].code] = text(values[index])
        }
        return texts
    }

    static func text(_ value: ReportValue) -> String {
        switch value {
        case .blank: ""
        case .notApplicable: "x"
        case .count(let count): String(count)
        }
    }

    private static func finding(_ element: DataElement, _ key: TextKey) -> Finding {
        Finding(
            pointer: ReportPointer.values(element.code),
            messageVI: Wording(.vietnamese).say(key, ["label": element.labelVI]),
            messageEN: Wording(.english).say(key, ["label": element.labelEN]))
    }

    private static func action(_ given: [String: String]) -> Action {
        if let fill = given["fill"] {
            let parts = fill.split(separator: ".", maxSplits: 1).map(String.init)
            if parts.count == 2, let filling = Filling(rawValue: parts[0]) {
                return .fill(section: parts[1], filling)
            }
        }
        return given["status"] == "submitted" ? .submit : .saveDraft
    }

    private static func explanations(_ given: [String: String]) -> [String: String] {
        var result: [String: String] = [:]
        for (name, value) in given where name.hasPrefix("explain.") && !value.isEmpty {
            result[String(name.dropFirst("explain.".count))] = value
        }
        return result
    }
}
