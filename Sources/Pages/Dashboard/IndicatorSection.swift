import Reporting

/// Every indicator of the catalogue: value, n of N, interval, target, the year's course.
struct IndicatorSection {
    let page: Dashboard

    private var wording: Wording { page.wording }

    var body: HTML {
        let count = wording.count(page.indicators.count)
        return """
            <section aria-labelledby=indicators><header><h2 id=indicators>\
            \(wording.say(.indicatorsTitle, ["n": count]))</h2>\
            <span class="small dim">\(wording.say(.indicatorsNote))</span></header>\
            <table class="grid figures"><thead><tr>\(heads)</tr></thead>\(groups)</table></section>
            """
    }

    private var hasCourses: Bool {
        if case .units(let lines) = page.below, lines.count > ChildrenTable.detailedRowsMax {
            return false
        }
        return page.indicators.contains { !$0.months.isEmpty }
    }
    private var columns: Int { (hasCourses ? 6 : 5) + since.count }

    /// The periods that the figures are compared with.
    private var since: [Period] {
        guard let line = page.indicators.first(where: { !$0.changes.isEmpty }) else { return [] }
        return line.changes.map(\.since)
    }

    private var heads: HTML {
        """
        <th scope=col>\(wording.say(.columnIndicator))\
        <th scope=col class=num>\(wording.say(.columnValue))<th scope=col class=num>n/N\
        <th scope=col class=num>\(wording.say(.columnInterval))\
        \(since.map(changeHead))\(if: hasCourses, "<th scope=col>\(wording.say(.columnCourse))")\
        <th scope=col>\(wording.say(.columnTarget))
        """
    }

    private func changeHead(_ since: Period) -> HTML {
        """
        <th scope=col class=num>\(wording.say(.columnSince, ["period": wording.name(since)]))
        """
    }

    private var groups: [HTML] {
        // In the order of the form; a group that is no section of it comes last.
        var titles = page.sections.map(\.title)
        for line in page.indicators where !titles.contains(line.group) {
            titles.append(line.group)
        }
        let groups = titles.filter { title in page.indicators.contains { $0.group == title } }
        return groups.map { title in
            let lines = page.indicators.filter { $0.group == title }
            return """
                <tbody><tr><th scope=rowgroup colspan=\(columns)>\(title)\(lines.map(row))</tbody>
                """
        }
    }

    private func row(_ line: IndicatorLine) -> HTML {
        let address = page.address.with("indicator", line.code).here
        return """
            <tr><th scope=row><a href="\(address)#trend">\(line.label)</a>\
            <td class=v>\(line.rate.map { wording.full($0) } ?? Wording.nothing)\(small(line))\
            <td class=f>\(fraction(line))<td class=c>\(interval(line))\
            \(line.changes.map(change))\
            \(if: hasCourses, "<td class=s>\(course(line))")<td class=t>\(target(line))
            """
    }

    /// Few events: one more or less would change the picture.
    private func small(_ line: IndicatorLine) -> HTML {
        line.rate?.isSmall == true ? "<small>\(wording.say(.smallNumbers))</small>" : .empty
    }

    private func change(_ change: ChangeLine) -> HTML {
        "<td class=ch>\(change.html(wording))"
    }

    private func fraction(_ line: IndicatorLine) -> String {
        guard let rate = line.rate, rate.denominator != nil else { return "" }
        return wording.fraction(rate)
    }

    private func interval(_ line: IndicatorLine) -> String {
        line.rate?.interval.map { wording.interval($0) } ?? ""
    }

    private func course(_ line: IndicatorLine) -> HTML {
        Sparkline(wording: wording, months: line.months, target: line.monthlyTarget?.value).body
    }

    private func target(_ line: IndicatorLine) -> HTML {
        guard let target = line.target else { return .empty }
        let standing = target.standing(line.rate)
        let year = target.year == page.period.year ? "" : " (\(target.year))"
        return """
            \(standing.mark.html(wording.say(standing.key))) \
            <span class="near nb">\(target.text(wording))\(year)</span>\
            \(if: target.gap != nil, " <small>\(wording.gap(target, line.noun))</small>")
            """
    }
}
