public import Reporting

extension Period {
    /// Every period of a year, each kind.
    public static func all(of year: Int) -> [Period] {
        let months = Period.year(year).months
        return months.map(Period.month) + (1...4).map { quarter($0, of: year) }
            + (1...2).map { half($0, of: year) } + [nineMonths(of: year), .year(year)]
            + months.map(yearToDate(through:))
    }
}
