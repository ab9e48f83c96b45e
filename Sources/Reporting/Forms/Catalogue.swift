/// Everything about forms that is data: elements, versions, rules, indicators, targets,
/// deadlines and holidays. Immutable; an import makes a new one.
public final class Catalogue: Sendable {
    public let elements: [DataElement]
    public let versions: [FormVersion]
    public let rules: [Rule]
    public let indicators: [Indicator]
    public let targets: [Target]
    /// By the day on which they begin; of one unit's that are in force together the last holds.
    public let deadlines: [DeadlineOverride]
    public let assignments: [FormAssignment]
    public let holidays: Set<Day>

    private let elementCodes: CodeTable
    private let targetsByIndicator: [String: [Target]]
    /// The elements that add over months, and those that do not: read in every sum.
    let flows: [DataElement.Index]
    let stocks: [DataElement.Index]
    /// By element: its place among the stocks, -1 for a flow.
    let stockPlaces: [Int]
    private let traits: [String: Indicator.Traits]

    /// - Precondition: `elements[i].index == i`, and all indices name elements.
    public init(
        elements: [DataElement], versions: [FormVersion], rules: [Rule],
        indicators: [Indicator], targets: [Target], deadlines: [DeadlineOverride],
        assignments: [FormAssignment], holidays: Set<Day>
    ) {
        self.elements = elements
        self.versions = versions
        self.rules = rules
        self.indicators = indicators
        self.targets = targets
        self.deadlines = deadlines
        self.assignments = assignments
        self.holidays = holidays
        elementCodes = CodeTable(elements.map(\.code))
        targetsByIndicator = Dictionary(grouping: targets, by: \.indicator)
        flows = elements.filter { $0.time == .flow }.map(\.index)
        let stocks = elements.filter { $0.time == .stock }.map(\.index)
        var stockPlaces = [Int](repeating: -1, count: elements.count)
        for (place, element) in stocks.enumerated() { stockPlaces[element] = place }
        (self.stocks, self.stockPlaces) = (stocks, stockPlaces)
        traits = Dictionary(
            indicators.map { indicator in
                (indicator.code, Indicator.Traits(indicator, elements: elements, rules: rules))
            }
        ) { first, _ in first }
    }

    public static let empty = Catalogue(
        elements: [], versions: [], rules: [], indicators: [], targets: [], deadlines: [],
        assignments: [], holidays: [])

    /// The codes of all forms, in the catalogue's order.
    public var forms: [String] {
        var codes: [String] = []
        for version in versions where !codes.contains(version.form) { codes.append(version.form) }
        return codes
    }

    public func elementIndex(ofCode code: String) -> DataElement.Index? {
        elementIndex(ofCode: code.utf8Span.span)
    }

    /// - Parameter code: its UTF-8.
    public func elementIndex(ofCode code: Span<UInt8>) -> DataElement.Index? {
        elementCodes.place(of: code)
    }

    public func indicator(_ code: String) -> Indicator? {
        indicators.first { $0.code == code }
    }

    /// What the catalogue says of an indicator between the lines.
    public func traits(of indicator: Indicator) -> Indicator.Traits {
        traits[indicator.code] ?? Indicator.Traits(indicator, elements: elements, rules: rules)
    }

    public func measure(of indicator: Indicator) -> Indicator.Measure {
        traits(of: indicator).measure
    }

    /// The version of a form in force on a month's last day.
    public func version(of form: String, in month: Month) -> FormVersion? {
        versions.first { $0.form == form && $0.validity.contains(month.lastDay) }
    }

    public func version(of form: String, named version: String) -> FormVersion? {
        versions.first { $0.form == form && $0.version == version }
    }

    /// Where a version stands among all.
    public func place(of version: FormVersion) -> Int? {
        versions.firstIndex { $0.version == version.version && $0.form == version.form }
    }

    /// The rules all of whose elements a version has.
    public func rules(for version: FormVersion) -> [Rule] {
        let elements = Set(version.elements)
        return rules.filter { elements.isSuperset(of: $0.expression.elements) }
    }

    /// Targets of an indicator, in the catalogue's order.
    public func targets(for indicator: String) -> [Target] {
        targetsByIndicator[indicator] ?? []
    }
}
