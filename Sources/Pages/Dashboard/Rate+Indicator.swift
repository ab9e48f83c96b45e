public import Reporting

extension Rate {
    /// An indicator's n and N of one unit and period; nil where a named element is absent.
    public init?(_ figure: IndicatorFigure, catalogue: Catalogue) {
        guard let numerator = figure.numerator.flatMap({ Int(exactly: $0) }) else { return nil }
        let indicator = figure.indicator
        guard indicator.denominator != nil else {
            self.init(count: numerator)
            return
        }
        guard let denominator = figure.denominator.flatMap({ Int(exactly: $0) }) else {
            return nil
        }
        let isShare = catalogue.isShare(indicator)
        self.init(
            numerator: numerator, denominator: denominator, per: Int(indicator.per),
            unit: Self.unit(of: indicator), isShare: isShare)
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
