import Reporting

/// One section of the form with its rows and the buttons that fill what is blank.
struct EntrySection {
    let page: EntryPage
    let section: FormVersion.Section
    let number: Int
    /// The place of its first row in the form.
    let start: Int

    private var wording: Wording { page.wording }

    var body: HTML {
        let title = wording.label(section.titleVI, section.titleEN)
        let rows = section.elements.enumerated().map { index, element in
            EntryRow(
                page: page, element: page.catalogue.elements[element], place: start + index
            ).body
        }
        return """
            <section class=sec id="s-\(section.code)" aria-labelledby="t-\(section.code)">\
            <header><h2 id="t-\(section.code)"><span>\(number)</span> \(title)</h2>\
            \(progress)\(if: page.access == .writable, fillers)</header>\(rows)</section>
            """
    }

    private var progress: HTML {
        let progress = page.progress(section)
        let text = wording.say(
            .entryCells,
            ["filled": wording.count(progress.filled), "fields": wording.count(progress.fields)])
        return "<span class=\"small dim\">\(text)</span>"
    }

    private var fillers: HTML {
        let progress = page.progress(section)
        let blank = progress.fields - progress.filled
        guard blank > 0 else { return .empty }
        return """
            \(if: isAllStocks && page.lastMonth != nil, filler(.lastMonth, .fillLastMonth, blank))\
            \(filler(.zero, .fillZero, blank))\(filler(.notApplicable, .fillNotApplicable, blank))
            """
    }

    /// Last month's figures are a sensible start for a state, never for events.
    private var isAllStocks: Bool {
        section.elements.allSatisfy { page.catalogue.elements[$0].time == .stock }
    }

    private func filler(
        _ filling: EntrySubmission.Filling, _ key: TextKey, _ blank: Int
    ) -> HTML {
        """
        <button class="btn small" name=fill value="\(filling.rawValue).\(section.code)">\
        \(wording.say(key, ["n": wording.count(blank)]))</button>
        """
    }
}
