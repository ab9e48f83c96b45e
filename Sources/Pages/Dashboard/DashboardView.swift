import Reporting

/// The dashboard of a unit of any level.
public struct DashboardView {
    private let page: Dashboard

    public init(_ page: Dashboard) {
        self.page = page
    }

    private var wording: Wording { page.wording }

    public var html: HTML {
        Document(
            frame: page.frame, place: .figures,
            title: page.unit.name + ", " + wording.name(page.period),
            trail: trail, main: main, colophon: HTML(text: colophon)
        ).html
    }

    private var main: HTML {
        guard page.hasBegun else {
            return
                "\(head)\(BoundaryNotes(page: page).body)\(notBegun)\(AreasSection(page: page).body)"
        }
        return """
            \(head)
            \(BoundaryNotes(page: page).body)
            \(AnswerSection(page: page).body)
            \(hasNumbers ? TrendSection(page: page).body : .empty)
            \(BelowSection(page: page).body)
            \(AreasSection(page: page).body)
            \(hasNumbers ? IndicatorSection(page: page).body : .empty)
            \(hasNumbers ? SumsSection(page: page).body : .empty)
            \(NotesSection(page: page).body)
            """
    }

    /// In place of empty tables, the way to figures that there may be.
    private var notBegun: HTML {
        """
        <section aria-labelledby=answer><header><h2 id=answer>\(wording.say(.answerNotBegun))</h2>\
        </header><p>\(wording.say(.answerNotBegunNote)) \
        <a href="\(page.unit.dashboard().text)">\(wording.say(.answerLatest))</a></p></section>
        """
    }

    /// Without any report there is nothing to divide or to draw; the page then says what is
    /// missing instead of showing empty tables.
    private var hasNumbers: Bool { page.reports.received > 0 }

    private var trail: [Document.Crumb] {
        let query = page.address.query.filter { $0.name != "indicator" }
        return page.ancestors.map { .init(name: $0.name, address: $0.dashboard(query)) }
            + [.init(name: page.unit.name, address: nil)]
    }

    private var head: HTML {
        """
        <div class=head><div><h1>\(page.unit.name) <span>\(wording.name(page.period))</span></h1>\
        <p class=lede>\(wording.say(.dashboardLede))</p>\
        <p class="only-print small">\(colophon) \(boundaryName)</p>\
        <dl class=tools>\(forms.body)\(boundarySwitch.body)\(areas)\(page.fileLinks.body)</dl></div>\
        \(ladder.body)</div>
        """
    }

    private var boundarySwitch: BoundarySwitch {
        BoundarySwitch(
            wording: wording, choice: page.boundaries, period: page.period, address: page.address)
    }

    private var forms: FormSwitch {
        FormSwitch(
            wording: wording, forms: page.forms, address: page.address.with("indicator", nil))
    }

    private var ladder: PeriodLadder {
        PeriodLadder(
            wording: wording, period: page.period, choice: page.boundaries, address: page.address)
    }

    /// The areas that the unit belongs to.
    private var areas: HTML {
        let whole = page.areas.holding.map(\.html)
        let part = page.areas.holdingPart.map { area -> HTML in
            "\(area.html) \(wording.say(.areaPart))"
        }
        guard !(whole + part).isEmpty else { return .empty }
        let names = HTML.joined(whole + part, by: ", ")
        return "<div><dt>\(wording.say(.levelArea))</dt><dd>\(names)</dd></div>"
    }

    private var boundaryName: String {
        let isReported = page.boundaries.reading == .reported
        return wording.say(.boundaries) + ": "
            + wording.say(isReported ? .boundariesReported : .boundariesCurrent)
    }

    private var colophon: String {
        wording.say(.journalSeq, ["n": wording.count(page.seq)]) + " "
            + wording.say(.unitCode, ["id": page.unit.id])
    }
}
