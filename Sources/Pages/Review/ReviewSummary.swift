import Reporting

/// The units below with their tallies, where a list of every reporting unit would be too long.
struct ReviewSummary {
    let page: ReviewPage
    let lines: [ReviewBelow]

    private var wording: Wording { page.wording }

    var body: HTML {
        guard !lines.isEmpty else {
            return "<section><p>\(wording.say(.reviewEmpty))</p></section>"
        }
        let ordered = lines.sorted { $0.reports.outstanding > $1.reports.outstanding }
        return """
            <section aria-labelledby=states><h2 id=states>\(wording.say(.belowTitle))</h2>\
            \(if: hasStates, tally)\(SwipeHint(wording: wording).body)\
            <div class=scroll tabindex=0 role=group aria-label="\(wording.say(.belowTitle))">\
            <table class="grid rows"><thead><tr><th scope=col>\(wording.say(.columnUnit))\
            \(heads)</tr></thead><tbody>\(ordered.map(row))</tbody></table></div></section>
            """
    }

    private var hasStates: Bool { lines.contains { $0.states != nil } }

    private var tally: HTML {
        let counts = lines.reduce(into: [ReportState: Int]()) { sums, line in
            sums.merge(line.states ?? [:], uniquingKeysWith: +)
        }
        return ReviewTally(page: page, counts: counts).body(isFilter: false)
    }

    private var heads: [HTML] {
        let states: [TextKey] =
            hasStates ? [.stateSubmitted, .stateReturned, .stateDraft] : []
        let keys: [TextKey] =
            [.columnExpected, .columnArrived, .columnMissing, .columnLate] + states
            + [.columnAccepted]
        return keys.map { "<th scope=col class=num>\(wording.say($0))" }
    }

    private func row(_ line: ReviewBelow) -> HTML {
        let tally = line.reports
        let query = page.address.with("state", nil).query
        let address = Address("review", line.unit.id, query: query).text
        return """
            <tr><th scope=row><a href="\(address)">\(line.unit.name)</a>\
            <td>\(wording.count(tally.expected))\
            <td>\(wording.count(tally.received))\
            <td\(if: tally.outstanding > 0, " class=no")>\(wording.count(tally.outstanding))\
            <td\(if: tally.late > 0, " class=near")>\(wording.count(tally.late))\
            \(if: hasStates, states(line))\
            <td>\(wording.count(tally.accepted))
            """
    }

    private func states(_ line: ReviewBelow) -> HTML {
        let returned = line.count(.returned)
        return """
            <td>\(wording.count(line.count(.submitted)))\
            <td\(if: returned > 0, " class=near")>\(wording.count(returned))\
            <td>\(wording.count(line.count(.draft)))
            """
    }
}
