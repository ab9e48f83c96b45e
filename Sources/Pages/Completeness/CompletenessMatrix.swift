import Reporting

/// Units down, months across: a sign for one report, counts for several.
struct CompletenessMatrix {
    let page: CompletenessPage

    private var wording: Wording { page.wording }
    private var months: [Month] { page.period.months }

    var body: HTML {
        guard !page.rows.isEmpty else { return .empty }
        let title = wording.say(.matrixTitle)
        return """
            <section aria-labelledby=matrix><header><h2 id=matrix>\(title)</h2></header>\
            <table class="grid rows matrix"><caption class=vh>\(title), \
            \(wording.name(page.period))</caption><thead><tr><th scope=col>\
            \(wording.say(.columnUnit))\(months.map(head))\
            <th scope=col class=num>\(wording.say(.columnReports))</tr></thead>\
            <tbody>\(ownRow)\(page.rows.map(row))</tbody></table>\(leftOut)\
            \(UndividedNote(wording: wording, units: page.undivided).body)\(key)</section>
            """
    }

    private func head(_ month: Month) -> HTML {
        """
        <th scope=col class=m><span aria-hidden=true>\(month.month)</span>\
        <span class=vh>\(wording.month(month))</span>
        """
    }

    private var ownRow: HTML {
        guard page.rows.count > 1 else { return .empty }
        let cells: [HTML] = page.monthly.map { "<td class=m>\(counts($0))" }
        return "<tr class=sum><th scope=row>\(page.unit.name)\(cells)\(total(page.reports))"
    }

    private func row(_ row: CompletenessPage.Row) -> HTML {
        """
        <tr><th scope=row><a href="\(row.address.text)">\(row.unit.name)</a>\
        \(row.cells.map(cell))\(total(row.reports))
        """
    }

    private func cell(_ cell: CompletenessPage.Cell) -> HTML {
        switch cell {
        case .none: "<td class=m><span class=vh>\(wording.say(.keyNotExpected))</span>"
        case .one(let mark, let form): "<td class=m>\(sign(mark, form))"
        case .several(let tally): "<td class=m>\(counts(tally))"
        }
    }

    private func sign(_ mark: MonthMark, _ form: Address?) -> HTML {
        let words: HTML = "<span class=vh>\(mark.words(wording))</span>"
        guard let form else { return "<span class=\"\(mark.sign)\">\(words)</span>" }
        return "<a class=\"\(mark.sign)\" href=\"\(form.text)\">\(words)</a>"
    }

    /// Counts where there is room, the whole per cent on a phone.
    private func counts(_ tally: ReportTally) -> HTML {
        guard tally.expected > 0 else {
            return "<span class=vh>\(wording.say(.keyNotExpected))</span>"
        }
        let tone: HTML = tally.outstanding > 0 ? "no" : "dim"
        return """
            <span class="\(tone) wide-only">\(wording.count(tally.received))/\
            \(wording.count(tally.expected))</span>\
            <span class="\(tone) narrow-only">\(tally.wholePercent)</span>
            """
    }

    private func total(_ tally: ReportTally) -> HTML {
        let tone: HTML = tally.outstanding > 0 ? "no" : "dim"
        return """
            <td class=\(tone)>\(wording.count(tally.received))/\(wording.count(tally.expected))
            """
    }

    private var leftOut: HTML {
        guard page.rowsLeftOut > 0 else { return .empty }
        let text = wording.say(.matrixMore, ["n": wording.count(page.rowsLeftOut)])
        return "<p class=dim>\(text)</p>"
    }

    /// Whether some row is of one unit, so that its months are signs.
    private var hasSigns: Bool {
        page.rows.contains { row in
            row.cells.contains { if case .one = $0 { true } else { false } }
        }
    }

    private var key: HTML {
        let marks: [MonthMark] = [
            MonthMark(.onTime), MonthMark(.late), MonthMark(.missing), MonthMark(.due),
            MonthMark(.onTime, isAccepted: true), MonthMark(.onTime, isEmpty: true),
        ]
        let texts: [String] =
            marks.prefix(4).map { $0.words(wording) }
            + [wording.say(.keyAccepted), wording.say(.keyEmpty)]
        let items: [HTML] = zip(marks, texts).map { mark, text in
            "<span><i class=\"\(mark.sign)\"></i>\(text)</span>"
        }
        return """
            <p class="key marks">\(if: hasSigns, "\(items)")<span>\(wording.say(.keyNothing))</span>\
            <span class=narrow-only>\(wording.say(.keyPercent))</span>\
            <span>\(wording.say(.keyClock))</span></p>
            """
    }
}
