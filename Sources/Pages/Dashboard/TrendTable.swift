import Reporting

/// The numbers behind the chart of a year.
struct TrendTable {
    let wording: Wording
    let trend: Trend

    var body: HTML {
        """
        <details><summary>\(wording.say(.chartTable))</summary>\
        <div class=scroll tabindex=0 role=group aria-label="\(wording.say(.chartTable))">\
        <table class=grid><caption class=vh>\(trend.label), \(trend.year)</caption>\
        <thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div></details>
        """
    }

    private var isCount: Bool { trend.months.contains { $0?.unit == .count } }

    private var heads: HTML {
        let month: HTML = "<th scope=col>\(wording.say(.columnMonth))"
        let value: HTML = "<th scope=col class=num>\(wording.say(.columnValue))"
        guard !isCount else { return "\(month)\(value)\(earlierHead)" }
        return """
            \(month)<th scope=col class=num>n<th scope=col class=num>N\(value)\
            <th scope=col class=num>\(wording.say(.columnInterval))\
            \(if: trend.target != nil, "<th scope=col>\(wording.say(.columnTarget))")\
            \(earlierHead)
            """
    }

    private var earlierHead: HTML {
        trend.hasEarlier ? "<th scope=col class=num>\(trend.year - 1)" : .empty
    }

    private func earlier(_ index: Int) -> HTML {
        guard trend.hasEarlier else { return .empty }
        let rate = trend.earlierMonths.indices.contains(index) ? trend.earlierMonths[index] : nil
        return "<td class=num>\(rate.map { wording.full($0) } ?? Wording.nothing)"
    }

    private var rows: [HTML] {
        trend.months.enumerated().map { index, rate in
            let month = wording.month(Month(year: trend.year, month: index + 1))
            let cells = isCount ? count(rate) : share(rate)
            return "<tr><th scope=row>\(month)\(cells)\(earlier(index))"
        }
    }

    private func count(_ rate: Rate?) -> HTML {
        "<td class=num>\(wording.count(rate?.numerator))"
    }

    private func share(_ rate: Rate?) -> HTML {
        let value = rate.map { wording.full($0) } ?? Wording.nothing
        let interval = rate?.interval.map { wording.interval($0) } ?? Wording.nothing
        return """
            <td class=num>\(wording.count(rate?.numerator))\
            <td class=num>\(wording.count(rate?.denominator))<td class=num>\(value)\
            <td class=num>\(interval)\(if: trend.target != nil, "<td>\(targetWord(rate))")
            """
    }

    /// Whether a month by itself would meet the target.
    private func targetWord(_ rate: Rate?) -> String {
        guard let rate, let isMet = trend.target?.isMet(by: rate) else { return Wording.nothing }
        return wording.say(isMet ? .targetMet : .targetMissed)
    }
}
