/// From where on something is told. Each limit is meant to leave a district's month with a
/// handful of places to look at: counts of one commune are small and jump by chance.
public enum QualityLimits {
    /// Months before the one in question that a unit is held against.
    public static let historyMonths = 12

    /// Fewer months with a number say nothing about what is usual.
    public static let historyMonthsMin = 6

    /// The modified z score above which a value is an outlier: 3.5, as B. Iglewicz and D. C.
    /// Hoaglin proposed ("How to Detect and Handle Outliers", 1993) and as WHO's Data Quality
    /// Review takes it (Module 2, Desk review of data quality).
    public static let scoreMin = 3.5

    /// Smaller distances than this from the usual are never outliers, whatever the score.
    public static let distanceMin: Double = 5

    /// A value is no outlier where so many earlier months lie as far out.
    public static let asFarMonths = 2

    /// More cells left out than this are told as one finding of the whole report.
    public static let blankCellsMax = 5

    /// Mean above which a month without any case is told: by chance (Poisson) it happens less
    /// than once in 1 000 months, as e^−7 is 0.0009.
    public static let zeroMeanMin: Double = 7

    /// A unit's own largest stock tells its size only from here on: stations that give one small
    /// stock alone have said nothing of it.
    public static let sizeMin: Int64 = 50

    /// A flow jumps when it at least doubles or halves, a stock when it changes by this share;
    /// both beyond chance, by `scoreMin` standard deviations of the difference of two counts.
    public static let flowJumpFactor: Double = 2
    public static let stockJumpShare = 0.2

    /// The same report twice: all flows equal, so many of them above 0, with so many different
    /// numbers above 1. A month with one birth looks like another month with one birth, but not
    /// in five different numbers.
    public static let copiedCountsMin = 8
    public static let copiedNumbersMin = 5

    /// The same number so many months in a row, from this size on. Two months' counts of 20
    /// agree by chance once in 16 times, four in a row once in 4 000.
    public static let sameMonthsMin = 4
    public static let sameValueMin: Int32 = 20

    /// Heaping is looked for among flows of two digits and more, each number once a report,
    /// because births, newborns weighed and vitamin K are often one and the same number.
    public static let heapedValueMin: Int32 = 10
    public static let heapedCountMin = 20
    /// Told where as many multiples come by chance (binomial) less often than this …
    public static let heapedChanceMax = 0.001
    /// … and are more than so many times their usual share.
    public static let heapedFactorMin = 1.5

    /// A rule is held against the sums of a unit's year where so many of its months have all
    /// the numbers it names.
    public static let yearMonthsMin = 3
}
