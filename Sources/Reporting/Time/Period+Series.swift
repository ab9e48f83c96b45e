extension Period {
    /// The steps in which a series may go.
    public enum Step: String, CaseIterable, Sendable {
        case month, quarter, half, year
    }

    /// The periods of one step that have a month from `first` through `last`, each a whole one.
    public static func series(from first: Month, through last: Month, by step: Step) -> [Period] {
        guard first <= last else { return [] }
        var periods: [Period] = []
        var month = first
        while month <= last {
            let period = Period(step, containing: month)
            periods.append(period)
            month = period.last + 1
        }
        return periods
    }

    public init(_ step: Step, containing month: Month) {
        switch step {
        case .month: self = .month(month)
        case .quarter: self = .quarter(month.indexInYear / 3 + 1, of: month.year)
        case .half: self = .half(month.indexInYear / 6 + 1, of: month.year)
        case .year: self = .year(month.year)
        }
    }
}
