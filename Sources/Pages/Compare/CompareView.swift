import Reporting

/// Every element of a report beside two earlier months, the unusual ones marked and first told.
public struct CompareView {
    private let page: ComparePage

    public init(_ page: ComparePage) {
        self.page = page
    }

    private var wording: Wording { page.frame.wording }

    public var html: HTML {
        let month = wording.name(.month(page.month))
        return Document(
            frame: page.frame, place: .review,
            title: wording.say(.compareTitle) + ", " + page.unit.name + ", " + month,
            trail: trail,
            main:
                "\(head)\(page.outcome?.body(wording) ?? .empty)\(answer)\(CompareTable(page: page).body)"
        ).html
    }

    private var trail: [Document.Crumb] {
        (page.ancestors + [page.unit]).map { .init(name: $0.name, address: $0.dashboard()) }
            + [
                .init(name: wording.say(.entryCrumb), address: form),
                .init(name: wording.say(.compareTitle), address: nil),
            ]
    }

    private var form: Address {
        EntryPage.address(unit: page.unit.id, form: page.form, month: page.month)
    }

    private var head: HTML {
        let history = HistoryPage.address(unit: page.unit.id, form: page.form, month: page.month)
        return """
            <h1>\(page.unit.name) <span>\(wording.name(.month(page.month)))</span></h1>\
            <p class=lede>\(sentence)</p><dl class=meta>\
            <div><dt>\(wording.say(.entryState))</dt><dd>\(page.state.html(wording)) \
            <small class=dim>\(received)</small></dd></div>\
            <div><dt>\(wording.say(.seeAlso))</dt><dd><a href="\(form.text)">\
            \(wording.say(.openReport))</a> <a href="\(history.text)">\
            \(wording.say(.historyTitle))</a></dd></div>\
            <div><dt>\(wording.say(.entryOtherMonths))</dt><dd>\(neighbours)</dd></div></dl>
            """
    }

    private var sentence: String {
        guard page.earlierCount > 0 else { return wording.say(.compareNothingBefore) }
        let odd = page.odd.count + page.remarks.count
        return wording.say(
            odd == 0 ? .compareUsual : .compareOdd,
            ["n": wording.count(odd), "months": wording.count(page.earlierCount)])
    }

    private var received: String {
        let revision = page.revision.map { wording.say(.revision, ["n": wording.count($0)]) }
        return [revision, page.receivedAt.map { wording.moment($0) }].compactMap(\.self)
            .joined(separator: ", ")
    }

    private var neighbours: HTML {
        MonthNeighbours(
            wording: wording, month: page.month, readable: page.neighbours,
            address: { month in
                ComparePage.address(unit: page.unit.id, form: page.form, month: month).text
            }
        ).body
    }

    /// What is odd, as sentences that lead to their rows, and beside them the decision.
    private var answer: HTML {
        let items: [HTML] =
            page.remarks.map { "<li>\($0)" }
            + page.odd.map { row in
                """
                <li><a href="#c-\(row.code)">\(row.label)</a> \
                <b>\(wording.count(row.value))</b>: \(row.reasons.joined(separator: " "))
                """
            }
        let list: HTML = items.isEmpty ? .empty : "<ul class=plain>\(items)</ul>"
        guard let decision else {
            return items.isEmpty ? .empty : "<div class=\"box warn\">\(list)</div>"
        }
        return """
            <form class="back alone" method=post action="\(action("accept").text)" \
            autocomplete=off>\(page.frame.csrf)<div>\(list)</div>\(decision)</form>
            """
    }

    private func action(_ verb: String) -> Address {
        Address(
            "review", page.unit.id, verb,
            query: [
                .init("period", page.month.code), .init("form", page.form),
                .init("from", "compare"),
            ])
    }

    private var decision: HTML? {
        guard let line = page.decision else { return nil }
        let states: [ReportState] = [.submitted, .submittedLate, .accepted]
        guard states.contains(line.state) else { return nil }
        return ReviewDecision(wording: wording, line: line, action: action, fault: page.fault).body
    }
}
