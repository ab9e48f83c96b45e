import Reporting

/// The sums behind the indicators, section by section of the form: each with the units, months
/// and reports it rests on, and with what was left blank or does not apply.
struct SumsSection {
    let page: Dashboard

    private var wording: Wording { page.wording }

    /// A unit that reports itself has no sums over units to tell about.
    private var showsUnits: Bool { page.unitsExpected > 1 }
    /// One month's sums rest on as many reports as units.
    private var showsMonths: Bool { page.period.months.count > 1 }
    private var showsReports: Bool { showsUnits && showsMonths }
    private var columns: Int {
        2 + [showsUnits, showsMonths, showsReports].count(where: \.self)
    }

    var body: HTML {
        """
        <section aria-labelledby=sums><header><h2 id=sums>\
        \(wording.say(showsUnits ? .sumsTitle : .valuesTitle))</h2><span class="small dim">\
        \(wording.say(showsUnits ? .sumsNote : .valuesNote))</span></header>\
        <div class=sums>\(page.sections.map(section))</div></section>
        """
    }

    private func section(_ section: SumSection) -> HTML {
        let known = section.lines.filter { $0.sum != nil }
        let blank = section.lines.count - known.count
        return """
            <table class=grid><caption>\(section.title)</caption>\(if: !known.isEmpty, heads)\
            <tbody>\(known.map(line))\(if: blank > 0, blankRow(blank))</tbody></table>
            """
    }

    private var heads: HTML {
        """
        <thead><tr><th scope=col>\(wording.say(.columnElement))\
        <th scope=col class=num>\(wording.say(showsUnits ? .columnSum : .columnValue))\
        \(if: showsUnits, "<th scope=col class=num>\(wording.say(.columnUnits))")\
        \(if: showsMonths, "<th scope=col class=num>\(wording.say(.columnMonths))")\
        \(if: showsReports, "<th scope=col class=num>\(wording.say(.columnReports))")</tr></thead>
        """
    }

    private func line(_ line: SumSection.Line) -> HTML {
        guard let sum = line.sum else { return .empty }
        return """
            <tr><th scope=row>\(line.label)\
            \(if: line.isStock, " <small>\(wording.say(.stockMark))</small>")\
            \(unanswered(sum))\
            <td>\(value(sum))\(if: showsUnits, units(sum))\
            \(if: showsMonths, months(sum))
            """
    }

    /// Marked also where a share happens to give a whole number.
    private func value(_ sum: Totals.Sum) -> String {
        let text = wording.count(sum.value)
        return sum.isEstimated && sum.value.whole != nil ? Wording.about + text : text
    }

    private func units(_ sum: Totals.Sum) -> HTML {
        """
        <td\(if: sum.units < page.unitsExpected, " class=near")>\(wording.count(sum.units))
        """
    }

    /// The months, and the reports of all units in them.
    private func months(_ sum: Totals.Sum) -> HTML {
        """
        <td class=dim>\(wording.count(sum.months))\
        \(if: showsUnits, "<td class=dim>\(wording.count(sum.reports))")
        """
    }

    private func unanswered(_ sum: Totals.Sum) -> HTML {
        let parts = [(sum.blank, TextKey.sumBlank), (sum.notApplicable, .sumNotApplicable)]
        let texts = parts.filter { $0.0 > 0 }.map {
            wording.say($0.1, ["n": wording.count($0.0)])
        }
        return texts.isEmpty ? .empty : " <small class=dim>\(texts.joined(separator: ", "))</small>"
    }

    private func blankRow(_ blank: Int) -> HTML {
        """
        <tr><td class=dim colspan=\(columns)>\
        \(wording.say(.blankElements, ["n": wording.count(blank)]))
        """
    }
}
