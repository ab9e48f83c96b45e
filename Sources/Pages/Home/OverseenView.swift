import Reporting

/// The home of someone who looks after units: what waits for a decision, who is late, month by
/// month, and the ways to the units.
struct OverseenView {
    let page: HomePage
    let overseen: Overseen

    private var wording: Wording { page.frame.wording }
    private var unit: UnitLink { overseen.unit }

    var body: HTML {
        """
        <h1>\(unit.name)</h1><p class=lede>\(sentence)</p>\(acts)\(need)\(months)\
        \(UnitSearch(wording: wording, query: "").body)\
        \(UnitList(wording: wording, title: .belowTitle, units: overseen.below).body)
        """
    }

    private var sentence: String {
        let reports = overseen.reports
        return wording.say(
            .reviewSentence,
            [
                "unit": wording.name(.month(overseen.month)),
                "received": wording.count(reports.received),
                "expected": wording.count(reports.expected),
                "onTime": wording.count(reports.onTime),
                "missing": wording.count(reports.outstanding),
            ])
    }

    private var acts: HTML {
        let review = ReviewPage.address(unit, overseen.month).text
        let whole = Address(
            "completeness", unit.id, query: [.init("period", String(overseen.month.year))])
        return """
            <p class=acts><a class="btn\(if: !overseen.mayReview, " go")" \
            href="\(unit.dashboard().text)">\(wording.say(.navFigures))</a> \
            <a class="btn\(if: overseen.mayReview, " go")" href="\(review)">\
            \(wording.say(.navReview))</a> <a class=btn href="\(whole.text)">\
            \(wording.say(.completenessTitle))</a></p>
            """
    }

    /// What this reader has to do, in sentences that lead there; the newest month first.
    private var need: HTML {
        let items = overseen.months.flatMap(needs)
        guard !items.isEmpty else { return .empty }
        return """
            <section><h2>\(wording.say(.homeNeed))</h2><ul class=needs>\(items)</ul></section>
            """
    }

    private func needs(_ month: OverseenMonth) -> [HTML] {
        var items: [HTML] = []
        if overseen.mayReview, month.waiting > 0, !month.isClosed {
            let text = wording.say(
                .homeWaiting,
                ["n": wording.count(month.waiting), "month": wording.month(month.month)])
            let open = wording.say(.homeQuestionable, ["n": wording.count(month.questionable)])
            let note: HTML =
                month.questionable > 0 ? " <span class=\"small near\">\(open)</span>" : .empty
            let filter = month.states == nil ? nil : ReviewFilter.submitted.rawValue
            items.append(item(text, month.review.with("state", filter), note, .navReview))
        }
        if !month.late.isEmpty {
            let text = wording.say(
                .homeOverdue,
                ["n": wording.count(lateCount(month)), "month": wording.month(month.month)])
            let note: HTML = " <span class=\"small dim\">\(names(month))</span>"
            items.append(item(text, month.review.at("remind"), note, .homeRemind))
        }
        return items
    }

    private func item(
        _ text: String, _ target: Address, _ note: HTML, _ action: TextKey
    ) -> HTML {
        """
        <li><p><b>\(text)</b>\(note)</p><a class=btn href="\(target.text)">\(wording.say(action)) \
        <span class=vh>\(text)</span></a>
        """
    }

    private func lateCount(_ month: OverseenMonth) -> Int {
        (month.states?[.overdue] ?? 0) + (month.states?[.overdueDraft] ?? 0)
    }

    private func names(_ month: OverseenMonth) -> String {
        let names = month.late.map(\.name).joined(separator: ", ")
        let rest = lateCount(month) - month.late.count
        guard rest > 0 else { return names }
        return names + wording.say(.unitMore, ["n": wording.count(rest)])
    }

    private var months: HTML {
        guard !overseen.months.isEmpty else { return .empty }
        return """
            <section><h2 id=overseen>\(wording.say(.homeMonths))</h2>\
            \(SwipeHint(wording: wording).body)\
            <div class=scroll tabindex=0 role=group aria-labelledby=overseen>\
            <table class="grid rows"><thead><tr><th scope=col>\(wording.say(.columnMonth))\
            \(heads)</tr></thead><tbody>\(overseen.months.map(row))</tbody></table></div></section>
            """
    }

    private var heads: [HTML] {
        let keys: [TextKey] = [
            .columnArrived, .columnWaiting, .stateReturned, .columnMissing, .columnLate,
            .columnAccepted, .columnDue,
        ]
        return keys.map { "<th scope=col class=num>\(wording.say($0))" }
    }

    private func row(_ month: OverseenMonth) -> HTML {
        let reports = month.reports
        let returned = month.states == nil ? nil : month.count(.returned)
        let closed: HTML =
            " <small class=dim>\(wording.say(.monthClosedMark))</small>"
        return """
            <tr><th scope=row><a href="\(month.review.text)">\(wording.month(month.month))</a>\
            \(if: month.isClosed, closed)\
            <td>\(wording.count(reports.received))/\(wording.count(reports.expected))\
            <td>\(wording.count(month.waiting))<td>\(wording.count(returned))\
            <td\(if: reports.outstanding > 0, " class=no")>\(wording.count(reports.outstanding))\
            <td\(if: reports.late > 0, " class=near")>\(wording.count(reports.late))\
            <td>\(wording.count(reports.accepted))\
            <td>\(month.deadline.map { wording.date($0) } ?? Wording.nothing)
            """
    }
}

/// Units as links to their figures.
struct UnitList {
    let wording: Wording
    let title: TextKey
    let units: [UnitLink]

    var body: HTML {
        guard !units.isEmpty else { return .empty }
        let items: [HTML] = units.map {
            "<li><a class=tap href=\"\($0.dashboard().text)\">\($0.name)</a>"
        }
        return "<section><h2>\(wording.say(title))</h2><ul class=units>\(items)</ul></section>"
    }
}
