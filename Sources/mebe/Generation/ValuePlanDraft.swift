import Reporting

/// Finds the steps of a `ValuePlan` in the catalogue's rules.
struct ValuePlanDraft {
    private let version: FormVersion
    private let catalogue: Catalogue
    private let computed: [DataElement.Index: [DataElement.Index]]
    private var splits: [DataElement.Index: [DataElement.Index]] = [:]
    private var bounds: [DataElement.Index: [ValuePlan.Bound]] = [:]
    /// What each element's number is made from.
    private var needs: [DataElement.Index: Set<DataElement.Index>] = [:]

    /// What no rule says and everybody expects: about as many are born as women give birth.
    private static let births = "deliveries_total == live_births_male + live_births_female"

    /// Usual monthly numbers of a commune, in thousandths, where no rule bounds them.
    private static let usual: [String: Int64] = [
        "adolescents_male": 620_000, "adolescents_female": 580_000,
        "couples_reproductive_age": 1_300_000, "children_under5": 520_000,
        "pregnant_current": 55_000, "pregnant_new": 9_000, "anc_visits": 30_000,
        "deliveries_at_station": 1_500, "deliveries_other_facility": 8_000,
        "deliveries_outside_facility": 300, "birth_certificates_issued": 9_000,
        "gyn_exams": 28_000, "fp_new_condom": 14_000, "fp_new_pill": 11_000,
        "fp_new_iud": 3_000, "fp_new_plan": 360_000, "comm_attendance": 60_000,
        "adolescent_counselled": 15_000, "abortions_total": 1_500,
    ]
    /// What goes with one of these words is rare.
    private static let rare = (words: ["complication", "deaths", "stillbirths"], usual: Int64(15))
    private static let usualFlow: Int64 = 900
    private static let usualStock: Int64 = 40_000

    /// What goes with one of these words is the exception among those who could have it; most of
    /// the rest is what nearly everybody has.
    private static let exceptions = [
        "adolescent", "minority", "positive", "confirmed", "high", "third_child", "forceps",
        "caesarean", "deaths", "kangaroo", "preterm", "asphyxia", "lt2500", "gt4000", "exposed",
        "suspected", "stunted", "labour", "male", "method_failure", "le7w", "sessions",
    ]

    init(version: FormVersion, catalogue: Catalogue) {
        self.version = version
        self.catalogue = catalogue
        computed = Dictionary(
            version.elements.map { catalogue.elements[$0] }.filter(\.isComputed)
                .map { ($0.index, $0.parts) }
        ) { first, _ in first }
        for (element, parts) in computed { needs[element] = Set(parts) }
        addRules()
    }

    /// Error rules come first: a warning that would go round in a circle with them is let go.
    private mutating func addRules() {
        let rules = catalogue.rules(for: version)
        let expressions =
            [births(in: catalogue)].compactMap { $0 }
            + rules.filter { $0.severity == .error }.map(\.expression)
            + rules.filter { $0.severity == .warning }.map(\.expression)
        for expression in expressions where expression.comparison == .equal { addSplit(expression) }
        for expression in expressions {
            switch expression.comparison {
            case .atMost: addBound(expression.left, atMost: expression.right)
            case .atLeast: addBound(expression.right, atMost: expression.left)
            default: continue
            }
        }
    }

    private func births(in catalogue: Catalogue) -> RuleExpression? {
        // Another catalogue may have no such elements.
        try? RuleExpression(parsing: Self.births) { catalogue.elementIndex(ofCode: $0) }
    }

    private mutating func addSplit(_ expression: RuleExpression) {
        let parts = expression.right.compactMap(\.element)
        guard expression.left.count == 1, let whole = expression.left.first?.element,
            computed[whole] != parts, splits[whole] == nil,
            parts.count == expression.right.count,
            parts.allSatisfy({ computed[$0] == nil && needs[$0] == nil && !depends(whole, on: $0) })
        else { return }
        splits[whole] = parts
        for part in parts { needs[part] = [whole] }
    }

    private mutating func addBound(
        _ left: [RuleExpression.Term], atMost right: [RuleExpression.Term]
    ) {
        let bounded = left.compactMap(\.element)
        let bounding = right.compactMap(\.element)
        let isSplit = Set(splits.values.joined())
        guard left.allSatisfy({ $0.factor > 0 && $0.element != nil }),
            bounded.allSatisfy({ element in
                computed[element] == nil && !isSplit.contains(element)
                    && bounding.allSatisfy { !depends($0, on: element) }
            })
        else { return }
        let bound = ValuePlan.Bound(terms: right, share: left.reduce(0) { $0 + $1.factor })
        for element in bounded {
            bounds[element, default: []].append(bound)
            needs[element, default: []].formUnion(bounding)
        }
    }

    private func depends(_ element: DataElement.Index, on other: DataElement.Index) -> Bool {
        element == other || (needs[element] ?? []).contains { depends($0, on: other) }
    }

    // MARK: The order

    mutating func steps() -> [ValuePlan.Step] {
        var steps: [ValuePlan.Step] = []
        var made: Set<DataElement.Index> = []
        var waiting = version.elements
        while true {
            let ready = waiting.filter { made.isSuperset(of: needs[$0] ?? []) }
            guard !ready.isEmpty else { return steps }
            for element in ready where !made.contains(element) {
                let found = step(for: element)
                steps.append(found)
                made.formUnion(found.elements)
            }
            waiting.removeAll { made.contains($0) }
        }
    }

    private func step(for element: DataElement.Index) -> ValuePlan.Step {
        if let parts = computed[element] { return .sum(element, parts: parts) }
        if let (whole, parts) = splits.first(where: { $0.value.contains(element) }) {
            return .split(whole, into: parts)
        }
        if let bounds = bounds[element] {
            return .share(element, bounds: bounds, usualPermille: usualPermille(of: element))
        }
        return .free(element, usual: usual(of: catalogue.elements[element]))
    }

    private func usual(of element: DataElement) -> Int64 {
        if let known = Self.usual[element.code] { return known }
        if Self.rare.words.contains(where: element.code.contains) { return Self.rare.usual }
        return element.time == .stock ? Self.usualStock : Self.usualFlow
    }

    /// Different by element, and the same at every run.
    private func usualPermille(of element: DataElement.Index) -> Int64 {
        var random = SplitMix(seed: UInt64(clamping: element))
        let isException = Self.exceptions.contains {
            catalogue.elements[element].code.contains($0)
        }
        return isException ? 20 + random.number(below: 130) : 780 + random.number(below: 190)
    }
}
