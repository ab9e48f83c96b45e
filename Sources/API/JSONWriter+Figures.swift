import JSON
import Reporting

extension JSONWriter {
    /// A whole number where it is one, else the unrounded decimal.
    mutating func value(_ amount: Amount) {
        if let whole = amount.whole { value(whole) } else { value(amount.double) }
    }

    mutating func value(_ amount: Amount?) {
        if let amount { value(amount) } else { null() }
    }

    private mutating func value(_ flag: Bool?) {
        if let flag { value(flag) } else { null() }
    }

    /// A sum's members: how much, of how many units, months and reports, and how many were asked
    /// and gave no number.
    mutating func write(_ sum: Totals.Sum) {
        key("value")
        value(sum.value)
        for (name, count) in [
            ("units", sum.units), ("months", sum.months), ("reports", sum.reports),
            ("blank", sum.blank), ("na", sum.notApplicable),
        ] {
            key(name)
            value(count)
        }
        if sum.isEstimated {
            key("estimated")
            value(true)
        }
    }

    /// An indicator's members.
    mutating func write(_ figure: IndicatorFigure) {
        key("value")
        value(figure.value)
        key("numerator")
        value(figure.numerator)
        key("denominator")
        value(figure.denominator)
        key("per")
        value(figure.indicator.per)
        if figure.isEstimated {
            key("estimated")
            value(true)
        }
        key("interval")
        write(figure.interval)
        key("small_numbers")
        value(figure.isSmall)
        if let target = figure.target { write(target) }
    }

    private mutating func write(_ interval: Interval?) {
        guard let interval else { return null() }
        beginObject()
        key("low")
        value(interval.low)
        key("high")
        value(interval.high)
        key("method")
        value(interval.method.rawValue)
        endObject()
    }

    private mutating func write(_ figure: TargetFigure) {
        let target = figure.target
        key("target")
        beginObject()
        key("op")
        value(target.comparison.rawValue)
        key("value")
        value(target.value)
        key("year")
        value(target.year)
        key("org_unit")
        value(target.unitID)
        key("met")
        value(figure.isMet)
        key("gap")
        write(figure.gap)
        if let isOnTrack = figure.isOnTrack {
            key("on_track")
            value(isOnTrack)
        }
        endObject()
    }

    private mutating func write(_ gap: TargetFigure.Gap?) {
        guard let gap else { return null() }
        beginObject()
        key("events")
        value(gap.count)
        key("direction")
        value(gap.isMore ? "more" : "fewer")
        endObject()
    }

    mutating func value(_ decimal: Decimal) {
        if decimal.scale == 0 { value(decimal.mantissa) } else { value(decimal.double) }
    }

    mutating func write(_ change: IndicatorChange, period: Period) {
        beginObject()
        key("period")
        value(period.code)
        key("value")
        value(change.value)
        key("difference")
        value(change.difference)
        key("verdict")
        value(change.verdict?.rawValue)
        endObject()
    }
}
