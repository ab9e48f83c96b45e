import Reporting

/// The history of one report: what people said, then every revision.
public struct HistoryView {
    private let page: HistoryPage

    public init(_ page: HistoryPage) {
        self.page = page
    }

    private var wording: Wording { page.frame.wording }

    public var html: HTML {
        let month = wording.name(.month(page.month))
        return Document(
            frame: page.frame, place: .other,
            title: wording.say(.historyTitle) + ", " + page.unit.name + ", " + month,
            trail: trail, main: "\(head)\(conversation)\(revisions)"
        ).html
    }

    private var trail: [Document.Crumb] {
        (page.ancestors + [page.unit]).map { .init(name: $0.name, address: $0.dashboard()) }
            + [
                .init(name: wording.say(.entryCrumb), address: form),
                .init(name: wording.say(.historyTitle), address: nil),
            ]
    }

    private var form: Address {
        EntryPage.address(unit: page.unit.id, form: page.form, month: page.month)
    }

    private var head: HTML {
        let compare = ComparePage.address(unit: page.unit.id, form: page.form, month: page.month)
        return """
            <h1>\(wording.say(.historyTitle)) <span>\(page.unit.name), \
            \(wording.name(.month(page.month)))</span></h1><p class=lede>\(page.title)</p>\
            <dl class=meta><div><dt>\(wording.say(.entryState))</dt>\
            <dd>\(page.state.html(wording))</dd></div>\
            <div><dt>\(wording.say(.seeAlso))</dt><dd><a href="\(form.text)">\
            \(wording.say(.openReport))</a>\
            \(if: page.hasComparison, " <a href=\"\(compare.text)\">\(wording.say(.compareTitle))</a>")\
            </dd></div></dl>
            """
    }

    private var conversation: HTML {
        guard !page.remarks.isEmpty else { return .empty }
        return """
            <section aria-labelledby=said><header><h2 id=said>\(wording.say(.historySaid))</h2>\
            </header><ol class=said>\(page.remarks.map(remark))</ol></section>
            """
    }

    private func remark(_ remark: HistoryRemark) -> HTML {
        let isReviewer = [.returned, .reopened, .accepted].contains(remark.kind)
        let revision = wording.say(.revision, ["n": wording.count(remark.revision)])
        return """
            <li\(if: isReviewer, " class=above")><p class=small><b>\(title(remark.kind))</b> \
            <span class=dim>\(remark.by), \(wording.moment(remark.at)), \(revision)</span></p>\
            \(quote(remark.kind))<p>\(remark.text)</p>
            """
    }

    private func title(_ kind: HistoryRemark.Kind) -> String {
        switch kind {
        case .note: wording.say(.saidNote)
        case .returned: wording.say(.saidReturned)
        case .reopened: wording.say(.saidReopened)
        case .accepted: wording.say(.saidAccepted)
        case .explanation: wording.say(.saidExplained)
        }
    }

    private func quote(_ kind: HistoryRemark.Kind) -> HTML {
        guard case .explanation(let warning) = kind, !warning.isEmpty else { return .empty }
        return "<p class=\"small dim\">\(warning)</p>"
    }

    private var revisions: HTML {
        """
        <section aria-labelledby=revisions><header><h2 id=revisions>\
        \(wording.say(.historyRevisions))</h2></header><ol class=revisions>\
        \(page.entries.map { HistoryItem(page: page, entry: $0).body })</ol>\(pager)\
        <p class="small dim">\(wording.say(.historyNote))</p></section>
        """
    }

    private var pager: HTML {
        let all = HistoryPage.address(unit: page.unit.id, form: page.form, month: page.month)
        if page.only != nil {
            return "<p><a class=tap href=\"\(all.text)\">\(wording.say(.historyAll))</a></p>"
        }
        guard let older = page.older else { return .empty }
        let target = all.with("before", String(older + 1))
        return "<p><a class=tap href=\"\(target.text)\">\(wording.say(.historyOlder))</a></p>"
    }
}
