/// What stands under the unit: its units, or its own months.
struct BelowSection {
    let page: Dashboard

    var body: HTML {
        switch page.below {
        case .units(let lines): ChildrenTable(page: page, lines: lines).body
        case .months(let lines): MonthsTable(page: page, lines: lines).body
        case .monthsAndUnits(let months, let lines):
            MonthsTable(page: page, lines: months).body
                + ChildrenTable(page: page, lines: lines).body
        case .hidden: hidden
        }
    }

    private var hidden: HTML {
        let wording = page.wording
        return """
            <section aria-labelledby=below><header><h2 id=below>\(wording.say(.belowTitle))</h2>\
            </header><p>\(wording.say(.belowHidden)) \
            <a href="/login">\(wording.say(.signIn))</a></p></section>
            """
    }
}
