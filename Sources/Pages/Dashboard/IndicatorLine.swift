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
    /// The twelve months of the year, or empty where they are not shown.
    public let months: [Rate?]

    public init(
        code: String, label: String, group: String, rate: Rate?, target: TargetLine?,
        months: [Rate?] = []
    ) {
        self.code = code
        self.label = label
        self.group = group
        self.rate = rate
        self.target = target
        self.months = months
    }

    /// The label without the word that the unit of the value says anyway, for heads and tabs.
    var shortLabel: String {
        let prefix = "Tỷ lệ "
        guard label.hasPrefix(prefix) else { return label }
        let rest = label.dropFirst(prefix.count)
        return rest.prefix(1).uppercased() + rest.dropFirst()
    }
}
