import Reporting

/// A year's months of one indicator, with the choice of another one.
struct TrendSection {
    let page: Dashboard

    private var wording: Wording { page.wording }

    var body: HTML {
        guard let trend = page.trend else { return .empty }
        let heading = wording.say(.trendTitle, ["y": String(trend.year)])
        return """
            <section aria-labelledby=trend><header><h2 id=trend>\(heading)</h2>\
            <span class="small dim">\(note(trend))</span></header>\(tabs(trend))\
            <div class=trend><figure><figcaption><h3>\(trend.label)</h3></figcaption>\
            \(chart(trend))\(TrendTable(wording: wording, trend: trend).body)</figure>\
            \(TrendReading(page: page, trend: trend).body)</div></section>
            """
    }

    private func note(_ trend: Trend) -> String {
        let isChosen = page.address.query.contains { $0.name == "indicator" }
        let isNearest = trend.code != nil && trend.code == Dashboard.nearestTarget(page.goals)?.code
        return isNearest && !isChosen ? wording.say(.trendNearest) : ""
    }

    private func tabs(_ trend: Trend) -> HTML {
        let lines = Array(page.goals.prefix(6))
        let isListed = lines.contains { $0.code == trend.code }
        let current: [HTML] =
            isListed || trend.code == nil
            ? [] : [tab(trend.label, page.address, isCurrent: true)]
        let links = lines.map {
            tab(
                $0.shortLabel, page.address.with("indicator", $0.code),
                isCurrent: $0.code == trend.code)
        }
        let all = wording.say(.trendAll, ["n": wording.count(page.indicators.count)])
        return """
            <nav class=tabs aria-label="\(wording.say(.trendChoice))">\(current)\(links)\
            <a href="#indicators">\(all)</a></nav>
            """
    }

    private func tab(_ text: String, _ address: Address, isCurrent: Bool) -> HTML {
        """
        <a href="\(address.here)#trend"\(if: isCurrent, " aria-current=true")>\(text)</a>
        """
    }

    private func chart(_ trend: Trend) -> HTML {
        YearChart(
            wording: wording, title: trend.label, year: trend.year, months: trend.months,
            earlierMonths: trend.earlierMonths, target: trend.target?.value,
            targetText: trend.target.map { $0.text(wording) },
            isMissed: { trend.target?.isMet(by: $0) == false }
        ).body
    }
}
