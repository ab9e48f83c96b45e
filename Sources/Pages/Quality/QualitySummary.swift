import Reporting

/// How much was found below, unit by unit, those with most first.
struct QualitySummary {
    let page: QualityPage
    let children: [QualityChild]

    private typealias Family = QualityFinding.Kind.Family

    private var wording: Wording { page.wording }

    var body: HTML {
        let title = wording.say(.belowTitle)
        let ordered = children.sorted { $0.count > $1.count }
        return """
            <section aria-labelledby=below><header><h2 id=below>\(title)</h2></header>\
            \(SwipeHint(wording: wording).body)<div class=scroll tabindex=0 role=group aria-label="\(title)">\
            <table class="grid rows"><caption class=vh>\(title)</caption><thead><tr>\
            <th scope=col>\(wording.say(.columnUnit))\
            <th scope=col class=num>\(wording.say(.columnTotal))\
            \(Family.allCases.map(head))</tr></thead>\
            <tbody>\(ordered.map(row))</tbody></table></div></section>
            """
    }

    private func head(_ family: Family) -> HTML {
        "<th scope=col class=\"num wide\">\(wording.say(family.key))"
    }

    private func row(_ child: QualityChild) -> HTML {
        let address = Address("quality", child.unit.id, query: page.address.query).text
        let cells: [HTML] = Family.allCases.map { family in
            let count = child.counts.filter { $0.key.family == family }.values.reduce(0, +)
            return "<td\(if: count == 0, " class=dim")>\(wording.count(count))"
        }
        return """
            <tr><th scope=row><a href="\(address)">\(child.unit.name)</a>\
            <td class=v>\(wording.count(child.count))\(cells)
            """
    }
}
