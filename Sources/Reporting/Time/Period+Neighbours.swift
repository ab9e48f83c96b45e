extension Period {
    /// The same span a year earlier; nil before the calendar begins.
    public var yearBefore: Period? {
        guard first.year > 1 else { return nil }
        return Period(kind: kind, first: first - 12, last: last - 12)
    }

    /// The span before it of the same kind. What begins with January and is no month, quarter
    /// or half has the year before as its only like.
    public var previous: Period? {
        switch kind {
        case .month, .quarter, .half:
            let length = months.count
            guard first.number >= 12 + length else { return nil }
            return Period(kind: kind, first: first - length, last: last - length)
        case .nineMonths, .year, .yearToDate: return yearBefore
        }
    }
}

extension Period {
    /// A span of the same kind that holds a month. Nine months end in September: for a later
    /// month it is the whole year.
    func moved(to month: Month) -> Period {
        switch kind {
        case .month: .month(month)
        case .quarter: Period(.quarter, containing: month)
        case .half: Period(.half, containing: month)
        case .nineMonths where month.month <= 9: .nineMonths(of: month.year)
        case .nineMonths, .year: .year(month.year)
        case .yearToDate: .yearToDate(through: month)
        }
    }
}
