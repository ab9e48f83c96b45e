/// What of a period is there already. A change of units that is planned for later is not true
/// yet: until its month has begun it moves no figure, and until its day no name.
extension Period {
    /// The last month that has begun; of a period that lies ahead, the first one.
    public func lastMonth(begunBy month: Month) -> Month {
        min(last, max(month, first))
    }

    /// Its last day, or today while it lasts: whose names, levels and parents are shown.
    public func lastDay(asOf today: Day) -> Day {
        min(lastDay, max(today, first.firstDay))
    }

    /// Its months up to one that has begun.
    public func months(begunBy month: Month) -> MonthMask {
        guard first <= month else { return [] }
        return MonthMask(from: first.indexInYear, through: min(last, month).indexInYear)
    }
}
