public import Reporting

extension Rate {
    /// An indicator's n and N of one unit and period; nil where a named element is absent.
    public init?(_ figure: IndicatorFigure) {
        guard let numerator = figure.numerator else { return nil }
        let indicator = figure.indicator
        guard indicator.denominator == nil || figure.denominator != nil else { return nil }
        self.init(
            numerator: numerator, denominator: figure.denominator, per: indicator.per,
            unit: indicator.denominator == nil ? .count : Self.unit(of: indicator),
            measure: figure.measure, isEstimated: figure.isEstimated, isSmall: figure.isSmall)
    }

    /// Vietnamese statistics keep three words apart: *tỷ lệ* is a percentage, *tỷ suất* a rate
    /// for a thousand or more, *tỷ số* a ratio of two groups, which carries no sign.
    private static func unit(of indicator: Indicator) -> Unit {
        switch indicator.per {
        case 100: indicator.labelVI.hasPrefix("Tỷ số") ? .per : .percent
        case 1_000: .perThousand
        case 100_000: .perHundredThousand
        default: .per
        }
    }
}
