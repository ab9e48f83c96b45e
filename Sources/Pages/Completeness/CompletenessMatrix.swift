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
        return """
            <tr class=sum><th scope=row>\(page.unit.name)\(page.monthly.map(counts))\
            \(total(page.reports))
            """
    }

    private func row(_ row: CompletenessPage.Row) -> HTML {
        """
        <tr><th scope=row><a href="\(row.address.text)">\(row.unit.name)</a>\
        \(row.cells.map(cell))\(total(row.reports))
        """
    }

    // A province has some 2 000 cells: each is as short as it can be, so that the page stays
    // below 100 KB. The sign is drawn over the words.
    private func cell(_ cell: CompletenessPage.Cell) -> HTML {
        switch cell {
        case .none: "<td>"
        case .one(let mark, let form): sign(mark, isLinked ? form : nil)
        case .several(let tally): counts(tally)
        }
    }

    /// Beyond so many rows a cell does not lead to its form; the unit's name leads to all.
    private static let linkedRowsMax = 40
    private var isLinked: Bool { page.rows.count <= Self.linkedRowsMax }

    private func sign(_ mark: MonthMark, _ form: Address?) -> HTML {
        let words = mark.words(wording)
        guard let form else { return "<td class=\"\(mark.sign)\">\(words)" }
        return "<td><a class=\"\(mark.sign)\" href=\"\(form.text)\">\(words)</a>"
    }

    /// Counts where there is room, the whole per cent on a phone. A bar below says that some were
    /// late, as in the sign of one report.
    private func counts(_ tally: ReportTally) -> HTML {
        guard tally.expected > 0 else { return "<td>" }
        let tone: HTML = tally.outstanding > 0 ? "no" : "dim"
        let late = wording.say(.clauseLate, ["n": wording.count(tally.late)])
        let text: HTML = tally.late > 0 ? "<u>\(digits(tally))<s>, \(late)</s></u>" : digits(tally)
        return "<td class=\(tone)>\(text)"
    }

    private func digits(_ tally: ReportTally) -> HTML {
        let counts = wording.count(tally.received) + "/" + wording.count(tally.expected)
        guard counts.count > Self.phoneLetters else { return HTML(text: counts) }
        return """
            <span class=wide-only>\(counts)</span>\
            <span class=narrow-only>\(tally.wholePercent)</span>
            """
    }

    /// As many as a month's column on a phone has room for.
    private static let phoneLetters = 3

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

    /// Whether some cell holds reports of which a part was late.
    private var hasLate: Bool {
        page.monthly.contains { $0.late > 0 }
            && (page.rows.count > 1
                || page.rows.contains { row in
                    row.cells.contains { if case .several = $0 { true } else { false } }
                })
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
            \(if: hasLate, "<span><u>3/3</u>\(wording.say(.keySomeLate))</span>")\
            <span class=narrow-only>\(wording.say(.keyPercent))</span>\
            <span>\(wording.say(.keyClock))</span></p>
            """
    }
}
