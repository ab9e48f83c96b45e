public import Reporting

/// The prose of a unit and period on its page.
public struct ResultsPage: Sendable {
    public let frame: Frame
    public let unit: UnitLink
    public let ancestors: [UnitLink]
    public let period: Period
    public let boundaries: BoundaryChoice
    public let text: ResultsText

    var wording: Wording { frame.wording }
}

/// `/units/{id}/results`: a paper to read, to print and to copy from.
struct ResultsView {
    let page: ResultsPage

    private var wording: Wording { page.wording }

    var html: HTML {
        Document(
            frame: page.frame, place: .figures, title: title, trail: trail,
            main: "\(head)<article class=prose>\(article)</article>"
        ).html
    }

    private var title: String {
        wording.say(FileText.resultsTitle) + ", " + page.unit.name + ", "
            + wording.name(page.period)
    }

    private var address: Address { page.frame.address.with("lang", nil) }

    private var trail: [Document.Crumb] {
        (page.ancestors + [page.unit]).map {
            .init(name: $0.name, address: $0.dashboard(address.query))
        } + [.init(name: wording.say(FileText.resultsTitle), address: nil)]
    }

    private var head: HTML {
        """
        <div class=head><div><h1>\(wording.say(FileText.resultsTitle)) <span>\(page.unit.name), \
        \(wording.name(page.period))</span></h1>\
        <p class=lede>\(wording.say(FileText.resultsLede))</p>\
        <dl class=tools>\(boundarySwitch.body)\
        <div><dt>\(wording.say(.dataAs))</dt><dd><a href="\(file("results.txt"))">\
        \(wording.say(FileText.plainText))</a></dd></div></dl></div>\
        \(ladder.body)</div>
        """
    }

    private func file(_ name: String) -> String {
        Address("units", page.unit.id, name, query: address.query).text
    }

    private var boundarySwitch: BoundarySwitch {
        BoundarySwitch(
            wording: wording, choice: page.boundaries, period: page.period, address: address)
    }

    private var ladder: PeriodLadder {
        PeriodLadder(
            wording: wording, period: page.period, choice: page.boundaries, address: address)
    }

    private var article: HTML {
        """
        <h2>\(page.text.title)</h2><p class=dim>\(page.text.footing)</p>\
        \(page.text.sections.map(section))
        """
    }

    private func section(_ section: ResultsText.Section) -> HTML {
        "<h3>\(section.title)</h3>\(section.paragraphs.map { "<p>\($0.line)</p>" as HTML })"
    }
}
