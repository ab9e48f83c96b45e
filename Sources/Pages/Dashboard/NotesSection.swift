/// How the figures of the page are made.
struct NotesSection {
    let page: Dashboard

    var body: HTML {
        let wording = page.wording
        let keys: [TextKey] = [
            .noteRates, .noteInterval, .noteChange, .noteStocks, .noteZero, .noteReports,
        ]
        let notes: [HTML] = keys.map { "<p>\(wording.say($0))</p>" }
        return """
            <section aria-labelledby=notes><header><h2 id=notes>\(wording.say(.notesTitle))</h2>\
            </header><div class=notes>\(notes)</div></section>
            """
    }
}
