/// Checks and completes the values of reports of one form version: computed elements are
/// filled, rules are held against the numbers.
public struct FormCheck: Sendable {
    public let version: FormVersion
    private let elements: [DataElement]
    /// What is filled by sums, parts before the sums that need them.
    public let computed: [DataElement]
    /// The rules that it holds against the numbers, by what a broken one means.
    public let errors: [Rule]
    public let warnings: [Rule]

    public init(version: FormVersion, catalogue: Catalogue) {
        self.version = version
        elements = catalogue.elements
        let own = Set(version.elements)
        computed = Self.partsFirst(
            version.elements.map { catalogue.elements[$0] }
                .filter { $0.isComputed && own.isSuperset(of: $0.parts) })
        let rules = catalogue.rules(for: version)
        errors = rules.filter { $0.severity == .error }
        warnings = rules.filter { $0.severity == .warning }
    }

    /// A part may be computed itself, and is filled before the sum that needs it. Elements that
    /// are parts of each other can have no sum and are left out.
    private static func partsFirst(_ elements: [DataElement]) -> [DataElement] {
        var ordered: [DataElement] = []
        var waiting = elements
        while true {
            let open = Set(waiting.map(\.index))
            let ready = waiting.filter { open.isDisjoint(with: $0.parts) }
            guard !ready.isEmpty else { return ordered }
            ordered += ready
            waiting.removeAll { open.isDisjoint(with: $0.parts) }
        }
    }

    /// What a report gave, with what follows from it.
    public struct Result: Sendable {
        /// The values with computed elements filled in.
        public let values: ReportValues
        /// Why a submitted report is refused; drafts may have these.
        public let errors: [Finding]
        public let warnings: [Finding]
    }

    public func check(_ given: ReportValues) -> Result {
        var values = given
        var errors: [Finding] = []
        for element in computed {
            guard let sum = sum(of: element, in: values) else { continue }
            switch values[element.index] {
            case .blank: fill(element, with: sum, in: &values, &errors)
            case .notApplicable: errors.append(mismatch(element, sum))
            case .count(let count):
                guard Int64(count) != sum, !hasRule(for: element) else { continue }
                errors.append(mismatch(element, sum))
            }
        }
        errors += broken(self.errors, in: values)
        return Result(values: values, errors: errors, warnings: broken(warnings, in: values))
    }

    private func sum(of element: DataElement, in values: ReportValues) -> Int64? {
        var sum: Int64 = 0
        for part in element.parts {
            guard let count = values[part].count else { return nil }
            sum += Int64(count)
        }
        return sum
    }

    private func fill(
        _ element: DataElement, with sum: Int64, in values: inout ReportValues,
        _ errors: inout [Finding]
    ) {
        if sum <= Int64(ReportValue.countMax) {
            values[element.index] = .count(Int32(sum))
        } else {
            errors.append(
                Finding(
                    pointer: pointer(element.index),
                    messageVI: "«\(element.labelVI)» cộng lại là \(sum), quá lớn.",
                    messageEN: "The parts of '\(element.labelEN)' add up to \(sum), too large."))
        }
    }

    /// A catalogue that states a computed element's sum as an error rule too says its own
    /// sentence; one finding is enough.
    public func hasRule(for element: DataElement) -> Bool {
        errors.contains { rule in
            rule.expression.comparison == .equal
                && rule.expression.left == [.init(factor: 1, element: element.index)]
                && rule.expression.right == element.parts.map { .init(factor: 1, element: $0) }
        }
    }

    private func mismatch(_ element: DataElement, _ sum: Int64) -> Finding {
        Finding(
            pointer: pointer(element.index),
            messageVI: "«\(element.labelVI)» phải bằng tổng các thành phần (\(sum)).",
            messageEN: "'\(element.labelEN)' must equal the sum of its parts (\(sum)).")
    }

    private func broken(_ rules: [Rule], in values: ReportValues) -> [Finding] {
        rules.compactMap { rule in
            guard rule.expression.holds(in: values) == false,
                let first = rule.expression.elements.first
            else { return nil }
            return Finding(
                pointer: pointer(first), rule: rule.code, messageVI: rule.messageVI,
                messageEN: rule.messageEN)
        }
    }

    private func pointer(_ element: DataElement.Index) -> String {
        "/values/" + elements[element].code
    }
}
