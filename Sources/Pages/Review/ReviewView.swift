import Access
import Reporting

/// A month's reports, grouped by who must act.
public struct ReviewView {
    private let page: ReviewPage

    public init(_ page: ReviewPage) {
        self.page = page
    }

    private var wording: Wording { page.wording }

    public var html: HTML {
        let title = wording.say(.reviewTitle) + " " + wording.name(.month(page.month))
        return Document(
            frame: page.frame, place: .review, title: title + ", " + page.unit.name,
            trail: trail,
            main: "\(head)\(notices)\(content)\(remind)\(ReviewMonth(page: page).body)"
        ).html
    }

    private var trail: [Document.Crumb] {
        (page.ancestors + [page.unit]).map { unit in
            .init(
                name: unit.name,
                address: unit.dashboard(page.address.with("state", nil).query))
        } + [.init(name: wording.say(.reviewCrumb), address: nil)]
    }

    private var head: HTML {
        """
        <h1>\(wording.say(.reviewTitle)) <span>\(wording.name(.month(page.month)))</span></h1>\
        <p class=lede>\(sentence)</p><dl class=meta>\(deadline)\
        \(fact(page.forms.isEmpty ? .entryForm : .legalBasis, "\(page.legalBasis)"))\
        \(FormSwitch(wording: wording, forms: page.forms, address: page.address).body)\(fact(.seeAlso, links))\
        \(fact(.entryOtherMonths, neighbours))</dl>
        """
    }

    private var sentence: String {
        let tally = page.reports
        return wording.say(
            .reviewSentence,
            [
                "unit": page.unit.name, "received": wording.count(tally.received),
                "expected": wording.count(tally.expected), "onTime": wording.count(tally.onTime),
                "missing": wording.count(tally.outstanding),
            ])
    }

    private func fact(_ key: TextKey, _ value: HTML) -> HTML {
        "<div><dt>\(wording.say(key))</dt><dd>\(value)</dd></div>"
    }

    /// How late it is concerns nobody when all have come.
    private var deadline: HTML {
        guard let deadline = page.deadline else { return .empty }
        let text = wording.say(.entryDeadlineDay, ["day": wording.date(deadline)])
        guard page.reports.outstanding > 0 else { return fact(.entryDeadline, "\(text)") }
        let days = deadline.number - page.today.number
        let left = wording.timeLeft(days: days)
        let tone: HTML = days < 0 ? "no" : "near"
        return fact(.entryDeadline, "\(text) <span class=\(tone)>\(left)</span>")
    }

    private var links: HTML {
        let query = page.address.with("state", nil).query
        let whole = Address("completeness", page.unit.id, query: query).text
        let quality = Address("quality", page.unit.id, query: query).text
        // A month expects one report of each unit.
        let isSmall = page.reports.expected <= Amount(FigureDesk.qualityUnitsMax)
        return """
            <a href="\(whole)">\(wording.say(.completenessTitle))</a>\
            \(if: isSmall, " <a href=\"\(quality)\">\(wording.say(.qualityTitle))</a>")
            """
    }

    private var neighbours: HTML {
        MonthNeighbours(
            wording: wording, month: page.month, readable: page.neighbours,
            address: { page.address.with("period", $0.code).here }
        ).body
    }

    /// That the month is closed comes before everything else: nothing below it can be changed.
    private var notices: HTML {
        "\(page.closing.map(closed) ?? .empty)\(page.outcome?.body(wording) ?? .empty)"
    }

    private func closed(_ closing: MonthClosing) -> HTML {
        let text = wording.say(
            .monthClosedBy,
            [
                "unit": closing.unit.name, "by": closing.by, "time": wording.moment(closing.at),
                "reason": closing.reason,
            ])
        return """
            <div class="box info" role=status><h2>\(wording.say(.monthClosed))</h2>\
            <p>\(text)</p></div>
            """
    }

    private var content: HTML {
        switch page.content {
        case .units(let lines): ReviewTable(page: page, lines: lines).body
        case .summary(let lines): ReviewSummary(page: page, lines: lines).body
        }
    }

    private var remind: HTML {
        page.reminder?.section(wording) ?? .empty
    }
}
