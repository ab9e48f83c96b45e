import Reporting

/// The year of a unit that reports itself: each month's state and the way to its form.
struct MonthsTable {
    let page: Dashboard
    let lines: [MonthLine]

    private var wording: Wording { page.wording }

    var body: HTML {
        let title = wording.say(.monthsTitle, ["y": String(page.period.year)])
        return """
            <section aria-labelledby=months><header><h2 id=months>\(title)</h2></header>\
            <table class="grid rows months"><caption class=vh>\(title)</caption><thead><tr>\
            <th scope=col>\(wording.say(.columnMonth))<th scope=col>\(wording.say(.columnState))\
            \(if: hasBelow, "<th scope=col>\(wording.say(.levelStationPoint))")\
            <th scope=col>\(wording.say(.columnReceived))<th scope=col>\(wording.say(.columnDue))\
            <th scope=col><span class=vh>\(wording.say(.columnForm))</span>\
            </tr></thead><tbody>\(lines.map(row))</tbody></table></section>
            """
    }

    private func row(_ line: MonthLine) -> HTML {
        """
        <tr><th scope=row>\(wording.month(line.month))<td class=l>\(line.state.html(wording))\
        \(if: hasBelow, "<td class=\"l pts\" data-head=\"\(pointsHead)\">\(below(line))")\
        <td class="l at">\(received(line))\
        <td class="l until">\(line.deadline.map { wording.date($0) } ?? "")\
        <td class=to>\(form(line))
        """
    }

    /// The head of the column, which a phone shows beside each number.
    private var pointsHead: String { wording.say(.levelStationPoint) }
    private var hasBelow: Bool { lines.contains { $0.below != nil } }

    /// How many of the points have reported, and which have not.
    private func below(_ line: MonthLine) -> HTML {
        guard let below = line.below else { return .empty }
        let counts = wording.count(below.received) + "/" + wording.count(below.expected)
        guard !below.missing.isEmpty else { return HTML(text: counts) }
        let names = below.missing.map(\.name).joined(separator: ", ")
        return "\(counts) <small class=no>\(wording.say(.pointsMissing, ["names": names]))</small>"
    }

    private func received(_ line: MonthLine) -> String {
        guard let time = line.receivedAt else { return Wording.nothing }
        let revision = line.revision.map {
            ", " + wording.say(.revision, ["n": wording.count($0)])
        }
        return wording.moment(time) + (revision ?? "")
    }

    private func form(_ line: MonthLine) -> HTML {
        guard let form = line.form else { return .empty }
        let text = wording.say(line.state.isOpen ? .enterReport : .openReport)
        let month = wording.month(line.month)
        return """
            <a class="tap" href="\(form.text)">\(text) <span class=vh>\(month)</span></a>
            """
    }
}
