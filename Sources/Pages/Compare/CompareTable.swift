import Reporting

/// The rows of a comparison, section by section.
struct CompareTable {
    let page: ComparePage

    private var wording: Wording { page.frame.wording }

    var body: HTML {
        """
        <section aria-labelledby=all><header><h2 id=all>\(wording.say(.compareAll))</h2>\
        \(choice)</header><table class="grid rows compare"><caption class=vh>\
        \(wording.say(.compareTitle))</caption><thead><tr>\
        <th scope=col>\(wording.say(.columnElement))\
        <th scope=col class=num>\(wording.shortMonth(page.month))\
        <th scope=col class=num>\(wording.shortMonth(page.month - 1))\
        <th scope=col class=num>\(wording.say(.columnChange))\
        <th scope=col class=num>\(wording.shortMonth(page.month - 12))\
        <th scope=col class=num>\(wording.say(.columnChange))\
        <th scope=col class=num>\(wording.say(.columnUsual))</tr></thead>\
        \(page.sections.map(section))</table>\
        <p class="small dim">\(wording.say(.compareNote))</p></section>
        """
    }

    private var choice: HTML {
        let here = ComparePage.address(unit: page.unit.id, form: page.form, month: page.month)
        return Switch(
            label: wording.say(.compareAll),
            choices: [
                .init(
                    text: wording.say(.compareEvery), address: here.with("show", "all"),
                    isCurrent: !page.isShort),
                .init(
                    text: wording.say(.compareOddOnly, ["n": wording.count(page.odd.count)]),
                    address: here.with("show", "odd"), isCurrent: page.isShort),
            ]
        ).body
    }

    private func section(_ section: ComparePage.Section) -> HTML {
        let rows = section.rows.filter { !page.isShort || !$0.reasons.isEmpty }
        guard !rows.isEmpty else { return .empty }
        return """
            <tbody><tr><th scope=rowgroup colspan=7>\(section.title)\(rows.map(row))</tbody>
            """
    }

    private func row(_ row: ComparePage.Row) -> HTML {
        let isOdd = !row.reasons.isEmpty
        let before = row.lastMonth
        let year = row.sameMonthLastYear
        return """
            <tr id="c-\(row.code)"\(if: isOdd, " class=odd")><th scope=row>\(row.label)\
            \(if: isOdd, odd(row))<td class=v>\(wording.count(row.value))\
            <td class=p data-head="\(wording.shortMonth(page.month - 1))">\(wording.count(before))\
            <td class=d>\(change(from: before, to: row.value))\
            <td class=p data-head="\(wording.shortMonth(page.month - 12))">\(wording.count(year))\
            <td class=d>\(change(from: year, to: row.value))\
            <td class=u data-head="\(wording.say(.columnUsual))">\(usual(row.spread))
            """
    }

    private func odd(_ row: ComparePage.Row) -> HTML {
        " <small class=near>\(row.reasons.joined(separator: " "))</small>"
    }

    /// `+3 (+25 %)`; the share is left out where it says nothing: from 0, and of small numbers.
    private func change(from before: ReportValue, to after: ReportValue) -> HTML {
        guard let before = before.count, let after = after.count else { return .empty }
        let difference = Int(after) - Int(before)
        guard difference != 0 else { return "=" }
        let sign = difference < 0 ? "−" : "+"
        let text = sign + wording.count(abs(difference))
        guard before > 0 else { return HTML(text: text) }
        let share = (Double(abs(difference)) * 100 / Double(before)).rounded()
        let percent = sign + wording.count(Int(share)) + " %"
        return "\(text) <small class=dim>\(percent)</small>"
    }

    private func usual(_ spread: RobustSpread?) -> HTML {
        guard let spread else { return HTML(text: Wording.nothing) }
        let range = wording.count(Int(spread.low)) + "–" + wording.count(Int(spread.high))
        return "\(median(spread.median)) <small class=dim>\(range)</small>"
    }

    /// A middle of two counts may end in a half.
    private func median(_ value: Double) -> String {
        value.rounded() == value ? wording.count(Int(value)) : wording.decimal(value)
    }
}
