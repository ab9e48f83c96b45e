public import Reporting

extension Wording {
    /// The period as a title says it: `năm 2023`, `quý II năm 2023`, `tháng 01/2024`.
    public func name(_ period: Period) -> String {
        let year = String(period.year)
        switch period.kind {
        case .month: return say(.periodMonth, ["m": month(period.first)])
        case .quarter: return say(.periodQuarter, ["q": roman(quarter(period)), "y": year])
        case .half: return say(half(period) == 1 ? .periodHalf1 : .periodHalf2, ["y": year])
        case .nineMonths: return say(.periodNineMonths, ["y": year])
        case .year: return say(.periodYear, ["y": year])
        case .yearToDate:
            return say(.periodYearToDate, ["m": String(period.last.month), "y": year])
        }
    }

    /// The period as one step of the ladder says it.
    func step(_ period: Period) -> String {
        switch period.kind {
        case .month: monthMark(period.first)
        case .quarter: say(.stepQuarter, ["q": roman(quarter(period))])
        case .half: say(half(period) == 1 ? .stepHalf1 : .stepHalf2)
        case .nineMonths: say(.stepNineMonths)
        case .year: say(.stepYear, ["y": String(period.year)])
        case .yearToDate: say(.stepYearToDate)
        }
    }

    /// `T1` or `Jan`: the month where its year is known.
    func monthMark(_ month: Month) -> String {
        guard language == .english else { return "T\(month.month)" }
        let names = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return names[month.indexInYear]
    }

    private func quarter(_ period: Period) -> Int { period.first.indexInYear / 3 + 1 }

    private func half(_ period: Period) -> Int { period.first.indexInYear / 6 + 1 }

    private func roman(_ number: Int) -> String {
        ["I", "II", "III", "IV"][(number - 1) % 4]
    }
}
