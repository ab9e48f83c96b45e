/// One indicator of a unit and period.
public struct IndicatorLine: Hashable, Sendable {
    public let code: String
    public let label: String
    /// The heading under which it stands, such as the title of the form's section that its
    /// numerator comes from.
    public let group: String
    /// Nil where a named element has no number.
    public let rate: Rate?
    public let target: TargetLine?
    /// Whether it grows through the year, so that its target is no month's.
    public let isCumulative: Bool
    /// Since the period before, and since the year before where that is another one.
    public let changes: [ChangeLine]
    /// What its events are called, as the catalogue's unit of its numerator.
    public let noun: String
    /// The twelve months of the year, or empty where they are not shown.
    public let months: [Rate?]
    /// Those of the year before, or empty.
    public let earlierMonths: [Rate?]

    public init(
        code: String, label: String, group: String, rate: Rate?, target: TargetLine?,
        isCumulative: Bool = false, changes: [ChangeLine] = [], noun: String = "",
        months: [Rate?] = [],
        earlierMonths: [Rate?] = []
    ) {
        self.code = code
        self.label = label
        self.group = group
        self.rate = rate
        self.target = target
        self.isCumulative = isCumulative
        self.changes = changes
        self.noun = noun
        self.months = months
        self.earlierMonths = earlierMonths
    }

    /// What a single month is held against.
    var monthlyTarget: TargetLine? { isCumulative ? nil : target }

    /// The label without the word that the unit of the value says anyway, for heads and tabs.
    var shortLabel: String {
        let prefix = "Tỷ lệ "
        guard label.hasPrefix(prefix) else { return label }
        let rest = label.dropFirst(prefix.count)
        return rest.prefix(1).uppercased() + rest.dropFirst()
    }
}
