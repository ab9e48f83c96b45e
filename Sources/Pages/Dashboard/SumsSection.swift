/// The sums behind the indicators, section by section of the form.
struct SumsSection {
    let page: Dashboard

    private var wording: Wording { page.wording }

    /// A unit that reports itself has no sums over units to tell about.
    private var showsUnits: Bool { page.unitsExpected > 1 }

    var body: HTML {
        """
        <section aria-labelledby=sums><header><h2 id=sums>\
        \(wording.say(showsUnits ? .sumsTitle : .valuesTitle))</h2><span class="small dim">\
        \(wording.say(showsUnits ? .sumsNote : .valuesNote))</span></header>\
        <div class=sums>\(page.sections.map(section))</div></section>
        """
    }

    private func section(_ section: SumSection) -> HTML {
        let known = section.lines.filter { $0.value != nil }
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
        \(if: showsUnits, "<th scope=col class=num>\(wording.say(.columnUnits))")</tr></thead>
        """
    }

    private func line(_ line: SumSection.Line) -> HTML {
        """
        <tr><th scope=row>\(line.label)\
        \(if: line.isStock, " <small>\(wording.say(.stockMark))</small>")\
        <td>\(wording.count(line.value))\
        \(if: showsUnits, units(line))
        """
    }

    private func units(_ line: SumSection.Line) -> HTML {
        """
        <td\(if: line.units < page.unitsExpected, " class=near")>\(wording.count(line.units))
        """
    }

    private func blankRow(_ blank: Int) -> HTML {
        """
        <tr><td class=dim colspan=\(showsUnits ? 3 : 2)>\
        \(wording.say(.blankElements, ["n": wording.count(blank)]))
        """
    }
}
