/// An indicator of one unit and period: always with its n and N.
public struct IndicatorFigure: Sendable {
    public let indicator: Indicator
    public let measure: Indicator.Measure
    /// Nil where one of the named elements is absent from the sum.
    public let numerator: Amount?
    /// Nil for a plain count, or where one of the named elements is absent.
    public let denominator: Amount?
    /// Unrounded; nil where n or N is absent or N is 0.
    public let value: Double?
    /// Whether a published share was applied to n or N.
    public let isEstimated: Bool
    /// Whether it rests on so few events that one more or less would change the picture.
    public let isSmall: Bool
    public let target: TargetFigure?

    /// Fewer events than these are small numbers.
    public static let eventsMin: Amount = 20
    public static let deathsMin: Amount = 5

    /// - Parameters:
    ///   - target: as `Registry.target(of:for:in:today:)` finds it.
    ///   - dueMonths: how many of the period's months are due by now.
    public init(
        _ indicator: Indicator, totals: Totals, catalogue: Catalogue, target: Target? = nil,
        period: Period, dueMonths: @autoclosure () -> Int
    ) {
        self.indicator = indicator
        let traits = catalogue.traits(of: indicator)
        measure = traits.measure
        let numerator = totals.sum(of: indicator.numerator)
        let denominator = indicator.denominator.flatMap(totals.sum(of:))
        self.numerator = numerator
        self.denominator = denominator
        isEstimated = totals.isEstimated(indicator.numerator + (indicator.denominator ?? []))
        let divisor: Amount? = indicator.denominator == nil ? 1 : denominator
        guard let numerator, let divisor, divisor != 0 else {
            value = nil
            isSmall = false
            self.target = target.map { TargetFigure(target: $0) }
            return
        }
        value = numerator.double * Double(indicator.per) / divisor.double
        let fewest = traits.countsDeaths ? Self.deathsMin : Self.eventsMin
        isSmall = measure != .state && numerator < fewest
        self.target = target.map { target in
            let isOnTheWay = traits.isCumulative && target.year == period.year
            return TargetFigure(
                target: target, numerator: numerator, denominator: divisor, per: indicator.per,
                measure: traits.measure, dueMonths: isOnTheWay ? dueMonths() : nil)
        }
    }

    /// Between which bounds the figure lies in 95 of 100 like cases.
    public var interval: Interval? {
        guard value != nil, let numerator else { return nil }
        return Interval(
            of: measure, numerator.double, denominator?.double ?? 1, per: Double(indicator.per))
    }
}
