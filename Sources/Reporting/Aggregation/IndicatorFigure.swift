/// An indicator of one unit and period: always with its n and N.
public struct IndicatorFigure: Sendable {
    public let indicator: Indicator
    /// Nil where one of the named elements is absent from the sum.
    public let numerator: Int64?
    /// Nil for a plain count, or where one of the named elements is absent.
    public let denominator: Int64?
    /// Unrounded; nil where n or N is absent or N is 0.
    public let value: Double?
    public let target: TargetFigure?

    public init(_ indicator: Indicator, totals: Totals, target: Target?) {
        self.indicator = indicator
        let numerator = totals.sum(of: indicator.numerator)
        let denominator = indicator.denominator.flatMap(totals.sum(of:))
        self.numerator = numerator
        self.denominator = denominator
        let divisor = indicator.denominator == nil ? 1 : denominator
        if let numerator, let divisor, divisor != 0 {
            value = Double(numerator) * Double(indicator.per) / Double(divisor)
            self.target = target.map { target in
                TargetFigure(
                    target: target,
                    isMet: target.isMet(
                        numerator: numerator, denominator: divisor, per: indicator.per))
            }
        } else {
            value = nil
            self.target = target.map { TargetFigure(target: $0, isMet: nil) }
        }
    }
}

/// A target held against a figure.
public struct TargetFigure: Sendable {
    public let target: Target
    /// Nil where there is no value to compare.
    public let isMet: Bool?
}

extension Registry {
    /// The target of an indicator for a unit and period: the nearest upwards in the tree of the
    /// period's last day that has one for its year; only if none has, the next year's likewise.
    public func target(
        of indicator: Indicator, for unit: OrgUnit.Number, in period: Period
    ) -> Target? {
        let targets = catalogue.targets(for: indicator.code)
        guard !targets.isEmpty else { return nil }
        let above = units.tree(on: period.lastDay).path(from: unit)
        let path = above.isEmpty ? [unit] : above
        for year in [period.year, period.year + 1] {
            for unit in path {
                let id = units[unit].id
                if let target = targets.first(where: { $0.unitID == id && $0.year == year }) {
                    return target
                }
            }
        }
        return nil
    }
}
