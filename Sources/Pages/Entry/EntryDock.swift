import Reporting

/// The bar at the foot of the form: how far it is, what is wrong, save and send.
struct EntryDock {
    let page: EntryPage

    private var wording: Wording { page.wording }

    var body: HTML {
        let progress = page.version.sections.map { page.progress($0) }
        let filled = progress.reduce(0) { $0 + $1.filled }
        let fields = progress.reduce(0) { $0 + $1.fields }
        let cells = wording.say(
            .entryCells, ["filled": wording.count(filled), "fields": wording.count(fields)])
        return """
            <div class=dock role=region aria-label="\(wording.say(.dockLabel))">\
            <p><progress max=\(max(1, fields)) value=\(filled) aria-label="\(cells)"></progress>\
            <span class=cells>\(cells)</span> \(errorLink)\
            <span class=said role=status></span></p><div class=acts>\
            <button class=btn name=status value=draft>\(wording.say(.saveDraft))</button>\
            <button class="btn go" name=status value=submitted>\(wording.say(.submit))</button>\
            </div></div>
            """
    }

    private var errorLink: HTML {
        let count = page.errors.count
        let text = wording.say(.tallyErrors, ["n": wording.count(count)])
        return """
            <a class="wrong no" href="#findings"\(if: count == 0, " hidden")>\
            \(if: count > 0, "\(text)")</a>
            """
    }
}
