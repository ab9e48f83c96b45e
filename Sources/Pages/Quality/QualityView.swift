import Reporting

/// What is worth a look in a month's reports: the answer, the kinds, then unit by unit.
public struct QualityView {
    private let page: QualityPage

    public init(_ page: QualityPage) {
        self.page = page
    }

    private var wording: Wording { page.wording }

    public var html: HTML {
        let title = wording.say(.qualityTitle) + " " + wording.name(.month(page.month))
        return Document(
            frame: page.frame, place: .review, title: title + ", " + page.unit.name,
            trail: trail, main: "\(head)\(tally)\(sums)\(content)\(notes)"
        ).html
    }

    private var trail: [Document.Crumb] {
        page.ancestors.map { unit in
            .init(name: unit.name, address: page.tooLarge.contains(unit.id) ? nil : there(unit))
        }
            + [
                .init(
                    name: page.unit.name,
                    address: page.unit.dashboard(page.address.query)),
                .init(name: wording.say(.qualityTitle), address: nil),
            ]
    }

    /// The same page of another unit.
    private func there(_ unit: UnitLink) -> Address {
        Address("quality", unit.id, query: page.address.query)
    }

    private var head: HTML {
        """
        <h1>\(wording.say(.qualityTitle)) <span>\(wording.name(.month(page.month)))</span></h1>\
        <p class=lede>\(sentence)</p><dl class=meta>\
        \(FormSwitch(wording: wording, forms: page.forms, address: page.address).body)\
        \(fact(.seeAlso, links))\(fact(.entryOtherMonths, neighbours))</dl>
        """
    }

    private var sentence: String {
        let key: TextKey =
            page.received == 0
            ? .qualityNothing : page.count == 0 ? .qualityClean : .qualitySentence
        let text = wording.say(
            key,
            [
                "unit": page.unit.name, "n": wording.count(page.count),
                "received": wording.count(page.received),
                "expected": wording.count(page.expected),
            ])
        guard page.judged < page.received else { return text }
        let unjudged = wording.count(page.received - page.judged)
        let months = wording.count(QualityLimits.historyMonthsMin)
        return text + " " + wording.say(.qualityUnjudged, ["n": unjudged, "months": months])
    }

    private func fact(_ key: TextKey, _ value: HTML) -> HTML {
        "<div><dt>\(wording.say(key))</dt><dd>\(value)</dd></div>"
    }

    private var links: HTML {
        let whole = Address("completeness", page.unit.id, query: page.address.query).text
        return """
            <a href="\(Address("review", page.unit.id, query: page.address.query).text)">\
            \(wording.say(.reviewTitle))</a> <a href="\(whole)">\
            \(wording.say(.completenessTitle))</a>
            """
    }

    private var neighbours: HTML {
        MonthNeighbours(
            wording: wording, month: page.month, readable: page.neighbours,
            address: { page.address.with("period", $0.code).here }
        ).body
    }

    private var tally: HTML {
        guard !page.tally.isEmpty else { return .empty }
        let cells: [HTML] = page.tally.map {
            "<li><b class=big>\(wording.count($0.count))</b> <span>\(wording.say($0.kind.key))</span>"
        }
        return "<ul class=tally>\(cells)</ul>"
    }

    private var sums: HTML {
        guard !page.sums.isEmpty else { return .empty }
        let title = wording.say(.qualitySums)
        return """
            <section aria-labelledby=sums><header><h2 id=sums>\(title)</h2></header>\
            \(QualityTable(wording: wording, caption: title).body(page.sums))</section>
            """
    }

    private var content: HTML {
        switch page.content {
        case .units(let groups): units(groups)
        case .summary(let children): QualitySummary(page: page, children: children).body
        }
    }

    private func units(_ groups: [QualityGroup]) -> HTML {
        guard !groups.isEmpty else { return .empty }
        let title = wording.say(.qualityByUnit)
        return """
            <section aria-labelledby=units><header><h2 id=units>\(title)</h2></header>\
            \(QualityTable(wording: wording, caption: title).body(groups))</section>
            """
    }

    private var notes: HTML {
        """
        <section aria-labelledby=notes><h2 id=notes class=vh>\(wording.say(.notesTitle))</h2>\
        <div class=notes><p>\(wording.say(.qualityNoteQuestion))</p>\
        <p>\(wording.say(.qualityNoteHow)) <a href="\(helpAnchor)">\(wording.say(.navHelp))</a></p>\
        </div></section>
        """
    }

    private var helpAnchor: HTML {
        wording.language == .vietnamese ? "/help#chat-luong" : "/help#quality"
    }
}
